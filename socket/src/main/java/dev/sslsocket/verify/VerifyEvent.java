package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * One certificate of a peer's chain and what the checks made of it. Immutable; safe for
 * use by many threads.
 *
 * @param ok whether this certificate passed; {@code false} comes with a reason
 * @param depth place of the certificate in the chain: 0 is the peer's own, 1 its issuer
 * and so on
 * @param certificate the certificate
 * @param chain the chain as far as it could be built, the peer's own certificate first;
 * unmodifiable
 * @param reason why it did not pass; {@code null} where {@code ok} is {@code true}
 * @param message the reason in words; empty where {@code ok} is {@code true}
 * @param peerName the name of the server that was connected to; {@code null} for clients
 * and where no name is known
 */
public record VerifyEvent(boolean ok, int depth, X509Certificate certificate, List<X509Certificate> chain,
		@Nullable SslReason reason, String message, @Nullable String peerName) {

	public VerifyEvent {
		chain = List.copyOf(chain);
	}

}

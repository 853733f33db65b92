package dev.sslsocket.engine;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * What a handshake agreed on, taken when it ended: afterwards the engine is asked
 * nothing, since its lock may be held by a slow trust check of another connection's
 * thread. What the engine's session says without that lock is left there until somebody
 * asks: an idle connection holds no lists of its own.
 *
 * @param session the engine's session
 * @param group key exchange group, {@code null} where there was none (resumed without key
 * exchange, static RSA)
 * @param alpn application protocol, an empty string where none was agreed on
 * @param resumed whether a session was resumed
 */
public record TlsFacts(SSLSession session, @Nullable String group, String alpn, boolean resumed) {

	static TlsFacts of(SSLEngine engine, HandshakeObserver observer) {
		String alpn = engine.getApplicationProtocol();
		return new TlsFacts(engine.getSession(), observer.group(), (alpn != null) ? alpn : "", observer.resumed());
	}

	/** The protocol version, such as {@code TLSv1.3}. */
	public String protocol() {
		return this.session.getProtocol();
	}

	/** IANA's name of the cipher suite. */
	public String cipherSuite() {
		return this.session.getCipherSuite();
	}

	/** The peer's certificates as sent, its own first; empty where none came. */
	public List<X509Certificate> peerCertificates() {
		try {
			return x509(this.session.getPeerCertificates());
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of();
		}
	}

	/** What we presented; empty where nothing was. */
	public List<X509Certificate> localCertificates() {
		return x509(this.session.getLocalCertificates());
	}

	private static List<X509Certificate> x509(Certificate @Nullable [] certificates) {
		return (certificates == null) ? List.of()
				: Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
	}

}

package dev.sslsocket;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.sslsocket.cipher.CipherNames;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * What a connection agreed on, as far as it has got.
 */
final class Negotiated implements NegotiatedTls {

	private final @Nullable TlsConnection connection;

	/**
	 * Creates the view.
	 * @param connection the connection; {@code null} while TCP is not connected
	 */
	Negotiated(@Nullable TlsConnection connection) {
		this.connection = connection;
	}

	@Override
	public String cipher() {
		return agreed((facts) -> CipherNames.openSsl(facts.cipherSuite()), "");
	}

	@Override
	public String protocol() {
		return agreed(TlsFacts::protocol, "");
	}

	@Override
	public String alpn() {
		return agreed(TlsFacts::alpn, "");
	}

	@Override
	public String group() {
		return agreed((facts) -> Objects.requireNonNullElse(facts.group(), ""), "");
	}

	@Override
	public String serverName() {
		@Nullable String name = (this.connection != null) ? this.connection.serverName() : null;
		return (name != null) ? name : "";
	}

	@Override
	public boolean sessionReused() {
		return agreed(TlsFacts::resumed, false);
	}

	@Override
	public List<PeerCertificate> peerCertificates() {
		return agreed(TlsFacts::peerCertificates, List.<X509Certificate>of()).stream()
			.map(PeerCertificate::of)
			.toList();
	}

	@Override
	public List<X509Certificate> verifiedChain() {
		return (this.connection != null) ? this.connection.verifiedChain() : List.of();
	}

	@Override
	public @Nullable PeerCertificate localCertificate() {
		List<X509Certificate> presented = agreed(TlsFacts::localCertificates, List.of());
		return presented.isEmpty() ? null : PeerCertificate.of(presented.get(0));
	}

	@Override
	public SslConnection snapshot() {
		if (this.connection == null) {
			throw new IllegalStateException("TLS has not begun");
		}
		return this.connection.snapshot();
	}

	private <T> T agreed(Function<TlsFacts, T> fact, T before) {
		@Nullable TlsFacts facts = (this.connection != null) ? this.connection.facts() : null;
		return (facts != null) ? fact.apply(facts) : before;
	}

}

package dev.sslsocket;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import javax.net.ssl.SSLKeyException;

import dev.sslsocket.cipher.CipherNames;
import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.KeyExporter;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * What a connection agreed on, as far as it has got.
 */
final class Negotiated implements NegotiatedTls {

	private static final byte[] NOTHING = new byte[0];

	private static final int BINDING_LENGTH = 32;

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
	public byte[] channelBinding(ChannelBinding type) {
		@Nullable TlsFacts facts = (this.connection != null) ? this.connection.facts() : null;
		if (facts == null) {
			throw new IllegalStateException("the handshake is still to come");
		}
		return switch (type) {
			case TLS_SERVER_END_POINT -> serverCertificate(this.connection).tlsServerEndPoint();
			case TLS_EXPORTER -> {
				this.connection.context().engineContext().require(EngineFeature.EXPORTER);
				yield exported(facts);
			}
		};
	}

	private PeerCertificate serverCertificate(TlsConnection connection) {
		@Nullable PeerCertificate certificate = (connection.side() == ConnectionSide.SERVER) ? localCertificate()
				: peerCertificates().stream().findFirst().orElse(null);
		if (certificate == null) {
			throw new UnsupportedOperationException(
					"tls-server-end-point is the hash of a certificate, and the server presented none");
		}
		return certificate;
	}

	// RFC 9266 section 2: this label, an empty context, 32 bytes.
	private static byte[] exported(TlsFacts facts) {
		if (!facts.protocol().equals("TLSv1.3")) {
			throw new UnsupportedOperationException("tls-exporter can be had of TLS 1.3 only: the JDK derives it from"
					+ " the session, which connections of " + facts.protocol() + " share. Use tls-server-end-point.");
		}
		try {
			return KeyExporter.data(facts.session(), "EXPORTER-Channel-Binding", NOTHING, BINDING_LENGTH);
		}
		catch (SSLKeyException ex) {
			throw new UnsupportedOperationException("tls-exporter cannot be had: " + ex.getMessage(), ex);
		}
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

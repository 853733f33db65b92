package dev.sslsocket.peers;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.function.UnaryOperator;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.x509.SslIdentity;

/**
 * Certificates of several hosts, by the PKI's CA, and a server with all of them. The
 * common name says host and kind of key.
 */
enum HostMaterial {

	/** Also for clients that ask for another host, or for none. */
	DEFAULT_RSA(KeyKind.RSA_2048, "localhost"), DEFAULT_EC(KeyKind.EC_P256, "localhost"),

	BOTH_RSA(KeyKind.RSA_2048, "both.example"), BOTH_EC(KeyKind.EC_P256, "both.example"),

	BOTH_ED25519(KeyKind.ED25519, "both.example"),

	RSA(KeyKind.RSA_2048, "rsa.example"), EC(KeyKind.EC_P256, "ec.example"),

	WILDCARD_RSA(KeyKind.RSA_2048, "*.wild.example"), WILDCARD_EC(KeyKind.EC_P256, "*.wild.example"),

	CURVES_P384(KeyKind.EC_P384, "curves.example"), CURVES_P256(KeyKind.EC_P256, "curves.example"),

	/** In the domain of the wildcard. */
	EXACT(KeyKind.EC_P256, "exact.wild.example");

	private final CertifiedKey key;

	private final String host;

	HostMaterial(KeyKind kind, String host) {
		this.host = host;
		this.key = CertificateMaker.leaf()
			.subject("CN=" + name())
			.dns(host)
			.keyPair((kind == KeyKind.RSA_2048) ? Keys.RSA : kind.newKeyPair())
			.issuedBy(Material.PKI.ca());
	}

	// RSA keys take long to make; the certificates are what differs.
	private static final class Keys {

		private static final KeyPair RSA = KeyKind.RSA_2048.newKeyPair();

	}

	String host() {
		return this.host;
	}

	SslIdentity identity() {
		return Material.identity(this.key);
	}

	Path chain(Path directory) {
		return this.key.writeChain(directory.resolve(name() + "-cert.pem"));
	}

	Path key(Path directory) {
		return this.key.writePrivateKey(directory.resolve(name() + "-key.pem"));
	}

	private boolean isDefault() {
		return this == DEFAULT_RSA || this == DEFAULT_EC;
	}

	/** A server with one key of its own for every client. */
	SslContext alone(UnaryOperator<SslContextBuilder> more) {
		return Material.bare((builder) -> more.apply(builder.identity(identity())));
	}

	/** A server for all hosts, and for no others. */
	static SslContext strictServer(UnaryOperator<SslContextBuilder> more) {
		return server(false, more);
	}

	/** A server for all hosts, and by the default for all others. */
	static SslContext server(UnaryOperator<SslContextBuilder> more) {
		return server(true, more);
	}

	private static SslContext server(boolean withDefault, UnaryOperator<SslContextBuilder> more) {
		return Material.bare((builder) -> {
			for (HostMaterial each : values()) {
				if (!each.isDefault()) {
					builder.identity(each.identity(), each.host);
				}
				else if (withDefault) {
					builder.identity(each.identity());
				}
			}
			return more.apply(builder);
		});
	}

}

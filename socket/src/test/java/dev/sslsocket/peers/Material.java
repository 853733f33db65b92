package dev.sslsocket.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.TestPkiFiles;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;

/**
 * One PKI in memory and as files, a stranger whom it does not know, and contexts over
 * them.
 */
final class Material {

	static final TestPki PKI = TestPki.create();

	/** A client whose CA nobody trusts. */
	static final CertifiedKey STRANGER = CertificateMaker.leaf()
		.subject("CN=stranger")
		.clientAuth()
		.issuedBy(CertificateMaker.ca().subject("CN=Other CA").selfSigned());

	/** A client whom the PKI knew once. */
	static final CertifiedKey EXPIRED_CLIENT = CertificateMaker.leaf()
		.subject("CN=late")
		.clientAuth()
		.expired()
		.issuedBy(PKI.ca());

	static final TestPkiFiles FILES;

	static final Path STRANGER_CERTIFICATE;

	static final Path STRANGER_KEY;

	/** Reached by broken code only. */
	private static final Duration PATIENCE = Duration.ofSeconds(25);

	static {
		Path directory = newDirectory();
		FILES = PKI.writeTo(directory);
		STRANGER_CERTIFICATE = STRANGER.writeChain(directory.resolve("stranger-cert.pem"));
		STRANGER_KEY = STRANGER.writePrivateKey(directory.resolve("stranger-key.pem"));
		for (String name : directory.toFile().list()) {
			directory.resolve(name).toFile().deleteOnExit();
		}
	}

	private Material() {
	}

	// deleteOnExit works backwards: the directory goes last.
	private static Path newDirectory() {
		try {
			Path directory = Files.createTempDirectory("peers");
			directory.toFile().deleteOnExit();
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static SslContext context(Side side, UnaryOperator<SslContextBuilder> more) {
		return (side == Side.CLIENT) ? client(more) : server(more);
	}

	static SslContext client(UnaryOperator<SslContextBuilder> more) {
		SslContextBuilder builder = SslContext.builder()
			.name("client")
			.trust(TrustSource.certificates(PKI.ca().certificate()));
		return more.apply(patient(builder)).build();
	}

	static SslContext server(UnaryOperator<SslContextBuilder> more) {
		return bare((builder) -> more.apply(builder.identity(identity(PKI.server()))));
	}

	/** A server without an identity of its own. */
	static SslContext bare(UnaryOperator<SslContextBuilder> more) {
		return more.apply(patient(SslContext.builder().name("server"))).build();
	}

	private static SslContextBuilder patient(SslContextBuilder builder) {
		return builder.handshakeTimeout(PATIENCE).readTimeout(PATIENCE).closeTimeout(PATIENCE);
	}

	static SslIdentity identity(CertifiedKey key) {
		return SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new));
	}

}

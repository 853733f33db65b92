package dev.sslsocket.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Certificates and keys in every form of file (the module's {@code cert_formats}) and as
 * objects ({@code cert_no_file}): loaded by us, and presented to the module as a server
 * and as a client. What is called encrypted here is; the module's own test keys are not
 * since its version 2.053.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlCertificateFormatsTests {

	private static final String PASSPHRASE = "bluebell";

	private static final CertifiedKey KEY = CertificateMaker.localhost()
		.subject("CN=formats")
		.extendedKeyUsage()
		.key(KeyKind.RSA_2048)
		.issuedBy(Material.PKI.ca());

	@TempDir
	private Path directory;

	private enum Format {

		PEM(KEY.pem(), KEY.privateKeyPem(), false),

		PEM_PKCS1(KEY.pem(), KEY.traditionalPrivateKeyPem(), false),

		ONE_PEM_FILE(KEY.pem() + KEY.privateKeyPem(), null, false),

		ONE_PEM_FILE_KEY_FIRST(KEY.privateKeyPem() + KEY.pem(), null, false),

		ENCRYPTED_PKCS1_DES3(KEY.pem(), encrypted(KeyEncryption.TRADITIONAL_DES_EDE3_CBC), true),

		ENCRYPTED_PKCS1_AES(KEY.pem(), encrypted(KeyEncryption.TRADITIONAL_AES_256_CBC), true),

		ENCRYPTED_PKCS8_PBES1(KEY.pem(), encrypted(KeyEncryption.PBES1_SHA1_3DES), true),

		ENCRYPTED_PKCS8_PBES2(KEY.pem(), encrypted(KeyEncryption.PBES2_AES_256_CBC), true),

		ONE_ENCRYPTED_PEM_FILE(KEY.pem() + encrypted(KeyEncryption.PBES2_AES_256_CBC), null, true),

		DER(KEY.certificateDer(), KEY.privateKeyDer(), false),

		PKCS12(KEY.pkcs12(""), null, false),

		ENCRYPTED_PKCS12(KEY.pkcs12(PASSPHRASE), null, true);

		private final byte[] certificate;

		private final byte @Nullable [] key;

		private final boolean encrypted;

		Format(String certificate, @Nullable String key, boolean encrypted) {
			this(certificate.getBytes(), (key != null) ? key.getBytes() : null, encrypted);
		}

		Format(byte[] certificate, byte @Nullable [] key, boolean encrypted) {
			this.certificate = certificate;
			this.key = key;
			this.encrypted = encrypted;
		}

		private static String encrypted(KeyEncryption encryption) {
			return KEY.encryptedPrivateKeyPem(encryption, PASSPHRASE);
		}

		// Names that say nothing: the content is looked at.
		SslIdentity load(Path directory, Passphrase passphrase) {
			dev.sslsocket.x509.Material certificate = file(directory.resolve("a.bin"), this.certificate);
			return SslIdentity.load(certificate, (this.key != null) ? file(directory.resolve("b.bin"), this.key) : null,
					passphrase);
		}

		private static dev.sslsocket.x509.Material file(Path file, byte[] content) {
			try {
				return dev.sslsocket.x509.Material.file(Files.write(file, content));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	static Stream<Arguments> cells() {
		return Stream.of(Format.values()).flatMap((format) -> Cell.all().map((cell) -> Arguments.of(format, cell)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("cells")
	void identityWhenLoadedFromAFileIsPresentedToTheModule(Format format, Cell cell) throws Exception {
		List<String> asked = new ArrayList<>();
		SslIdentity identity = format.load(this.directory, (what) -> {
			asked.add(what);
			return format.encrypted ? PASSPHRASE.toCharArray() : null;
		});
		assertThat(asked).hasSize(format.encrypted ? 1 : 0);
		assertPresented(identity, cell);
	}

	@ParameterizedTest
	@EnumSource
	void loadWhenThePassphraseIsMissingOrWrongFailsOnlyWhereSomethingIsEncrypted(Format format) {
		for (Passphrase passphrase : List.of(Passphrase.none(), Passphrase.of("foxglove".toCharArray()))) {
			Throwable refused = catchThrowable(() -> format.load(this.directory, passphrase));
			if (format.encrypted) {
				assertThat(refused).isInstanceOf(SslConfigurationException.class)
					.hasMessageContaining((format.key != null) ? "b.bin'" : "a.bin'")
					.hasMessageNotContaining("foxglove");
				assertThat(((SslConfigurationException) refused).setting()).isEqualTo("private-key-password");
			}
			else {
				assertThat(refused).isNull();
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void identityWhenGivenAsObjectsIsPresentedToTheModule(Cell cell) throws Exception {
		assertPresented(SslIdentity.of(KEY.privateKey(), KEY.certificate()), cell);
	}

	/** The module makes such a server, and no handshake of it succeeds. */
	@Test
	void serverWhenItHasNoCertificateIsNotMade() {
		SslContext context = SslContext.builder().name("bare").build();
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> context.serverSocketFactory().listen(address))
			.withMessageContaining("context 'bare' has no identity. Set certificate and private-key");
	}

	// OpenSSL knows no version to speak where it has no certificate that TLS 1.3 takes.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void modulesServerWhenItHasNoCertificateRefusesUsWithAReason(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell("start server");
			Throwable refused = catchThrowable(() -> context.socketFactory().connect("localhost", port).close());
			assertThat(started.await()).startsWith("failed: ");
			assertThat(refused).isInstanceOf(SslHandshakeException.class);
			assertThat(((SslFailure) refused).reason())
				.isEqualTo(protocol.equals("TLSv1.2") ? SslReason.HANDSHAKE_FAILURE : SslReason.PROTOCOL_VERSION);
		}
	}

	private static void assertPresented(SslIdentity identity, Cell cell) throws Exception {
		if (cell.ours() == Side.SERVER) {
			SslContext context = Material.bare((builder) -> builder.identity(identity).protocols(cell.protocol()));
			try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
				perl.ask("connect " + server.port());
				assertThat(perl.ask(PerlConversation.perlStart(cell))).startsWith(cell.perlProtocol());
				assertThat(perl.ask("certificate")).isEqualTo("formats");
				perl.ask("write hi");
				assertThat(perl.ask("read 2")).isEqualTo("'hi'");
				perl.ask("close");
				assertThat(server.next().failure()).isNull();
			}
			return;
		}
		try (PerlConversation conversation = PerlConversation.inClear(cell, (builder) -> builder.identity(identity))) {
			PerlPeer.Answer started = conversation.peer()
				.tell(PerlConversation.perlStart(cell) + " SSL_verify_mode=3 SSL_ca_file=" + Material.FILES.ca());
			SslSocket socket = conversation.startTlsAlone();
			PerlConversation.write(socket, "hi");
			assertThat(started.await()).startsWith(cell.perlProtocol());
			conversation.expect("read 2", "'hi'");
			conversation.expect("certificate", "formats");
		}
	}

}

package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Pins as IO::Socket::SSL has them ({@code SSL_fingerprint}): our client and the real
 * one, before servers with the same certificates and with the same trust and pins, come
 * to the same verdict.
 */
@RequiresPerlModule("IO::Socket::SSL")
@Timeout(60)
class PerlPinTests {

	private static final CertifiedKey SERVER = Material.PKI.server();

	/** Signed by itself, and for another host: only a pin can be for it. */
	private static final CertifiedKey OWN = CertificateMaker.leaf().dns("elsewhere.example").selfSigned();

	private static final CertifiedKey OTHER_CA = CertificateMaker.ca().subject("CN=Unrelated CA").selfSigned();

	private static final String WRONG = "ab".repeat(32);

	private static final int UNCOMPRESSED_P256_POINT = 65;

	@TempDir
	private static Path directory;

	@BeforeAll
	static void write() throws Exception {
		SERVER.writeChain(directory.resolve("server.pem"));
		SERVER.writePrivateKey(directory.resolve("server.key"));
		OWN.writeChain(directory.resolve("own.pem"));
		OWN.writePrivateKey(directory.resolve("own.key"));
		Material.PKI.ca().writeChain(directory.resolve("good-ca.pem"));
		OTHER_CA.writeChain(directory.resolve("other-ca.pem"));
	}

	@ParameterizedTest(name = "server {0}, trust {1}, pin {2}: {3}")
	@CsvSource(nullValues = "-", textBlock = """
			server, good-ca,  -,                 -
			server, other-ca, -,                 unknown_ca
			server, good-ca,  certificate,       -
			server, good-ca,  key,               -
			server, good-ca,  wrong,             -
			server, good-ca,  wrong key,         -
			server, other-ca, certificate,       -
			server, other-ca, key,               -
			server, other-ca, wrong,             unknown_ca
			server, other-ca, wrong key,         unknown_ca
			own,    good-ca,  -,                 unknown_ca
			own,    good-ca,  certificate,       -
			own,    good-ca,  key,               -
			own,    good-ca,  wrong,             unknown_ca
			own,    own,      -,                 hostname_mismatch
			own,    own,      certificate,       -
			own,    own,      wrong,             hostname_mismatch
			server, good-ca,  upper colons,      -
			server, other-ca, upper colons,      -
			server, other-ca, no algorithm,      -
			""")
	void connectWhenPinnedAsInPerlEndsAsInPerl(String server, String trust, @Nullable String pin,
			@Nullable String refusal) throws Exception {
		assertThat(ourVerdict(server, trust, pin, PinMode.ALTERNATIVE))
			.isEqualTo((refusal != null) ? refusal : "accepted");
		String perls = perlsVerdict(server, trust, pin);
		assertThat(perls.startsWith("failed") ? "refused" : "accepted").as(perls)
			.isEqualTo((refusal != null) ? "refused" : "accepted");
	}

	@ParameterizedTest(name = "server {0}, trust {1}, pin {2}, {3}: {4}")
	@CsvSource(nullValues = "-", textBlock = """
			server, good-ca,  certificate, ENFORCE,    -
			server, good-ca,  wrong,       ENFORCE,    pin_mismatch
			server, other-ca, key,         ENFORCE,    -
			own,    good-ca,  certificate, ENFORCE,    -
			own,    own,      wrong key,   ENFORCE,    pin_mismatch
			server, good-ca,  key,         ADDITIONAL, -
			server, good-ca,  wrong,       ADDITIONAL, pin_mismatch
			server, other-ca, certificate, ADDITIONAL, unknown_ca
			own,    own,      certificate, ADDITIONAL, hostname_mismatch
			""")
	void connectWhenModeIsStricterThanPerlsObeysIt(String server, String trust, String pin, PinMode mode,
			@Nullable String refusal) throws Exception {
		assertThat(ourVerdict(server, trust, pin, mode)).isEqualTo((refusal != null) ? refusal : "accepted");
	}

	/** In the module a pinned peer spoils the context for all others. */
	@Test
	void connectWhenPinnedAndUnpinnedServersAlternateOneContextServesThemAll() throws Exception {
		SslContext client = client("good-ca", "certificate", OWN, PinMode.ALTERNATIVE);
		assertThat(Stream.of("server", "own", "server", "own").map((server) -> verdict(client, server)))
			.containsOnly("accepted");
	}

	private static String ourVerdict(String server, String trust, @Nullable String pin, PinMode mode) {
		return verdict(client(trust, pin, server.equals("own") ? OWN : SERVER, mode), server);
	}

	private static SslContext client(String trust, @Nullable String pin, CertifiedKey pinned, PinMode mode) {
		SslContextBuilder builder = SslContext.builder()
			.name("client")
			.trust(TrustSource.file(directory.resolve(trust + ".pem")));
		return ((pin != null) ? builder.pins(PinSet.of(mode, pin(pin, pinned))) : builder).build();
	}

	private static String verdict(SslContext client, String server) {
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			perl.tell("start server SSL_cert_file=" + directory.resolve(server + ".pem") + " SSL_key_file="
					+ directory.resolve(server + ".key"));
			Throwable thrown = catchThrowable(() -> client.socketFactory().connect("localhost", port).close());
			if (thrown instanceof SslHandshakeException refused) {
				return refused.reason().toString();
			}
			assertThat(thrown).isNull();
			return "accepted";
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String perlsVerdict(String server, String trust, @Nullable String pin) throws Exception {
		CertifiedKey key = server.equals("own") ? OWN : SERVER;
		SslContext context = SslContext.builder().identity(Material.identity(key)).build();
		try (PerlPeer perl = PerlPeer.start();
				SslServerSocket listening = context.serverSocketFactory()
					.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			perl.ask("connect " + listening.getLocalPort());
			PerlPeer.Answer answer = perl.tell("start client SSL_verify_mode=1 SSL_verifycn_name=localhost"
					+ " SSL_verifycn_scheme=http SSL_ca_file=" + directory.resolve(trust + ".pem")
					+ ((pin != null) ? " SSL_fingerprint=" + pin(pin, key) : ""));
			try (SslSocket accepted = listening.accept()) {
				accepted.startHandshake();
			}
			catch (IOException ex) {
				// Why is for Perl to say, below.
				assertThat(ex).isInstanceOf(SslHandshakeException.class);
			}
			return answer.await();
		}
	}

	private static String pin(String kind, CertifiedKey pinned) {
		String hex = PeerCertificate.of(pinned.certificate()).fingerprint("sha256").substring("sha256$".length());
		return switch (kind) {
			case "certificate" -> "sha256$" + hex;
			case "key" -> "sha256$pub$" + digestOfBits(pinned);
			case "wrong" -> "sha256$" + WRONG;
			case "wrong key" -> "sha256$pub$" + WRONG;
			case "upper colons" -> "sha256$" + hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
			case "no algorithm" -> hex;
			default -> throw new IllegalArgumentException(kind);
		};
	}

	/** The module digests the BIT STRING of a key, without its algorithm. */
	private static String digestOfBits(CertifiedKey key) {
		byte[] spki = key.certificate().getPublicKey().getEncoded();
		byte[] bits = Arrays.copyOfRange(spki, spki.length - UNCOMPRESSED_P256_POINT, spki.length);
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bits));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

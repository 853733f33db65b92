package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLSocket;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Diffie-Hellman over a finite field in TLS 1.2 (t/dhe.t): which group is used, and that
 * it is the one of {@code dhFile} or none.
 */
@RequiresProgram("openssl")
@RequiresPerlModule("IO::Socket::SSL")
class DheTests {

	private static final String DHE = "DHE-RSA-AES128-GCM-SHA256";

	private static final boolean CHOOSES = Runtime.version().feature() >= 20;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "DH,ffdhe2048,ffdhe2048", "DH,ffdhe3072,ffdhe3072", "DH,ffdhe6144,ffdhe6144", "DH,ffdhe8192,ffdhe8192",
			"DH,modp_2048,modp_2048", "DHX,dh_2048_256,dh_2048_256" })
	void groupOfAServerOfPerlIsRecognisedByItsPrime(String algorithm, String group, String expected) throws Exception {
		assertThat(groupOfPerl(parameters(algorithm, group))).isEqualTo(expected);
	}

	private String groupOfPerl(Path parameters) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols("TLSv1.2"));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell("start server SSL_version=TLSv1_2 SSL_cipher_list=" + DHE
					+ " SSL_cert_file=" + HostMaterial.DEFAULT_RSA.chain(this.directory) + " SSL_key_file="
					+ HostMaterial.DEFAULT_RSA.key(this.directory) + " SSL_dh_file=" + parameters);
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				assertThat(started.await()).startsWith("TLSv1_2 " + DHE + " ");
				assertThat(socket.cipher()).isEqualTo(DHE);
				assertThat(socket.snapshot().group()).isEqualTo(socket.group());
				return socket.group();
			}
		}
	}

	@Test
	void groupOfAServerWithItsOwnParametersIsTheirSize() throws Exception {
		Path own = this.directory.resolve("own.pem");
		openssl("dhparam", "-dsaparam", "-out", own.toString(), "2048");
		assertThat(groupOfPerl(own)).isEqualTo("DH, 2048 bits");
	}

	@Test
	void clientOfPerlGetsTheJdksGroupWithoutDhFile() throws Exception {
		assertThat(perlConnects((builder) -> builder, DHE)).isEqualTo("ffdhe2048");
		assertThat(perlConnects((builder) -> builder, DHE + " SSL_version=TLSv1_2")).isEqualTo("ffdhe2048");
	}

	@Test
	void clientOfPerlGetsTheGroupOfDhFile() throws Exception {
		Path file = parameters("DH", "ffdhe2048");
		if (!refusedWhenBuilt(file)) {
			assertThat(perlConnects((builder) -> builder.dhFile(file), DHE)).isEqualTo("ffdhe2048");
			assertThat(perlConnects((builder) -> builder.dhFile(file), DHE + " SSL_version=TLSv1_2"))
				.isEqualTo("ffdhe2048");
		}
	}

	// No OpenSSL client names a group of RFC 7919 in TLS 1.2: for these the JDK's is
	// 2048.
	@Test
	void clientOfPerlForWhichTheJdkWouldTakeAnotherGroupThanDhFileGetsNoDhe() throws Exception {
		Path file = parameters("DH", "ffdhe3072");
		if (!refusedWhenBuilt(file)) {
			assertThat(perlConnects((builder) -> builder.dhFile(file), DHE + " SSL_version=TLSv1_2"))
				.isEqualTo("refused");
			assertThat(perlConnects((builder) -> builder.dhFile(file), "ECDHE:DHE SSL_version=TLSv1_2"))
				.isEqualTo("x25519");
			assertThat(perlConnects((builder) -> builder.dhFile(file).ciphers("DHE-RSA-AES128-GCM-SHA256"),
					DHE + " SSL_version=TLSv1_2"))
				.isEqualTo("refused");
			assertThat(perlConnects((builder) -> builder.dhFile(file), DHE)).isEqualTo("ffdhe3072");
		}
	}

	@ParameterizedTest
	@CsvSource({ "ffdhe2048", "ffdhe4096" })
	void clientOfTheJdkThatNamesTheGroupOfDhFileGetsIt(String group) throws Exception {
		Path file = parameters("DH", group);
		if (refusedWhenBuilt(file)) {
			return;
		}
		SslContext context = HostMaterial.DEFAULT_RSA.alone((builder) -> builder.protocols("TLSv1.2").dhFile(file));
		try (OurServer server = OurServer.echo(context)) {
			SSLSocket client = (SSLSocket) Material.PKI.jdkAnonymousClientContext()
				.getSocketFactory()
				.createSocket("localhost", server.port());
			try (client) {
				client.setEnabledCipherSuites(new String[] { "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256" });
				client.startHandshake();
			}
			assertThat(server.next().socket().group()).isEqualTo(group);
		}
	}

	private String perlConnects(UnaryOperator<SslContextBuilder> more, String ciphers) throws Exception {
		SslContext context = HostMaterial.DEFAULT_RSA.alone((builder) -> more.apply(builder.protocols("TLSv1.2")));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			assertThat(perl.ask("connect " + server.port())).isEqualTo("ok");
			String answer = perl.ask("start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca()
					+ " SSL_cipher_list=" + ciphers);
			if (answer.startsWith("failed: ")) {
				assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
				return "refused";
			}
			perl.ask("close");
			return server.next().socket().group();
		}
	}

	private static boolean refusedWhenBuilt(Path file) {
		if (CHOOSES) {
			return false;
		}
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslContext.builder().dhFile(file).build())
			.withMessageContaining("needs JDK 20 or later")
			.withMessageContaining("-Djdk.tls.namedGroups=… and -Djdk.tls.ephemeralDHKeySize=…, which we never set");
		return true;
	}

	private Path parameters(String algorithm, String group) {
		Path file = this.directory.resolve(group);
		openssl("genpkey", "-genparam", "-algorithm", algorithm, "-pkeyopt", "group:" + group, "-out", file.toString());
		return file;
	}

	private static void openssl(String... arguments) {
		List<String> command = new ArrayList<>(List.of("openssl"));
		command.addAll(List.of(arguments));
		try (RunningProgram openssl = RunningProgram.start(command.toArray(String[]::new))) {
			assertThat(openssl.awaitExit()).isZero();
		}
	}

}

package dev.sslsocket.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.program.RequiresPerlModule;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RSA and ECDSA certificates on one port, by the host that the client asks for and the
 * suites that it prefers (the module's {@code multiple-cert-rsa-ecc}). In TLS 1.3 a suite
 * says nothing about keys; {@link OpensslServerNameTests} has that version.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlKeyKindTests {

	private static final String RSA = "ECDHE-RSA-AES128-GCM-SHA256";

	private static final String ECDSA = "ECDHE-ECDSA-AES128-GCM-SHA256";

	@ParameterizedTest(name = "{0}, {1}: {2}")
	@CsvSource(nullValues = "-", textBlock = """
			both.example,      rsa,       BOTH_RSA
			both.example,      ecdsa,     BOTH_EC
			both.example,      rsa ecdsa, BOTH_RSA
			both.example,      ecdsa rsa, BOTH_EC
			rsa.example,       ecdsa rsa, RSA
			rsa.example,       ecdsa,     -
			ec.example,        rsa ecdsa, EC
			ec.example,        rsa,       -
			-,                 rsa ecdsa, DEFAULT_RSA
			-,                 ecdsa rsa, DEFAULT_EC
			elsewhere.example, rsa,       DEFAULT_RSA
			""")
	void certificateWhenTheClientPrefersAKindIsOfThatKindIfTheHostHasOne(@Nullable String host, String kinds,
			@Nullable HostMaterial expected) throws Exception {
		SslContext context = HostMaterial.server((builder) -> builder.protocols("TLSv1.2"));
		try (SslServerSocket server = listening(context); PerlPeer perl = PerlPeer.start()) {
			Background<?> served = Background.start(() -> {
				try (SslSocket socket = server.accept()) {
					socket.startHandshake();
					return socket.getInputStream().read();
				}
				catch (javax.net.ssl.SSLHandshakeException ex) {
					return ex.getMessage();
				}
			});
			perl.ask("connect " + server.getLocalPort());
			String started = perl.ask("start client SSL_verifycn_scheme=none SSL_ca_file=" + Material.FILES.ca()
					+ ((host != null) ? " SSL_hostname=" + host : "") + " SSL_cipher_list="
					+ kinds.replace("ecdsa", ECDSA).replace("rsa", RSA).replace(' ', ':'));
			if (expected == null) {
				assertThat(started).startsWith("failed: ").contains("handshake failure");
				assertThat(served.await()).asString().startsWith("handshake_failure: ");
				return;
			}
			assertThat(started).startsWith("TLSv1_2 " + (expected.name().endsWith("RSA") ? RSA : ECDSA) + " ");
			assertThat(perl.ask("certificate")).isEqualTo(expected.name());
			perl.ask("close");
			assertThat(served.await()).isEqualTo(-1);
		}
	}

	/** The client's order counts, as in the module once it is told so. */
	private static SslServerSocket listening(SslContext context) throws Exception {
		SslServerSocket server = context.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		SSLParameters parameters = server.getSSLParameters();
		parameters.setUseCipherSuitesOrder(false);
		server.setSSLParameters(parameters);
		return server;
	}

}

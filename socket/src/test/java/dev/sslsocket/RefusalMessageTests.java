package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLHandshakeException;

import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.peer.PlaintextPeer;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyEvent;
import dev.sslsocket.verify.VerifyMode;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a person reads when a peer is refused, and what a program can ask.
 */
@Timeout(30)
class RefusalMessageTests {

	@Test
	void connectWhenServerIsSelfSignedNamesTheWayOut() throws Exception {
		try (TlsPeer peer = TlsPeer.selfSigned()) {
			SslHandshakeException refused = refusal(peer.port());
			assertThat(refused.reason()).isEqualTo(SslReason.UNKNOWN_CA);
			assertThat(refused.peer()).isEqualTo("localhost:" + peer.port());
			assertThat(refused.context()).isEqualTo("client");
			assertThat(refused.plainSocket()).isEmpty();
			assertThat(refused.trace()).first()
				.asString()
				.matches("\\+\\d+ms > ClientHello TLSv1.3,TLSv1.2 sni=localhost groups=.+ suites=\\d+ \\d+ bytes");
			assertThat(refused).hasMessageStartingWith("unknown_ca: localhost:" + peer.port() + " presented CN=")
				.hasMessageContaining(", signed by itself, sha256 ")
				.hasMessageContaining("Context 'client' trusts 1 CA (")
				.hasMessageContaining("Trust it with ssl.ca-file, or pin it: ssl.pins: sha256$");
		}
	}

	@Test
	void connectWhenHostIsWrongNamesWhatTheCertificateIsFor() throws Exception {
		try (TlsPeer peer = TlsPeer.wrongHost(Endpoints.PKI)) {
			SslHandshakeException refused = refusal(peer.port());
			assertThat(refused.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
			assertThat(refused)
				.hasMessageStartingWith("hostname_mismatch: connected to 'localhost'; the certificate is for ")
				.hasMessageEndingWith(". Connect by one of these or set ssl.verify-name.");
		}
	}

	@Test
	void connectWhenCertificateIsExpiredSaysSinceWhen() throws Exception {
		try (TlsPeer peer = TlsPeer.expired(Endpoints.PKI)) {
			SslHandshakeException refused = refusal(peer.port());
			assertThat(refused.reason()).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
			assertThat(refused.getMessage())
				.matches("certificate_expired: .+ \\(depth 0\\) ended \\d{4}-\\d\\d-\\d\\d, \\d+ days? ago"
						+ " \\(this machine's clock: .+\\)");
			assertThat(refused.getCause()).isInstanceOf(SslCertificateException.class);
		}
	}

	@Test
	void connectWhenPortIsPlaintextShowsWhatItSaid() throws Exception {
		try (PlaintextPeer peer = PlaintextPeer.http()) {
			assertThatExceptionOfType(NotTlsException.class)
				.isThrownBy(() -> Endpoints.client((b) -> b).socketFactory().connect("localhost", peer.port()))
				.satisfies((ex) -> assertThat(ex.getMessage()).matches("not_tls: localhost:\\d+ answered \"HTTP/1.1 400"
						+ ".*\", not TLS. Nothing was sent after the ClientHello."));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWithoutCertificateWhenServerNeedsOneLearnsWhy(String protocol) throws Exception {
		SslContext server = Endpoints.server((b) -> b.protocols(protocol)
			.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(Endpoints.PKI.ca().certificate())));
		try (SslServerSocket listening = Endpoints.listen(server)) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = listening.accept()) {
					return org.assertj.core.api.Assertions.catchThrowable(socket::startHandshake);
				}
			});
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> {
				try (SslSocket socket = Endpoints.client((b) -> b.protocols(protocol))
					.socketFactory()
					.connect("localhost", listening.getLocalPort())) {
					socket.getInputStream().read();
				}
			}).satisfies((ex) -> assertThat(((SslFailure) ex).reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED));
			assertThat(Endpoints.get(accepted)).isInstanceOf(SslHandshakeException.class)
				.hasMessageContaining("presented no certificate, and context 'server' requires one");
		}
	}

	@Test
	void clientCertificateWhenSignedByAStrangerIsRefusedWithTheExactReason() throws Exception {
		SslContext server = Endpoints.server(
				(b) -> b.clientAuth(ClientAuth.WANT).trust(TrustSource.certificates(Endpoints.PKI.ca().certificate())));
		try (SslServerSocket listening = Endpoints.listen(server)) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = listening.accept()) {
					return org.assertj.core.api.Assertions.catchThrowable(socket::startHandshake);
				}
			});
			SslContext stranger = Endpoints
				.client((b) -> b.identity(Endpoints.identity(dev.sslsocket.testing.TestPki.create().client())));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				try (SslSocket socket = stranger.socketFactory().connect("localhost", listening.getLocalPort())) {
					socket.getInputStream().read();
				}
			});
			assertThat(Endpoints.get(accepted)).isInstanceOf(SslHandshakeException.class)
				.satisfies((ex) -> assertThat(((SslFailure) ex).reason()).isEqualTo(SslReason.UNKNOWN_CA));
		}
	}

	@Test
	void verifyCallbackWhenItOverrulesLetsThePeerIn() throws Exception {
		List<VerifyEvent> events = new ArrayList<>();
		try (TlsPeer peer = TlsPeer.selfSigned();
				SslSocket socket = Endpoints.client((b) -> b.verifyCallback((event) -> events.add(event)))
					.socketFactory()
					.connect("localhost", peer.port())) {
			assertThat(socket.tlsState()).isEqualTo(TlsState.OPEN);
			assertThat(events).anySatisfy((event) -> {
				assertThat(event.ok()).isFalse();
				assertThat(event.reason()).isEqualTo(SslReason.UNKNOWN_CA);
			});
		}
	}

	@Test
	void verifyModeWhenNoneLetsAnybodyInAndSaysSo() throws Exception {
		try (TlsPeer peer = TlsPeer.selfSigned();
				SslSocket socket = Endpoints.client((b) -> b.verifyMode(VerifyMode.NONE))
					.socketFactory()
					.connect("localhost", peer.port())) {
			assertThat(socket.snapshot().verified()).isFalse();
		}
	}

	@Test
	void endpointIdentificationWhenSetByTheUserAddsTheNameCheck() throws Exception {
		try (TlsPeer peer = TlsPeer.wrongHost(Endpoints.PKI);
				SslSocket socket = Endpoints.client((b) -> b.hostnameVerification(HostnameScheme.NONE))
					.socketFactory()
					.createSocket("localhost", peer.port())) {
			javax.net.ssl.SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(socket::startHandshake)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH));
		}
	}

	@Test
	void listenWhenContextHasNoCertificateIsRefusedAtOnce() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Endpoints.client((b) -> b).serverSocketFactory().listen(0))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("certificate"));
	}

	@Test
	void clientAuthWhenNobodyIsTrustedIsRefused() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Endpoints.server((b) -> b.clientAuth(ClientAuth.NEED)))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("client-auth"));
	}

	@Test
	void startTlsWhenThereIsNoNameToVerifyIsRefusedAndSendsNothing() throws Exception {
		SslSocketFactory factory = Endpoints.client((b) -> b).socketFactory();
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket plain = new Socket(server.getInetAddress(), server.getLocalPort());
				Socket far = server.accept()) {
			for (ThrowableAssert.ThrowingCallable nameless : List.<ThrowableAssert.ThrowingCallable>of(
					() -> factory.startTls(plain, ""), () -> factory.startTls(plain, null),
					() -> factory.createSocket(plain, null, far.getLocalPort(), true),
					() -> factory.createSocket(plain, "", far.getLocalPort(), true))) {
				assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(nameless)
					.withMessage("is not set, and no host name was given: TLS on an open connection needs the name to"
							+ " verify. Give the host that was connected to, an address if it was one.")
					.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("verify-name"));
			}
			plain.shutdownOutput();
			assertThat(far.getInputStream().readAllBytes()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "local host", "localhost:443", "*.example.com", "localhost\0" })
	void verifyNameWhenNoCertificateCanBeForItIsRefusedAtOnce(String name) {
		String expected = "is '" + name.replace('\0', '?') + "', which is neither a DNS name nor an IP address.";
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslContext.builder().verifyName(name))
			.withMessage(expected);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslConnectOptions.builder().verifyName(name))
			.withMessage(expected)
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("verify-name"));
	}

	@Test
	void startTlsWhenTheOptionsNameThePeerNeedsNoHost() throws Exception {
		SslConnectOptions options = SslConnectOptions.builder().verifyName("localhost").build();
		try (TlsPeer peer = TlsPeer.sound(Endpoints.PKI);
				Socket plain = new Socket(InetAddress.getLoopbackAddress(), peer.port());
				SslSocket socket = Endpoints.client((b) -> b).socketFactory().startTls(plain, "", options)) {
			assertThat(socket.snapshot().verified()).isTrue();
		}
	}

	@Test
	void errorTrapWhenClientTalksInClearGetsEveryByteAndTheSocket() throws Exception {
		List<String> seen = new ArrayList<>();
		SslContext server = Endpoints.server((b) -> b.errorTrap((plain, failure) -> {
			byte[] request = plain.getInputStream().readNBytes(18);
			seen.add(failure.reason() + " " + new String(request));
			plain.getOutputStream().write("HTTP/1.1 400 Use https\r\n\r\n".getBytes());
			plain.close();
		}));
		try (SslServerSocket listening = Endpoints.listen(server);
				Socket browser = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
			browser.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
			SslSocket accepted = listening.accept();
			assertThatExceptionOfType(NotTlsException.class).isThrownBy(accepted::startHandshake);
			assertThat(browser.getInputStream().readAllBytes()).asString().isEqualTo("HTTP/1.1 400 Use https\r\n\r\n");
			assertThat(seen).containsExactly("not_tls GET / HTTP/1.1\r\n\r\n");
		}
	}

	@Test
	void unknownContextNamesTheNearestOne() {
		SslContext any = Endpoints.client((b) -> b);
		SslContexts contexts = SslContexts.of(any, java.util.Map.of("orders", any, "billing", any));
		assertThatExceptionOfType(NoSuchSslContextException.class).isThrownBy(() -> contexts.get("order"))
			.withMessage("No SSL context 'order'. Known: default, billing, orders. Did you mean 'orders'?");
	}

	private static SslHandshakeException refusal(int port) {
		SslContext client = Endpoints.client((b) -> b);
		return org.assertj.core.api.Assertions.catchThrowableOfType(SslHandshakeException.class,
				() -> client.socketFactory().connect("localhost", port));
	}

}

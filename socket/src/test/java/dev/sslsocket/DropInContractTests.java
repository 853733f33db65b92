package dev.sslsocket;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What code written for the JDK's factories and sockets relies on.
 */
@Timeout(30)
class DropInContractTests {

	private SslServerSocket server;

	private CompletableFuture<Void> echo;

	@BeforeEach
	void listen() throws Exception {
		this.server = Endpoints.listen(Endpoints.server((b) -> b.alpn("h2", "http/1.1")));
		this.echo = Endpoints.async(() -> {
			while (true) {
				SslSocket accepted = this.server.accept();
				Endpoints.async(() -> {
					try (accepted) {
						accepted.getInputStream().transferTo(accepted.getOutputStream());
					}
					return null;
				});
			}
		});
	}

	@AfterEach
	void close() throws Exception {
		this.server.close();
		assertThat(this.echo).failsWithin(java.time.Duration.ofSeconds(10))
			.withThrowableOfType(java.util.concurrent.ExecutionException.class);
	}

	private static SSLSocketFactory factory() {
		return Endpoints.client((b) -> b).socketFactory();
	}

	private void assertEchoes(Socket socket) throws Exception {
		try (socket) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(42);
			assertThat(socket.getInputStream().read()).isEqualTo(42);
		}
		assertThat(socket.isClosed()).isTrue();
	}

	@Test
	void everyCreateSocketOverloadMakesAWorkingSocket() throws Exception {
		InetAddress loopback = InetAddress.getByName("127.0.0.1");
		int port = this.server.getLocalPort();
		assertEchoes(factory().createSocket("localhost", port));
		assertEchoes(factory().createSocket("localhost", port, loopback, 0));
		assertEchoes(factory().createSocket(loopback, port));
		assertEchoes(factory().createSocket(loopback, port, loopback, 0));
		Socket unconnected = factory().createSocket();
		assertThat(unconnected.isConnected()).isFalse();
		unconnected.connect(new InetSocketAddress("localhost", port), 5000);
		assertEchoes(unconnected);
		assertEchoes(factory().createSocket(new Socket(loopback, port), "localhost", port, true));
	}

	@Test
	void createSocketForAServerTakesBytesAlreadyConsumed() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<SslSocket> client = Endpoints
				.async(() -> Endpoints.client((b) -> b).socketFactory().connect("localhost", plain.getLocalPort()));
			Socket accepted = plain.accept();
			InputStream consumed = new ByteArrayInputStream(accepted.getInputStream().readNBytes(11));
			SSLSocket tls = Endpoints.server((b) -> b).socketFactory().createSocket(accepted, consumed, true);
			assertThat(tls.getUseClientMode()).isFalse();
			tls.getOutputStream().write(5);
			assertThat(Endpoints.get(client).getInputStream().read()).isEqualTo(5);
		}
	}

	@Test
	void sslParametersSurviveARoundTrip() throws Exception {
		try (SSLSocket socket = (SSLSocket) factory().createSocket()) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setProtocols(new String[] { "TLSv1.2" });
			parameters.setCipherSuites(new String[] { "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" });
			parameters.setServerNames(List.of(new SNIHostName("sni.example")));
			parameters.setApplicationProtocols(new String[] { "http/1.1" });
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			parameters.setProtocols(new String[] { "TLSv1.3" });
			SSLParameters back = socket.getSSLParameters();
			assertThat(back.getProtocols()).containsExactly("TLSv1.2");
			assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.2");
			assertThat(socket.getEnabledCipherSuites()).containsExactly("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
			assertThat(back.getServerNames()).containsExactly(new SNIHostName("sni.example"));
			assertThat(back.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
			socket.connect(this.server.getLocalSocketAddress());
			socket.startHandshake();
			assertThat(((SslSocket) socket).serverName()).isEqualTo("sni.example");
			assertThat(((SslSocket) socket).cipher()).isEqualTo("ECDHE-ECDSA-AES128-GCM-SHA256");
			assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
			assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
		}
	}

	@Test
	void unknownSuitesAndProtocolsAreRefused() throws Exception {
		try (SSLSocket socket = (SSLSocket) factory().createSocket()) {
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> socket.setEnabledProtocols(new String[] { "TLSv9" }));
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> socket.setEnabledCipherSuites(new String[] { "TLS_NONE" }));
			assertThat(socket.getSupportedProtocols()).contains("TLSv1.3");
			assertThat(factory().getSupportedCipherSuites()).contains("TLS_AES_128_GCM_SHA256");
			assertThat(factory().getDefaultCipherSuites()).isNotEmpty();
		}
	}

	@Test
	void handshakeListenersAreToldOnceOnTheThreadThatShookHands() throws Exception {
		List<HandshakeCompletedEvent> events = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		try (SSLSocket socket = (SSLSocket) factory().createSocket("localhost", this.server.getLocalPort())) {
			HandshakeCompletedListener listener = (event) -> {
				events.add(event);
				threads.add(Thread.currentThread());
			};
			HandshakeCompletedListener removed = (event) -> events.add(null);
			socket.addHandshakeCompletedListener(listener);
			socket.addHandshakeCompletedListener(removed);
			socket.removeHandshakeCompletedListener(removed);
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> socket.removeHandshakeCompletedListener(removed));
			socket.getOutputStream().write(1);
			socket.startHandshake();
			assertThat(events).singleElement().satisfies((event) -> {
				assertThat(event.getSocket()).isSameAs(socket);
				assertThat(event.getCipherSuite()).isEqualTo(socket.getSession().getCipherSuite());
			});
			assertThat(threads).containsExactly(Thread.currentThread());
		}
	}

	@Test
	void getSessionShakesHandsAndKnowsTheTruePeer() throws Exception {
		try (SSLSocket socket = (SSLSocket) factory().createSocket("localhost", this.server.getLocalPort())) {
			SSLSession session = socket.getSession();
			assertThat(session.isValid()).isTrue();
			assertThat(session.getPeerHost()).isEqualTo("localhost");
			assertThat(session.getPeerPort()).isEqualTo(this.server.getLocalPort());
			assertThat(session.getPeerCertificates()[0]).isEqualTo(Endpoints.PKI.server().certificate());
			assertThat(socket.getHandshakeSession()).isNull();
		}
	}

	@Test
	void getSessionWhenTheHandshakeFailsIsNotValid() throws Exception {
		try (SSLSocket socket = (SSLSocket) SslContext.builder()
			.build()
			.socketFactory()
			.createSocket("localhost", this.server.getLocalPort())) {
			assertThat(socket.getSession().isValid()).isFalse();
			assertThat(socket.getSession().getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
		}
	}

	@Test
	void whatTheSeedCallsUnsupportedIsRefusedWithoutAByteSent() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				SslSocket socket = Endpoints.client((b) -> b)
					.socketFactory()
					.createSocket("localhost", plain.getLocalPort());
				Socket accepted = plain.accept()) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> socket.sendUrgentData(1));
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> socket.setOOBInline(true));
			assertThat(socket.getOOBInline()).isFalse();
			assertThat(socket.getChannel()).isNull();
			accepted.setSoTimeout(100);
			assertThatExceptionOfType(java.net.SocketTimeoutException.class)
				.isThrownBy(() -> accepted.getInputStream().read());
		}
	}

	@Test
	void socketOptionsReachThePlainSocket() throws Exception {
		try (SslSocket socket = Endpoints.client((b) -> b)
			.socketFactory()
			.connect("localhost", this.server.getLocalPort())) {
			socket.setKeepAlive(true);
			socket.setOption(StandardSocketOptions.SO_LINGER, 3);
			assertThat(socket.getKeepAlive()).isTrue();
			assertThat(socket.getSoLinger()).isEqualTo(3);
			assertThat(socket.getTcpNoDelay()).isTrue();
			assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
			assertThat(socket.getPort()).isEqualTo(this.server.getLocalPort());
			assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
		}
	}

	@Test
	void useOfAClosedOrUnconnectedSocketIsRefused() throws Exception {
		Socket socket = factory().createSocket();
		assertThatExceptionOfType(SocketException.class).isThrownBy(socket::getInputStream)
			.withMessage("Socket is not connected");
		socket.close();
		assertThatExceptionOfType(SocketException.class).isThrownBy(socket::getOutputStream)
			.withMessage("Socket is closed");
		assertThatExceptionOfType(SocketException.class)
			.isThrownBy(() -> socket.connect(this.server.getLocalSocketAddress()));
	}

	@Test
	void clientModeCanBeChangedUntilTheHandshakeBegins() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SslSocket reversed = Endpoints.server((b) -> b)
				.socketFactory()
				.createSocket("localhost", plain.getLocalPort());
			reversed.setUseClientMode(false);
			CompletableFuture<SslSocket> client = Endpoints
				.async(() -> Endpoints.client((b) -> b).socketFactory().startTls(plain.accept(), "localhost"));
			reversed.startHandshake();
			assertThat(Endpoints.get(client).protocol()).isEqualTo("TLSv1.3");
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> reversed.setUseClientMode(true));
			reversed.close();
		}
	}

	@Test
	void protocolSelectorOfTheServerDecides() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<SSLSocket> served = Endpoints.async(() -> {
				SSLSocket tls = Endpoints.server((b) -> b).socketFactory().createSocket(plain.accept(), null, true);
				tls.setHandshakeApplicationProtocolSelector((socket, offered) -> offered.get(offered.size() - 1));
				tls.startHandshake();
				return tls;
			});
			try (SslSocket socket = Endpoints.client((b) -> b.alpn("a", "b"))
				.socketFactory()
				.connect("localhost", plain.getLocalPort())) {
				assertThat(socket.alpn()).isEqualTo("b");
			}
			Endpoints.get(served).close();
		}
	}

	@Test
	void jsseContextMakesOurSocketsAndVerifyingEngines() throws Exception {
		SSLContext jsse = Endpoints.client((b) -> b).jsse();
		assertThat(jsse.getSocketFactory()).isInstanceOf(SslSocketFactory.class);
		SSLEngine engine = jsse.createSSLEngine("localhost", this.server.getLocalPort());
		assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
		assertEchoes(jsse.getSocketFactory().createSocket("localhost", this.server.getLocalPort()));
	}

	@Test
	void factoriesMadeByNameFollowTheGlobalContexts() throws Exception {
		SslContexts before = SslContexts.setGlobal(SslContexts.of(Endpoints.client((b) -> b),
				java.util.Map.of("orders", Endpoints.client((b) -> b.name("orders")))));
		try {
			assertEchoes(new SslSocketFactory().createSocket("localhost", this.server.getLocalPort()));
			assertEchoes(SslSocketFactory.getDefault().createSocket("localhost", this.server.getLocalPort()));
			try (SslSocket socket = new SslSocketFactory("orders").connect("localhost", this.server.getLocalPort())) {
				assertThat(socket.snapshot().context()).isEqualTo("orders");
			}
		}
		finally {
			SslContexts.setGlobal(before);
		}
	}

	@Test
	void trustManagerOfANameFollowsReplacement() throws Exception {
		java.security.cert.X509Certificate[] chain = { Endpoints.PKI.server().certificate() };
		SslContexts contexts = SslContexts.of(SslContext.builder().build(), java.util.Map.of());
		javax.net.ssl.X509ExtendedTrustManager trust = contexts.trustManager("default");
		SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
		assertThatExceptionOfType(java.security.cert.CertificateException.class)
			.isThrownBy(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA", engine));
		contexts.replace("default", Endpoints.client((b) -> b));
		trust.checkServerTrusted(chain, "ECDHE_ECDSA", engine);
		assertThat(trust.getAcceptedIssuers()).containsExactly(Endpoints.PKI.ca().certificate());
	}

	@Test
	void replacedContextReachesFactoriesAndListeningSocketsOfTheSet() throws Exception {
		SslContexts contexts = SslContexts.of(Endpoints.server((b) -> b), java.util.Map.of());
		try (SslServerSocket listening = contexts.serverSocketFactory("default")
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			contexts.replace("default", Endpoints.server((b) -> b.protocols("TLSv1.2")));
			CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
				SslSocket socket = listening.accept();
				socket.startHandshake();
				return socket;
			});
			try (SslSocket socket = Endpoints.client((b) -> b)
				.socketFactory()
				.connect("localhost", listening.getLocalPort())) {
				assertThat(socket.protocol()).isEqualTo("TLSv1.2");
			}
			Endpoints.get(accepted).close();
		}
	}

}

package dev.sslsocket.testing.peer;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

class BadPeerTests {

	private static final TestPki pki = TestPki.create();

	@Test
	void mutePeerTakesTheClientHelloAndSaysNothing() throws Exception {
		try (MutePeer peer = MutePeer.start()) {
			try (SSLSocket client = JdkClient.connect(pki, peer)) {
				client.setSoTimeout(50);
				assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::startHandshake);
			}
			assertThat(TlsRecord.parse(peer.awaitReceived()).get(0).isClientHello()).isTrue();
		}
	}

	@Test
	void plaintextPeerAnswersAClientHelloWithText() throws Exception {
		try (PlaintextPeer peer = PlaintextPeer.http()) {
			try (SSLSocket client = JdkClient.connect(pki, peer)) {
				assertThatExceptionOfType(SSLException.class).isThrownBy(client::startHandshake)
					.withMessageContaining("unrecognized SSL message");
			}
			List<TlsRecord> records = TlsRecord.parse(peer.awaitReceived());
			assertThat(records.get(0).isClientHello()).isTrue();
			// What our own socket must not do: the JDK's sends an alert after it.
			assertThat(records).extracting(TlsRecord::type).containsExactly(22, 21);
		}
	}

	@Test
	void plaintextPeerEndsAfterItsAnswer() throws Exception {
		try (PlaintextPeer peer = PlaintextPeer.answering("no TLS here")) {
			try (Socket client = new Socket("127.0.0.1", peer.port())) {
				client.getOutputStream().write("who is there?".getBytes(StandardCharsets.US_ASCII));
				assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("no TLS here");
				client.getOutputStream().write(" goodbye".getBytes(StandardCharsets.US_ASCII));
			}
			assertThat(peer.awaitReceived()).asString().isEqualTo("who is there? goodbye");
		}
	}

	@Test
	void plaintextPeerWhenGreetingSpeaksFirst() throws Exception {
		try (PlaintextPeer peer = PlaintextPeer.greeting("220 mail ready\r\n")) {
			try (Socket client = new Socket("127.0.0.1", peer.port())) {
				assertThat(client.getInputStream().readNBytes(16)).asString().isEqualTo("220 mail ready\r\n");
			}
			assertThat(peer.awaitReceived()).isEmpty();
		}
	}

	@Test
	void dripFeedingPeerSendsASoundServerHelloByteByByte() throws Exception {
		byte[] hello = DripFeedingPeer.serverHello();
		assertThat(TlsRecord.parse(hello)).singleElement()
			.satisfies((record) -> assertThat(record.type()).isEqualTo(22));
		try (DripFeedingPeer peer = DripFeedingPeer.every(Duration.ofMillis(1));
				Socket client = new Socket("127.0.0.1", peer.port())) {
			client.getOutputStream().write(1);
			assertThat(client.getInputStream().readNBytes(60)).isEqualTo(Arrays.copyOf(hello, 60));
		}
	}

	@Test
	void serverHelloOfTheDripFeederIsSoundToTheJdk() throws Exception {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
				SSLSocket client = JdkClient.connect(pki.jdkAnonymousClientContext(), "127.0.0.1",
						listener.getLocalPort(), "TLSv1.2");
				Socket server = listener.accept()) {
			server.getOutputStream().write(DripFeedingPeer.serverHello());
			client.setSoTimeout(300);
			// It goes on waiting for the certificate, so it has taken the ServerHello.
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::startHandshake);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void truncatingPeerEndsTcpWithoutCloseNotify(String protocol) throws Exception {
		String half = "half of it ".repeat(10);
		try (TruncatingPeer peer = TruncatingPeer.sending(pki.server(), half);
				FaultProxy proxy = FaultProxy.to(peer.port())) {
			try (SSLSocket client = JdkClient.connect(pki, proxy, protocol)) {
				// The JDK hides the truncation.
				assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(half);
			}
			List<TlsRecord> records = TlsRecord.parse(proxy.sentToClient());
			TlsRecord last = records.get(records.size() - 1);
			assertThat(last.isApplicationData()).isTrue();
			// An alert is 2 bytes and what encryption adds: the last record is the text.
			assertThat(last.body().length).isGreaterThan(half.length());
		}
	}

	@Test
	void peerListensOnBothLoopbackAddresses() throws Exception {
		assumeThat(hasIpv6()).isTrue();
		try (MutePeer peer = MutePeer.start(); Socket client = new Socket("::1", peer.port())) {
			assertThat(client.isConnected()).isTrue();
		}
	}

	@Test
	void closeEndsListenerAndConnections() throws Exception {
		PlaintextPeer peer = PlaintextPeer.greeting("x");
		try (Socket client = new Socket("127.0.0.1", peer.port())) {
			client.setSoTimeout(10_000);
			assertThat(client.getInputStream().read()).isEqualTo('x');
			peer.close();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			assertThatExceptionOfType(ConnectException.class)
				.isThrownBy(() -> new Socket("127.0.0.1", client.getPort()).close());
		}
	}

	@Test
	void recordsWhenIncompleteAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> TlsRecord.parse(new byte[] { 22, 3, 3, 0, 2, 1 }));
		assertThat(TlsRecord.parse(new byte[] { 21, 3, 3, 0, 2, 1, 0 })).singleElement().satisfies((record) -> {
			assertThat(record.type()).isEqualTo(21);
			assertThat(record.body()).containsExactly(1, 0);
			assertThat(record.isClientHello()).isFalse();
			assertThat(record.isApplicationData()).isFalse();
		});
	}

	private static boolean hasIpv6() {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
			return listener.isBound();
		}
		catch (Exception ex) {
			return false;
		}
	}

}

package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FaultProxyTests {

	private static final TestPki pki = TestPki.create();

	@Test
	void proxyWithoutFaultsPassesAndKeepsEverything() throws Exception {
		try (PlaintextPeer server = PlaintextPeer.answering("answer");
				FaultProxy proxy = FaultProxy.to(server.port())) {
			try (Socket client = connect(proxy)) {
				client.getOutputStream().write(bytes("question"));
				assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
			}
			assertThat(server.awaitReceived()).asString().isEqualTo("question");
			assertThat(proxy.sentToServer()).asString().isEqualTo("question");
			assertThat(proxy.sentToClient()).asString().isEqualTo("answer");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void bitWhenFlippedOnTheWayToTheClientIsNoticed(String protocol) throws Exception {
		try (TlsPeer server = TlsPeer.sound(pki);
				FaultProxy proxy = FaultProxy.to(server.port());
				SSLSocket client = JdkClient.connect(pki, proxy, protocol)) {
			JdkClient.echo(client, "before");
			proxy.toClient(Fault.flipBitInRecord(2));
			assertThat(JdkClient.echo(client, "first")).isEqualTo("first");
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> JdkClient.echo(client, "second"))
				.withMessageContaining("Tag mismatch");
			assertThat(server.awaitFailure()).hasMessageContaining("bad_record_mac");
		}
	}

	@Test
	void bitWhenFlippedOnTheWayToTheServerIsNoticed() throws Exception {
		try (TlsPeer server = TlsPeer.sound(pki);
				FaultProxy proxy = FaultProxy.to(server.port());
				SSLSocket client = JdkClient.connect(pki, proxy)) {
			JdkClient.echo(client, "before");
			proxy.toServer(Fault.flipBitInRecord(1));
			client.getOutputStream().write(1);
			assertThat(server.awaitFailure()).isInstanceOf(SSLException.class).hasMessageContaining("Tag mismatch");
		}
	}

	@Test
	void tamperingPassesOneBitChangedAndTheRestAsItWas() throws Exception {
		byte[] records = { 22, 3, 3, 0, 1, 9, 23, 3, 3, 0, 2, 5, 6, 23, 3, 3, 0, 2, 7, 8, 23 };
		try (PlaintextPeer server = PlaintextPeer.greeting(""); FaultProxy proxy = FaultProxy.to(server.port())) {
			proxy.toServer(Fault.flipBitInRecord(2));
			try (Socket client = connect(proxy)) {
				// In two pieces: the second record is whole only with the second piece.
				client.getOutputStream().write(records, 0, 9);
				client.getOutputStream().write(records, 9, records.length - 9);
			}
			byte[] expected = records.clone();
			expected[19] ^= 1;
			assertThat(server.awaitReceived()).isEqualTo(expected);
		}
	}

	@Test
	void faultWhenReplacedGivesBackWhatItHeld() throws Exception {
		try (PlaintextPeer server = PlaintextPeer.answering("answer");
				FaultProxy proxy = FaultProxy.to(server.port())) {
			proxy.toServer(Fault.flipBitInRecord(1));
			try (Socket client = connect(proxy)) {
				client.getOutputStream().write(new byte[] { 21, 3, 3, 0, 1, 7, 23, 3 });
				assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
				proxy.toServer(Fault.none());
				client.getOutputStream().write(9);
			}
			assertThat(server.awaitReceived()).containsExactly(21, 3, 3, 0, 1, 7, 23, 3, 9);
		}
	}

	@Test
	void connectionWhenCutEndsInOrderForBoth() throws Exception {
		try (PlaintextPeer server = PlaintextPeer.greeting("0123456789");
				FaultProxy proxy = FaultProxy.to(server.port()).toClient(Fault.cutAfter(4))) {
			try (Socket client = connect(proxy)) {
				assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("0123");
				assertThat(server.awaitReceived()).isEmpty();
			}
			assertThat(proxy.sentToClient()).asString().isEqualTo("0123");
		}
	}

	@Test
	void connectionWhenResetFailsTheReader() throws Exception {
		try (PlaintextPeer server = PlaintextPeer.answering("answer");
				FaultProxy proxy = FaultProxy.to(server.port()).toServer(Fault.resetAfter(0));
				Socket client = connect(proxy)) {
			client.getOutputStream().write(1);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read())
				.withMessageContaining("reset");
		}
	}

	@Test
	void connectionWhenStalledStaysOpenAndSilentUntilTheProxyIsClosed() throws Exception {
		PlaintextPeer server = PlaintextPeer.greeting("0123456789");
		FaultProxy proxy = FaultProxy.to(server.port()).toClient(Fault.stallAfter(4));
		try (server; Socket client = connect(proxy)) {
			assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("0123");
			client.setSoTimeout(50);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> client.getInputStream().read());
			client.setSoTimeout(10_000);
			proxy.close();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void tlsPassesInChunksOfOneByte() throws Exception {
		try (TlsPeer server = TlsPeer.sound(pki);
				FaultProxy proxy = FaultProxy.to(server.port()).toClient(Fault.chunksOf(1)).toServer(Fault.chunksOf(1));
				SSLSocket client = JdkClient.connect(pki, proxy)) {
			assertThat(JdkClient.echo(client, "hello")).isEqualTo("hello");
		}
	}

	@Test
	void faultWhenItCountsBelowItsLeastIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.chunksOf(0));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.flipBitInRecord(0));
		assertThatIllegalArgumentException().isThrownBy(() -> Fault.cutAfter(-1));
	}

	@Test
	void clientWhenNobodyListensBehindTheProxyIsDropped() throws Exception {
		MutePeer gone = MutePeer.start();
		gone.close();
		try (FaultProxy proxy = FaultProxy.to(gone.port()); Socket client = connect(proxy)) {
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
	}

	private static Socket connect(FaultProxy proxy) throws IOException {
		Socket socket = new Socket("127.0.0.1", proxy.port());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}

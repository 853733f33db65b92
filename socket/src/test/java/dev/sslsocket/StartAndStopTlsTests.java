package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * TLS begun and ended on a living connection. The exact boundary is what the JDK's own
 * socket gets wrong.
 */
class StartAndStopTlsTests {

	private Socket near;

	private Socket far;

	@BeforeEach
	void connect() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.near = new Socket(server.getInetAddress(), server.getLocalPort());
			this.far = server.accept();
		}
		this.near.setSoTimeout(10_000);
		this.far.setSoTimeout(10_000);
	}

	@AfterEach
	void close() throws Exception {
		this.near.close();
		this.far.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void startAndStopWhenRepeatedOnOneConnectionLeavesPlaintextExact(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		SslContext server = Endpoints.server((b) -> b.protocols(protocol));
		CompletableFuture<Void> peer = Endpoints.async(() -> {
			Socket plain = this.far;
			for (int round = 0; round < 3; round++) {
				assertThat(line(plain)).isEqualTo("plain " + round);
				SslSocket tls = server.serverSocketFactory().startTls(plain);
				say(tls, "secret " + round + "\n");
				assertThat(line(tls)).isEqualTo("thanks " + round);
				plain = tls.stopTls();
				say(plain, "clear " + round + "\n");
			}
			return null;
		});
		Socket plain = this.near;
		for (int round = 0; round < 3; round++) {
			say(plain, "plain " + round + "\n");
			SslSocket tls = client.socketFactory().startTls(plain, "localhost");
			assertThat(line(tls)).isEqualTo("secret " + round);
			say(tls, "thanks " + round + "\n");
			plain = tls.stopTls();
			assertThat(tls.tlsState()).isEqualTo(TlsState.STOPPED);
			assertThat(line(plain)).isEqualTo("clear " + round);
		}
		assertThat(plain).isSameAs(this.near);
		Endpoints.get(peer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void stopTlsWhenPlaintextComesInTheSameSegmentReplaysIt(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		SslContext server = Endpoints.server((b) -> b.protocols(protocol));
		CompletableFuture<SslSocket> accepted = Endpoints.async(() -> server.serverSocketFactory().startTls(this.far));
		SslSocket tls = client.socketFactory().startTls(this.near, "localhost");
		Endpoints.get(accepted);
		CompletableFuture<Void> peer = Endpoints.async(() -> {
			SslSocket serverTls = Endpoints.get(accepted);
			say(serverTls, "last");
			Socket plain = serverTls.stopTls();
			say(plain, "PLAIN");
			return null;
		});
		assertThat(tls.getInputStream().readNBytes(4)).asString(StandardCharsets.US_ASCII).isEqualTo("last");
		if (EngineUnderTest.closesHalf()) {
			// A read that waits takes whatever the socket has, plaintext behind TLS
			// included.
			tls.shutdownOutput();
			Endpoints.get(peer);
			assertThat(tls.getInputStream().read()).isEqualTo(-1);
		}
		Socket plain = tls.stopTls();
		assertThat(plain.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("PLAIN");
	}

	@Test
	void stopTlsWhenDataIsUnreadRefusesAndLosesNothing() throws Exception {
		CompletableFuture<SslSocket> accepted = accept();
		SslSocket tls = upgrade();
		SslSocket peer = Endpoints.get(accepted);
		say(peer, "unread");
		CompletableFuture<Socket> stopped = Endpoints.async(peer::stopTls);
		assertThatExceptionOfType(SslProtocolException.class).isThrownBy(tls::stopTls)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.UNREAD_DATA));
		assertThat(tls.getInputStream().readNBytes(6)).asString(StandardCharsets.US_ASCII).isEqualTo("unread");
		assertThat(tls.stopTls()).isSameAs(this.near);
		Endpoints.get(stopped);
	}

	@Test
	void stopTlsWhenPeerIsMuteEndsWithinTheCloseTimeout() throws Exception {
		CompletableFuture<SslSocket> accepted = accept();
		SslSocket tls = Endpoints.client((b) -> b.closeTimeout(Duration.ofMillis(200)))
			.socketFactory()
			.startTls(this.near, "localhost");
		Endpoints.get(accepted);
		assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(tls::stopTls)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CLOSE_TIMEOUT));
		assertThat(tls.closedCleanly()).isFalse();
	}

	@Test
	void stopTlsOutputLeavesReadingInTlsAndWritesInClear() throws Exception {
		CompletableFuture<SslSocket> accepted = accept();
		SslSocket tls = upgrade();
		SslSocket peer = Endpoints.get(accepted);
		if (!EngineUnderTest.closesHalf()) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(tls::stopTlsOutput)
				.withMessageContaining("has no half close");
			say(tls, "still secret\n");
			assertThat(line(peer)).isEqualTo("still secret");
			return;
		}
		tls.stopTlsOutput().write("clear\n".getBytes(StandardCharsets.US_ASCII));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> say(tls, "x"));
		assertThat(peer.getInputStream().read()).isEqualTo(-1);
		say(peer, "still secret\n");
		CompletableFuture<Socket> stopped = Endpoints.async(peer::stopTls);
		assertThat(line(tls)).isEqualTo("still secret");
		assertThat(tls.stopTls()).isSameAs(this.near);
		assertThat(line(Endpoints.get(stopped))).isEqualTo("clear");
	}

	@Test
	void startTlsWhenSoTimeoutIsShorterThanTheHandshakeLeavesTcpOpen() throws Exception {
		this.near.setSoTimeout(100);
		assertThatExceptionOfType(SslTimeoutException.class)
			.isThrownBy(() -> Endpoints.client((b) -> b).socketFactory().startTls(this.near, "localhost"));
		assertThat(this.near.isClosed()).isFalse();
	}

	@Test
	void stopTlsWhenThePlainSocketIsClosedMeanwhileEndsAndLocksNobodyOut() throws Exception {
		CompletableFuture<SslSocket> accepted = accept();
		SslSocket tls = upgrade();
		Endpoints.get(accepted);
		CompletableFuture<Socket> stopping = Endpoints.async(tls::stopTls);
		// Once close_notify is out it waits for the peer's.
		assertThat(Endpoints.get(accepted).getInputStream().read()).isEqualTo(-1);
		this.near.close();
		assertThat(stopping).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withCauseInstanceOf(IOException.class);
		CompletableFuture<Integer> reader = Endpoints.async(() -> tls.read(new byte[1], 0, 1));
		// A time-out would be a failure in the eyes of failsWithin, too.
		assertThat(reader).failsWithin(Duration.ofSeconds(10))
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withCauseInstanceOf(IOException.class);
	}

	@Test
	void useAfterStopNeverTurnsPlain() throws Exception {
		CompletableFuture<SslSocket> accepted = accept();
		SslSocket tls = upgrade();
		CompletableFuture<Socket> stopped = Endpoints.async(() -> Endpoints.get(accepted).stopTls());
		tls.stopTls();
		Socket peer = Endpoints.get(stopped);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> tls.write(new byte[1], 0, 1));
		tls.close();
		assertThat(this.near.isClosed()).isFalse();
		say(this.near, "x");
		assertThat(peer.getInputStream().read()).isEqualTo('x');
	}

	@Test
	void startTlsWhenPlaintextWaitsRefusesAndLeavesItReadable() throws Exception {
		say(this.far, "250 injected\r\n");
		awaitBytes(this.near);
		assertThatExceptionOfType(SslProtocolException.class)
			.isThrownBy(() -> Endpoints.client((b) -> b).socketFactory().startTls(this.near, "localhost"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.PLAINTEXT_INJECTED));
		assertThat(line(this.near)).isEqualTo("250 injected\r");
		say(this.near, "still here");
		assertThat(this.far.getInputStream().readNBytes(10)).asString(StandardCharsets.US_ASCII)
			.isEqualTo("still here");
	}

	@Test
	void startTlsWhenPeerAnswersInClearHandsEveryByteBackAndSendsNothingMore() throws Exception {
		CompletableFuture<byte[]> peer = Endpoints.async(() -> {
			byte[] header = this.far.getInputStream().readNBytes(5);
			byte[] hello = this.far.getInputStream().readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
			say(this.far, "502 no TLS here\r\nmore\r\n");
			return hello;
		});
		NotTlsException refusal = org.assertj.core.api.Assertions.catchThrowableOfType(NotTlsException.class,
				() -> Endpoints.client((b) -> b).socketFactory().startTls(this.near, "localhost"));
		Endpoints.get(peer);
		assertThat(refusal).hasMessageContaining("answered \"502 no TLS here\", not TLS");
		Socket plain = refusal.plainSocket().orElseThrow();
		assertThat(line(plain)).isEqualTo("502 no TLS here\r");
		assertThat(line(plain)).isEqualTo("more\r");
		say(plain, "QUIT");
		assertThat(this.far.getInputStream().readNBytes(4)).asString(StandardCharsets.US_ASCII).isEqualTo("QUIT");
	}

	@Test
	void startTlsAsServerWhenBytesWereReadTakesThemAsTheClientHello() throws Exception {
		CompletableFuture<SslSocket> client = Endpoints.async(this::upgrade);
		byte[] alreadyRead = this.far.getInputStream().readNBytes(40);
		SslSocket tls = Endpoints.server((b) -> b).serverSocketFactory().startTls(this.far, alreadyRead);
		say(tls, "hello\n");
		assertThat(line(Endpoints.get(client))).isEqualTo("hello");
	}

	@Test
	void startTlsAsServerWhenBytesAreNotTlsRefusesAndReplaysThem() throws Exception {
		say(this.near, "EVIL\r\n");
		NotTlsException refusal = org.assertj.core.api.Assertions.catchThrowableOfType(NotTlsException.class,
				() -> Endpoints.server((b) -> b)
					.serverSocketFactory()
					.startTls(this.far, "RSET\r\n".getBytes(StandardCharsets.US_ASCII)));
		Socket plain = refusal.plainSocket().orElseThrow();
		assertThat(line(plain)).isEqualTo("RSET\r");
		assertThat(line(plain)).isEqualTo("EVIL\r");
	}

	@Test
	void startTlsWhenTheCertificateIsRefusedKeepsTcpOpen() throws Exception {
		Endpoints.async(() -> Endpoints.server((b) -> b).serverSocketFactory().startTls(this.far));
		assertThatExceptionOfType(SslHandshakeException.class)
			.isThrownBy(() -> Endpoints.client((b) -> b).socketFactory().startTls(this.near, "wrong.example"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH))
			.satisfies((ex) -> assertThat(((SslFailure) ex).plainSocket()).isPresent());
		assertThat(this.near.isClosed()).isFalse();
	}

	@Test
	void tlsInsideTlsCarriesData() throws Exception {
		CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
			SslServerSocketFactory servers = Endpoints.server((b) -> b).serverSocketFactory();
			return servers.startTls(servers.startTls(this.far));
		});
		SslSocket inner = Endpoints.client((b) -> b).socketFactory().startTls(upgrade(), "localhost");
		say(inner, "deep\n");
		SslSocket peer = Endpoints.get(accepted);
		assertThat(line(peer)).isEqualTo("deep");
		CompletableFuture<Socket> stopped = Endpoints.async(peer::stopTls);
		assertThat(inner.stopTls()).isInstanceOf(SslSocket.class);
		Endpoints.get(stopped);
	}

	private SslSocket upgrade() throws IOException {
		return Endpoints.client((b) -> b).socketFactory().startTls(this.near, "localhost");
	}

	private CompletableFuture<SslSocket> accept() {
		return Endpoints.async(() -> Endpoints.server((b) -> b).serverSocketFactory().startTls(this.far));
	}

	private static void awaitBytes(Socket socket) throws IOException {
		Socket waiting = socket;
		while (waiting.getInputStream().available() == 0) {
			Thread.onSpinWait();
		}
	}

	private static void say(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String line(Socket socket) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
			if (c < 0) {
				throw new IOException("end after '" + line + "'");
			}
			line.append((char) c);
		}
		return line.toString();
	}

}

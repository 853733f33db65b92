package dev.sslsocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * TLS begun and ended on a living channel.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelStartAndStopTlsTests {

	@RegisterExtension
	final ChannelEnds ends = new ChannelEnds();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void startAndStopWhenRepeatedOnOneChannelLeavesPlaintextExact(String protocol) throws Exception {
		SslContext clients = Endpoints.client((b) -> b.protocols(protocol));
		SslContext servers = Endpoints.server((b) -> b.protocols(protocol));
		CompletableFuture<Void> peer = Endpoints.async(() -> {
			ByteBuffer leftover = ByteBuffer.allocate(0);
			for (int round = 0; round < 3; round++) {
				ChannelDriver server = ChannelDriver.of(servers.startTlsAsServer(this.ends.far(), leftover));
				server.write("secret " + round);
				assertThat(server.text(8)).isEqualTo("thanks " + round);
				PlainChannel plain = server.stopTls();
				ChannelEnds.say(this.ends.far(), "clear " + round);
				assertThat(server.inClear(plain, 2)).isEqualTo("ok");
				leftover = plain.leftover();
			}
			return null;
		});
		for (int round = 0; round < 3; round++) {
			ChannelDriver client = ChannelDriver.of(clients.startTls(this.ends.near(), "localhost", 1));
			assertThat(client.text(8)).isEqualTo("secret " + round);
			client.write("thanks " + round);
			PlainChannel plain = client.stopTls();
			assertThat(plain.channel()).isSameAs(this.ends.near());
			assertThat(client.tls().tlsState()).isEqualTo(TlsState.STOPPED);
			assertThat(client.tls().isOpen()).isFalse();
			assertThat(client.tls().stopTls()).isTrue();
			assertThat(client.inClear(plain, 7)).isEqualTo("clear " + round);
			assertThat(catchThrowable(() -> client.write("x"))).hasMessageContaining("TLS was stopped");
			client.tls().close();
			assertThat(this.ends.near().isOpen()).isTrue();
			ChannelEnds.say(this.ends.near(), "ok");
		}
		Endpoints.get(peer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void stopTlsWhenPlaintextComesInTheSameSegmentHandsItOut(String protocol) throws Exception {
		try (ChannelDriver client = ChannelDriver
			.of(Endpoints.client((b) -> b.protocols(protocol)).startTls(this.ends.near(), "localhost", 1))) {
			ChannelDriver server = accept(client);
			server.write("last");
			if (EngineUnderTest.closesHalf()) {
				client.tls().shutdownOutput();
			}
			else {
				// Says goodbye too, and then that data is unread or that it has to wait.
				catchThrowable(client.tls()::stopTls);
			}
			server.stopTls();
			ChannelEnds.say(this.ends.far(), "PLAIN");
			// With the other engine "last" may have been taken already.
			this.ends.awaitBytes(EngineUnderTest.closesHalf() ? 30 : 25);
			// A read takes whatever the socket has, plaintext behind TLS included.
			assertThat(client.readAll()).asString(StandardCharsets.US_ASCII).isEqualTo("last");
			assertThat(client.tls().read(ByteBuffer.allocate(9))).isEqualTo(-1);
			PlainChannel plain = client.stopTls();
			assertThat(plain.leftover().remaining()).isLessThanOrEqualTo(5);
			assertThat(client.inClear(plain, 5)).isEqualTo("PLAIN");
		}
	}

	@Test
	void stopTlsWhenDataIsUnreadRefusesAndLosesNothing() throws Exception {
		ChannelDriver client = ChannelDriver.of(Endpoints.client((b) -> b).startTls(this.ends.near(), "localhost", 1));
		ChannelDriver server = accept(client);
		server.write("unread");
		this.ends.awaitBytes(20);
		assertThatExceptionOfType(SslProtocolException.class).isThrownBy(client::stopTls)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.UNREAD_DATA));
		assertThat(client.text(6)).isEqualTo("unread");
		assertThat(client.tls().stopTls()).isFalse();
		assertThat(client.tls().wants()).isEqualTo(ChannelNeed.READ);
		server.stopTls();
		assertThat(client.stopTls().leftover().hasRemaining()).isFalse();
	}

	@Test
	void stopTlsWhenThePeerIsMuteEndsWithinTheCloseTimeout() throws Exception {
		ChannelDriver client = ChannelDriver.of(Endpoints.client((b) -> b.closeTimeout(Duration.ofMillis(200)))
			.startTls(this.ends.near(), "localhost", 1));
		accept(client);
		assertThat(client.tls().stopTls()).isFalse();
		assertThat(client.tls().timeLeft()).isPresent();
		Throwable failure = null;
		while (failure == null) {
			failure = catchThrowable(client.tls()::stopTls);
		}
		assertThat(failure).isInstanceOf(SslTimeoutException.class);
		assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.CLOSE_TIMEOUT);
		assertThat(client.tls().plainChannel()).isEmpty();
	}

	@Test
	void stopTlsWhenThereWasNoHandshakeIsRefused() throws Exception {
		SslSocketChannel client = Endpoints.client((b) -> b).startTls(this.ends.near(), "localhost", 1);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(client::stopTls);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(client::shutdownOutput);
	}

	// CVE-2011-0411.
	@Test
	void startTlsWhenPlaintextWaitsRefusesSendsNothingAndHandsItOut() throws Exception {
		ChannelEnds.say(this.ends.far(), "250 injected\r\n");
		this.ends.awaitBytes(14);
		SslSocketChannel client = Endpoints.client((b) -> b).startTls(this.ends.near(), "localhost", 1);
		assertThatExceptionOfType(SslProtocolException.class).isThrownBy(client::handshake)
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.PLAINTEXT_INJECTED));
		PlainChannel plain = client.plainChannel().orElseThrow();
		assertThat(plain).hasToString("PlainChannel[14 bytes, then " + this.ends.near() + "]");
		assertThat(StandardCharsets.US_ASCII.decode(plain.leftover()).toString()).isEqualTo("250 injected\r\n");
		client.close();
		ChannelEnds.say(this.ends.near(), "still here");
		assertThat(ChannelEnds.heard(this.ends.far(), 10)).isEqualTo("still here");
	}

	@Test
	void startTlsWhenPeerAnswersInClearHandsEveryByteOutAndSendsNothingMore() throws Exception {
		ChannelDriver client = ChannelDriver.of(Endpoints.client((b) -> b).startTls(this.ends.near(), "localhost", 1));
		assertThat(client.tls().handshake()).isFalse();
		String hello = ChannelEnds.heard(this.ends.far(), 5);
		ChannelEnds.heard(this.ends.far(), hello.charAt(3) << 8 | hello.charAt(4));
		ChannelEnds.say(this.ends.far(), "502 no TLS here\r\nmore\r\n");
		assertThatExceptionOfType(NotTlsException.class).isThrownBy(client::handshake)
			.withMessageContaining("answered \"502 no TLS here\", not TLS");
		PlainChannel plain = client.tls().plainChannel().orElseThrow();
		assertThat(client.inClear(plain, 23)).isEqualTo("502 no TLS here\r\nmore\r\n");
		ChannelEnds.say(this.ends.near(), "QUIT");
		assertThat(ChannelEnds.heard(this.ends.far(), 4)).isEqualTo("QUIT");
	}

	@Test
	void startTlsAsServerWhenBytesWereReadTakesThemAsTheClientHello() throws Exception {
		ChannelDriver client = ChannelDriver.of(Endpoints.client((b) -> b).startTls(this.ends.near(), "localhost", 1));
		assertThat(client.tls().handshake()).isFalse();
		ByteBuffer early = ByteBuffer
			.wrap(ChannelEnds.heard(this.ends.far(), 40).getBytes(StandardCharsets.ISO_8859_1));
		ChannelDriver server = ChannelDriver.of(Endpoints.server((b) -> b).serverChannel(this.ends.far(), early));
		CompletableFuture<ChannelDriver> accepted = Endpoints.async(server::handshake);
		client.handshake();
		Endpoints.get(accepted).write("hello");
		assertThat(client.text(5)).isEqualTo("hello");
	}

	@Test
	void startTlsAsServerWhenBytesAreNotTlsRefusesAndHandsThemOut() throws Exception {
		ByteBuffer early = ByteBuffer.wrap("RSET\r\n".getBytes(StandardCharsets.US_ASCII));
		ChannelDriver server = ChannelDriver.of(Endpoints.server((b) -> b).startTlsAsServer(this.ends.far(), early));
		ChannelEnds.say(this.ends.near(), "EVIL\r\n");
		assertThatExceptionOfType(NotTlsException.class).isThrownBy(server::handshake);
		assertThat(server.inClear(server.tls().plainChannel().orElseThrow(), 12)).isEqualTo("RSET\r\nEVIL\r\n");
	}

	@Test
	void startTlsWhenTheContextSaysSoClosesTcp() throws Exception {
		SslContext context = Endpoints.client((b) -> b.keepSocketOnError(false));
		ChannelDriver client = ChannelDriver.of(context.startTls(this.ends.near(), "localhost", 1));
		ChannelEnds.say(this.ends.far(), "no");
		this.ends.awaitBytes(2);
		assertThat(catchThrowable(client::handshake)).isInstanceOf(SslProtocolException.class);
		assertThat(client.tls().plainChannel()).isEmpty();
		assertThat(this.ends.near().isOpen()).isFalse();
	}

	@Test
	void channelWhenTheContextSaysSoOutlivesItsHandshake() throws Exception {
		SslContext context = Endpoints.server((b) -> b.keepSocketOnError(true));
		ChannelDriver server = ChannelDriver.of(context.serverChannel(this.ends.far()));
		ChannelEnds.say(this.ends.near(), "GET / HTTP/1.1\r\n\r\n");
		assertThat(catchThrowable(server::handshake)).isInstanceOf(NotTlsException.class);
		assertThat(server.inClear(server.tls().plainChannel().orElseThrow(), 14)).isEqualTo("GET / HTTP/1.1");
		ChannelEnds.say(this.ends.far(), "HTTP/1.1 400\r\n\r\n");
		assertThat(ChannelEnds.heard(this.ends.near(), 12)).isEqualTo("HTTP/1.1 400");
	}

	/** The other side, with both handshakes done. */
	private ChannelDriver accept(ChannelDriver client) throws Exception {
		ChannelDriver server = ChannelDriver.of(Endpoints.server((b) -> b).startTlsAsServer(this.ends.far()));
		CompletableFuture<ChannelDriver> accepted = Endpoints.async(server::handshake);
		client.handshake();
		return Endpoints.get(accepted);
	}

}

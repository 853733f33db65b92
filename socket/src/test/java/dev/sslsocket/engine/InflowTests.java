package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * On both versions, with memory on the heap and outside.
 */
class InflowTests {

	static Stream<Arguments> kinds() {
		return Stream.of("TLSv1.2", "TLSv1.3")
			.flatMap((protocol) -> Stream.of(Buffers.onHeap(), Buffers.direct())
				.map((buffers) -> Arguments.of(protocol, buffers)));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void readWhenSeveralRecordsAreAtHandTakesThoseThatFitWhole(String protocol, Buffers buffers) throws TlsFault {
		EnginePair pair = pair(protocol, buffers);
		send(pair, "one", "two, longer than an alert", "three, longer than an alert");
		byte[] target = new byte[1000];
		assertThat(pair.server.read(target, 10, 990)).isEqualTo(55);
		assertThat(text(target, 10, 55)).isEqualTo("onetwo, longer than an alertthree, longer than an alert");
		assertThat(pair.server.pending()).isZero();
		assertThat(pair.server.read(target, 0, 1000)).isZero();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void readWhenTheNextRecordFitsInPartLeavesItAsARecord(String protocol, Buffers buffers) throws TlsFault {
		EnginePair pair = pair(protocol, buffers);
		send(pair, "a".repeat(100), "b".repeat(100));
		ByteBuffer target = ByteBuffer.allocate(180);
		assertThat(pair.server.read(target)).isEqualTo(100);
		assertThat(pair.server.pending()).isZero();
		assertThat(pair.server.read(target.clear().limit(60))).isEqualTo(60);
		assertThat(pair.server.pending()).isEqualTo(40);
		byte[] rest = new byte[100];
		assertThat(pair.server.read(rest, 0, 100)).isEqualTo(40);
		assertThat(text(rest, 0, 40)).isEqualTo("b".repeat(40));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void peekWhenSeveralRecordsAreAtHandLooksAtTheFirstOnly(String protocol, Buffers buffers) throws TlsFault {
		EnginePair pair = pair(protocol, buffers);
		send(pair, "one", "two");
		assertThat(pair.server.decryptAhead()).isFalse();
		assertThat(pair.server.peek(ByteBuffer.allocate(100))).isEqualTo(3);
		assertThat(pair.server.pending()).isEqualTo(3);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void readWhenCloseNotifyFollowsTellsOfItTheNextTime(String protocol, Buffers buffers) throws TlsFault {
		EnginePair pair = pair(protocol, buffers);
		send(pair, "last");
		pair.client.closeOutbound();
		EnginePair.carry(pair.client, pair.server);
		byte[] behind = { 1, 2, 3 };
		pair.server.incoming().add(behind, 0, 3);
		byte[] target = new byte[1000];
		assertThat(pair.server.read(target, 0, 1000)).isEqualTo(4);
		// The application may want to answer, which some engines do not let it any more.
		assertThat(pair.server.inboundClosed()).isFalse();
		assertThat(pair.server.recordAtHand()).isTrue();
		assertThat(pair.server.read(target, 0, 1000)).isEqualTo(-1);
		assertThat(pair.server.inboundClosed()).isTrue();
		assertThat(pair.server.incoming().drain()).isEqualTo(behind);
		assertThat(pair.server.recordAtHand()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void readWhenADamagedRecordFollowsTellsOfItTheNextTimes(String protocol, Buffers buffers) throws TlsFault {
		EnginePair pair = pair(protocol, buffers);
		send(pair, "good");
		pair.client.write(new byte[50], 0, 50);
		byte[] damaged = pair.client.outgoing().drain();
		damaged[damaged.length - 1] ^= 1;
		pair.server.incoming().add(damaged, 0, damaged.length);
		assertThat(pair.server.read(ByteBuffer.allocate(1000))).isEqualTo(4);
		assertThat(pair.server.recordAtHand()).isTrue();
		for (int i = 0; i < 2; i++) {
			TlsFault fault = catchThrowableOfType(TlsFault.class, () -> pair.server.read(new byte[1000], 0, 1000));
			assertThat(fault.reason()).isEqualTo(SslReason.BAD_RECORD_MAC);
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void bytesWhenTheyAreManyArriveInOrder(String protocol, Buffers buffers) throws TlsFault {
		EnginePair pair = pair(protocol, buffers);
		byte[] data = new byte[300_000];
		new Random(1).nextBytes(data);
		ByteBuffer[] sources = { ByteBuffer.wrap(new byte[9]), ByteBuffer.wrap(data, 0, 5),
				ByteBuffer.wrap(data, 5, data.length - 5) };
		byte[] arrived = new byte[data.length];
		int at = 0;
		while (at < data.length) {
			pair.client.write(sources, 1, 2);
			EnginePair.carry(pair.client, pair.server);
			// The last one of these finds room for a part of a record.
			for (int count = 1; count > 0;) {
				count = pair.server.read(arrived, at, Math.min(40_000, data.length - at));
				at += Math.max(0, count);
			}
		}
		assertThat(arrived).isEqualTo(data);
		assertThat(sources[0].remaining()).isEqualTo(9);
	}

	private static void send(EnginePair pair, String... texts) throws TlsFault {
		for (String text : List.of(texts)) {
			byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
			pair.client.write(bytes, 0, bytes.length);
		}
		EnginePair.carry(pair.client, pair.server);
	}

	private static EnginePair pair(String protocol, Buffers buffers) {
		return EnginePair.shaken(engine(EngineSide.PKI.jdkAnonymousClientContext(), true, protocol, buffers),
				engine(EngineSide.PKI.jdkServerContext(), false, protocol, buffers));
	}

	private static TlsEngine engine(SSLContext context, boolean client, String protocol, Buffers buffers) {
		SSLEngine engine = context.createSSLEngine();
		engine.setUseClientMode(client);
		engine.setEnabledProtocols(new String[] { protocol });
		return new TlsEngine(new JdkEngineSession(engine, null), buffers);
	}

	private static String text(byte[] bytes, int offset, int length) {
		return new String(bytes, offset, length, StandardCharsets.US_ASCII);
	}

}

package dev.sslsocket.engine;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the {@link FlightRecorder} makes of peers that would fill the memory, forge lines
 * or have it fail.
 */
class HostileRecordsTests {

	private static final byte[] APPLICATION_DATA = HexFormat.of().parseHex("1703030200" + "00".repeat(512));

	private static final byte[] UNKNOWN_CA = HexFormat.of().parseHex("15030300020230");

	@Test
	void memoryWhenAPeerSendsWhateverItLikesIsLessThanAKilobyte() {
		List<byte[]> records = List.of(HelloBytes.client()
			.versions(0x0304, 0x0303)
			.serverName("x".repeat(250))
			.alpn("y".repeat(200))
			.groups(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
			.suites(1, 2, 3, 4, 5)
			.record(), HelloBytes.server(0x1302).version13().record(), APPLICATION_DATA, UNKNOWN_CA);
		List<RecordHeader> headers = records.stream().map((record) -> RecordHeader.at(record, 0)).toList();
		FlightRecorder.Progress silent = new Silence();
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		allocated(threads, records, headers, silent, 1);
		long once = allocated(threads, records, headers, silent, 1);
		long often = allocated(threads, records, headers, silent, 1000);
		// With what reads the hellos, and is gone when they have passed. An object for
		// each record would be 32,000 bytes; the JVM may add a few of its own when it
		// turns from compiled code to the interpreter (seen once: 160).
		assertThat(once).as("bytes for a recorder and what it keeps").isBetween(400L, 1024L);
		assertThat(often).as("bytes after two thousand more records").isBetween(once, 1024L);
	}

	/** Bytes that a recorder takes for two hellos, and then for other records. */
	private static long allocated(ThreadMXBean threads, List<byte[]> records, List<RecordHeader> headers,
			FlightRecorder.Progress silent, int times) {
		FlightRecorder.forNobody();
		long id = Thread.currentThread().getId();
		long before = threads.getThreadAllocatedBytes(id);
		FlightRecorder recorder = new FlightRecorder(System::nanoTime, silent);
		for (int i = 0; i < 2; i++) {
			recorder.message(true, i + 1, records.get(i), 9, records.get(i).length - 9, records.get(i).length - 9);
		}
		for (int i = 0; i < times; i++) {
			recorder.record(false, headers.get(2));
			recorder.alert(false, 2, 48);
		}
		return threads.getThreadAllocatedBytes(id) - before;
	}

	@Test
	void recordsWhenTheyAreMutatedAtRandomNeverThrowAndStayPrintable() {
		Random random = new Random(20261125);
		List<byte[]> seeds = List.of(
				HelloBytes.client()
					.versions(0x0304, 0x0303)
					.serverName("a.example")
					.alpn("h2", "http/1.1")
					.groups(29, 23)
					.suites(0x1301)
					.record(),
				HelloBytes.server(0x1302).version13().keyShare(29).record(), HelloBytes.retry().version13().record(),
				UNKNOWN_CA, HelloBytes.record(22, HelloBytes.message(12, "03001dffffffff")), APPLICATION_DATA);
		for (int round = 0; round < 20_000; round++) {
			FlightRecorder mutated = new FlightRecorder(() -> 0, new Silence());
			HandshakeObserver observer = new HandshakeObserver(mutated);
			for (int i = random.nextInt(6); i >= 0; i--) {
				byte[] record = seeds.get(random.nextInt(seeds.size())).clone();
				for (int hit = random.nextInt(5); hit > 0; hit--) {
					record[random.nextInt(record.length)] = (byte) random.nextInt(256);
				}
				RecordHeader header = new RecordHeader(record[0] & 0xff, 3, 3,
						random.nextInt(4) == 0 ? random.nextInt(record.length - 4) : record.length - 5);
				if (random.nextBoolean()) {
					observer.received(record, 0, header);
				}
				else {
					observer.sent(record, 0, header);
				}
				mutated.received(record);
			}
			assertThat(mutated.lines(SslReason.PROTOCOL_ERROR)).as("round %d", round)
				.hasSizeLessThanOrEqualTo(26)
				.allSatisfy((line) -> assertThat(line).hasSizeLessThan(600).matches("[ -~]+"));
		}
	}

	@Test
	void clientHelloWhenItEndsAnywhereIsMalformedOrWhole() {
		String whole = HelloBytes.client()
			.versions(0x0304)
			.serverName("a.example")
			.alpn("h2")
			.groups(29)
			.suites(0x1301)
			.body();
		// Without extensions it is whole as well.
		int bare = (2 + 32 + 1 + 2 + 2 + 2) * 2;
		for (int length = 0; length < whole.length(); length += 2) {
			FlightRecorder cut = new FlightRecorder(() -> 0, new Silence());
			cut.received(HelloBytes.record(22, HelloBytes.message(1, whole.substring(0, length))));
			String line = cut.lines(SslReason.PROTOCOL_ERROR).get(0);
			if (length == bare) {
				assertThat(line).doesNotContain("malformed");
			}
			else {
				assertThat(line).as("%d bytes", length / 2).contains("malformed");
			}
		}
		FlightRecorder longer = new FlightRecorder(() -> 0, new Silence());
		longer.received(HelloBytes.record(22, HelloBytes.message(1, whole + "00")));
		assertThat(longer.lines(SslReason.PROTOCOL_ERROR)).first().asString().contains("sni=a.example", "malformed");
	}

	@Test
	void secretsWhenAHelloIsFullOfThemAreNotInTheLines() {
		String marker = "5ec1e7";
		String secret = marker.repeat(16);
		byte[] hello = HelloBytes.client()
			.random(secret.substring(0, 64))
			.extension(51, "0062001d005e" + secret)
			.extension(35, secret)
			.extension(41, secret)
			.record();
		FlightRecorder recorder = new FlightRecorder(() -> 0, new Silence());
		recorder.received(hello);
		assertThat(recorder.lines(SslReason.CLOSED)).first()
			.asString()
			.contains("session=offered")
			.doesNotContain(marker);
	}

}

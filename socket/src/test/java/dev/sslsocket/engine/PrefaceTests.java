package dev.sslsocket.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SNIHostName;

import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class PrefaceTests {

	private static final byte[] HELLO = hello();

	private static final Preface READ = ofClient(HELLO);

	@Test
	void ofClientWhenTheHelloIsTheJdksReadsIt() {
		ClientHello hello = ((Preface.Hello) ofClient(HELLO)).hello();
		assertThat(hello.serverName()).isEqualTo("orders.example");
		assertThat(hello.alpn()).containsExactly("h2", "http/1.1");
		assertThat(hello.groups()).containsSubsequence(29, 23, 24, 25);
		assertThat(hello.groups().contains(256)).isEqualTo(EngineUnderTest.can(EngineFeature.FINITE_FIELD));
		assertThat(hello.signatures()).startsWith(0x0403).contains(0x0804, 0x0601);
	}

	@Test
	void ofClientWhenBytesComeOneByOneWaitsForTheLast() {
		for (int length = 0; length < HELLO.length; length++) {
			assertThat(Preface.ofClient(HELLO, 0, length)).as("%d bytes", length)
				.isEqualTo(new Preface.NeedMore((length < 9) ? 1 : HELLO.length - length));
		}
	}

	@Test
	void ofClientWhenBytesStandBehindOthersReadsThem() {
		byte[] shifted = new byte[HELLO.length + 7];
		System.arraycopy(HELLO, 0, shifted, 7, HELLO.length);
		assertThat(Preface.ofClient(shifted, 7, HELLO.length)).isEqualTo(READ);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 5, 100 })
	void ofClientWhenTheHelloIsCutIntoRecordsJoinsThem(int size) {
		byte[] cut = fragmented(size);
		assertThat(ofClient(cut)).isEqualTo(READ);
		for (int length = 0; length < cut.length; length++) {
			assertThat(Preface.ofClient(cut, 0, length)).isInstanceOfSatisfying(Preface.NeedMore.class,
					(more) -> assertThat(more.atLeast()).isPositive());
		}
	}

	@Test
	void ofClientWhenMoreFollowsTheHelloLeavesIt() {
		assertThat(ofClient(join(HELLO, new byte[] { 20, 3, 3, 0, 1, 1 }))).isEqualTo(READ);
		assertThat(ofClient(join(HELLO, new byte[] { 99 }))).isEqualTo(READ);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			20030300010199, another record
			150303000201001603, an alert
			1603010000, an empty record
			160200000100, another version
			16030148FF01, a record too long
			""")
	void ofClientWhenAHelloIsInterruptedSaysNotTls(String hex, String what) {
		byte[] begun = Arrays.copyOf(fragmented(100), 105);
		assertThat(ofClient(begun)).isInstanceOf(Preface.NeedMore.class);
		assertThat(ofClient(join(begun, HexFormat.of().parseHex(hex)))).as(what).isInstanceOf(Preface.NotTls.class);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			'GET / HTTP/1.1\r\nHost: x\r\n\r\n', GET / HTTP/1.1
			'SSH-2.0-OpenSSH_9.2\r\n', SSH-2.0-OpenSSH_9.2
			'EHLO \u00fc\u0007there', EHLO ??there
			X, X
			""")
	void ofClientWhenAnotherProtocolSpeaksSaysItsFirstLine(String text, String firstLine) {
		byte[] bytes = text.replace("\\r\\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(ofClient(bytes)).isEqualTo(new Preface.NotTls(firstLine));
	}

	@Test
	void ofClientWhenTheFirstLineIsLongKeepsItShort() {
		assertThat(ofClient("G".repeat(1000).getBytes(StandardCharsets.US_ASCII)))
			.isEqualTo(new Preface.NotTls("G".repeat(60)));
	}

	@Test
	void ofClientWhenTheSecondByteIsNotTlsKnowsIt() {
		assertThat(ofClient(new byte[] { 22, 'x' })).isInstanceOf(Preface.NotTls.class);
	}

	@Test
	void ofClientWhenTheFirstMessageIsNoClientHelloSaysNotTls() {
		assertThat(ofClient(new byte[] { 22, 3, 1, 0, 4, 2 })).isInstanceOf(Preface.NotTls.class);
		assertThat(ofClient(new byte[] { 22, 3, 1, 0, 4, 1 })).isInstanceOf(Preface.NeedMore.class);
	}

	@Test
	void ofClientWhenTheFirstRecordIsEmptyOrTooLongSaysNotTls() {
		assertThat(ofClient(new byte[] { 22, 3, 1, 0, 0 })).isInstanceOf(Preface.NotTls.class);
		assertThat(ofClient(new byte[] { 22, 3, 1, 0x48, 1 })).isInstanceOf(Preface.NotTls.class);
		assertThat(ofClient(new byte[] { 22, 3, 1, 0x48, 0 })).isInstanceOf(Preface.NeedMore.class);
	}

	@Test
	void ofClientWhenTheHelloIsLargerThanTheEngineTakesSaysSoAtOnce() {
		assertThat(ofClient(new byte[] { 22, 3, 1, 0x40, 0, 1, 0, (byte) 0x80, 1 }))
			.isInstanceOfSatisfying(Preface.Refused.class, (refused) -> {
				assertThat(refused.fault().reason()).isEqualTo(SslReason.CLIENT_HELLO_TOO_LARGE);
				assertThat(refused.fault()).hasMessage("its ClientHello has 32769 bytes, and at most 32768 are taken");
			});
		assertThat(ofClient(new byte[] { 22, 3, 1, 0x40, 0, 1, 0, (byte) 0x80, 0 }))
			.isEqualTo(new Preface.NeedMore(32768));
	}

	@Test
	void ofClientWhenTheHelloIsAsLargeAsTheEngineTakesReadsIt() {
		byte[] message = largest();
		assertThat(ofClient(records(message, 16384)))
			.isEqualTo(new Preface.Hello(new ClientHello(null, List.of(), List.of(), List.of(), List.of(), false)));
	}

	// Who asks again only when NeedMore says so does bounded work, however it drips.
	@Test
	void ofClientWhenTheLargestHelloComesInRecordsOfOneByteIsAskedFewTimes() {
		byte[] records = records(largest(), 1);
		assertThat(records).hasSize(6 * (4 + Preface.MAX_CLIENT_HELLO));
		int asked = 1;
		int length = 0;
		while (Preface.ofClient(records, 0, length) instanceof Preface.NeedMore more) {
			length += more.atLeast();
			asked++;
		}
		assertThat(length).isEqualTo(records.length);
		assertThat(Preface.ofClient(records, 0, length)).isInstanceOf(Preface.Hello.class);
		assertThat(asked).isLessThan(100);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 4, 5, 100 })
	void joinedWhenTheHelloIsCutIntoRecordsMakesItOne(int size) {
		byte[] more = { 20, 3, 3, 0, 1, 1, 23 };
		byte[] whole = fragmented(16384);
		assertThat(Preface.joined(fragmented(size))).isEqualTo(whole);
		assertThat(Preface.joined(join(fragmented(size), more))).isEqualTo(join(whole, more));
	}

	@Test
	void joinedWhenTheHelloIsWholeReturnsItAsItIs() {
		assertThat(Preface.joined(HELLO)).isSameAs(HELLO);
		byte[] more = join(HELLO, new byte[] { 22, 3, 3, 0, 1, 1 });
		assertThat(Preface.joined(more)).isSameAs(more);
	}

	@Test
	void joinedWhenTheLastRecordIsNotWholeYetLeavesIt() {
		byte[] cut = fragmented(100);
		byte[] begun = Arrays.copyOf(cut, cut.length - 3);
		byte[] joined = Preface.joined(begun);
		assertThat(joined.length).isLessThan(begun.length);
		assertThat(Arrays.copyOfRange(joined, joined.length - 20, joined.length))
			.isEqualTo(Arrays.copyOfRange(begun, begun.length - 20, begun.length));
	}

	@Test
	void joinedWhenTheHelloIsTheLargestFillsRecords() {
		assertThat(Preface.joined(records(largest(), 1))).isEqualTo(records(largest(), 16384));
	}

	/** As large as it may be by one unknown extension. */
	private static byte[] largest() {
		byte[] message = new byte[4 + Preface.MAX_CLIENT_HELLO];
		message[0] = 1;
		message[2] = (byte) 0x80;
		int extension = 4 + 2 + 32 + 1 + 2 + 1 + 2;
		ByteBuffer.wrap(message)
			.putShort(extension, (short) 0x0a0a)
			.putShort(extension + 2, (short) (message.length - extension - 4));
		return message;
	}

	@Test
	void ofClientWhenAnyByteOfTheHelloIsWrongNeverThrows() {
		for (int at = 0; at < HELLO.length; at++) {
			for (int value : new int[] { 0, 1, 0x7f, 0x80, 0xff }) {
				byte[] damaged = HELLO.clone();
				damaged[at] = (byte) value;
				assertThatCode(() -> ofClient(damaged)).as("byte %d is %d", at, value).doesNotThrowAnyException();
			}
		}
	}

	@Test
	void ofClientWhenTheHelloEndsAnywhereNeverThrows() {
		for (int length = 0; length < HELLO.length - 9; length++) {
			byte[] message = Arrays.copyOfRange(HELLO, 5, 9 + length);
			message[2] = (byte) (length >> 8);
			message[3] = (byte) length;
			byte[] records = records(message, 16384);
			assertThatCode(() -> assertThat(ofClient(records)).isInstanceOf(Preface.Hello.class)).as("%d bytes", length)
				.doesNotThrowAnyException();
		}
	}

	@ParameterizedTest
	@CsvSource({ "16, NeedMore", "160303, NeedMore", "1603030001, ServerRecord", "1503030002, ServerRecord",
			"1403030001, NotTls", "1604030001, NotTls", "1503030000, NotTls", "1603034801, NotTls", "'', NeedMore" })
	void ofServerWhenItAnswersTellsTlsFromTheRest(String hex, String expected) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		assertThat(Preface.ofServer(bytes, 0, bytes.length).getClass().getSimpleName()).isEqualTo(expected);
	}

	@Test
	void ofServerWhenItSpeaksHttpSaysItsFirstLine() {
		byte[] bytes = "HTTP/1.1 400 Bad Request\r\nServer: x\r\n".getBytes(StandardCharsets.US_ASCII);
		assertThat(Preface.ofServer(bytes, 0, bytes.length)).isEqualTo(new Preface.NotTls("HTTP/1.1 400 Bad Request"));
	}

	private static Preface ofClient(byte[] bytes) {
		return Preface.ofClient(bytes, 0, bytes.length);
	}

	private static byte[] fragmented(int size) {
		return records(Arrays.copyOfRange(HELLO, 5, HELLO.length), size);
	}

	private static byte[] records(byte[] message, int size) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int at = 0; at < message.length; at += size) {
			int length = Math.min(size, message.length - at);
			records.writeBytes(
					ByteBuffer.allocate(5).put((byte) 22).putShort((short) 0x301).putShort((short) length).array());
			records.write(message, at, length);
		}
		return records.toByteArray();
	}

	private static byte[] join(byte[] first, byte[] second) {
		return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
	}

	private static byte[] hello() {
		TlsEngine client = EngineSide.with().parameters((parameters) -> {
			parameters.setServerNames(List.of(new SNIHostName("Orders.Example")));
			parameters.setApplicationProtocols(new String[] { "h2", "http/1.1" });
		}).client(1);
		try {
			client.handshake();
		}
		catch (TlsFault ex) {
			throw new IllegalStateException(ex);
		}
		return client.outgoing().drain();
	}

}

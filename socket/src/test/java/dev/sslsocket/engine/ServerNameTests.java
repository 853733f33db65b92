package dev.sslsocket.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ServerName}.
 */
class ServerNameTests {

	private static final String LONGEST = ("a".repeat(63) + ".").repeat(3) + "a".repeat(61);

	@Test
	void parseWhenTheNameIsInAnyCaseLowersIt() throws TlsFault {
		assertThat(parse(list(host("WwW.Example.COM")))).isEqualTo("www.example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "xn--bcher-kva.example", "a.b", "1.example", "127.0.0.1", "a-b.c--d" })
	void parseWhenTheNameIsAHostNameReturnsIt(String name) throws TlsFault {
		assertThat(parse(list(host(name)))).isEqualTo(name);
	}

	@Test
	void parseWhenTheNameIsAsLongAsDnsAllowsReturnsIt() throws TlsFault {
		assertThat(LONGEST).hasSize(253);
		assertThat(parse(list(host(LONGEST)))).isEqualTo(LONGEST);
		assertThat(refusal(list(host(LONGEST + "a")))).isEqualTo(SslReason.UNRECOGNIZED_NAME);
	}

	@Test
	void parseWhenOnlyUnknownTypesAreListedReturnsNothing() throws TlsFault {
		assertThat(parse(list(name(1, "x")))).isNull();
		assertThat(parse(list(name(1, "x"), host("a.example")))).isEqualTo("a.example");
	}

	static Stream<String> noHostNames() {
		return Stream.of("a.example.", ".example", "a..b", "a_b.example", "a b.example", "::1", "*.example",
				"-a.example", "a-.example", "a\0b.example", "b\u00fccher.example", "a\nb", "\u0130", "a".repeat(64),
				"a".repeat(300), "x".repeat(30_000));
	}

	@ParameterizedTest
	@MethodSource("noHostNames")
	void parseWhenTheNameCanBeNoHostsIsRefusedInShortAndPrintableWords(String name) {
		TlsFault fault = catchThrowableOfType(TlsFault.class, () -> parse(list(host(name))));
		assertThat(fault.reason()).isEqualTo(SslReason.UNRECOGNIZED_NAME);
		assertThat(fault.getMessage()).startsWith("asked for '").matches("[\\x20-\\x7e…]{1,130}");
	}

	static Stream<Arguments> malformed() {
		return Stream.of(Arguments.of("no list", ""), Arguments.of("empty list", "0000"),
				Arguments.of("empty name", "0003000000"), Arguments.of("list too short", "0003000001"),
				Arguments.of("list too long", "000600000161"), Arguments.of("name too long", "00040000ff61"),
				Arguments.of("byte behind the list", "000400000161ff"), Arguments.of("half a name", "00020000"),
				Arguments.of("two host names", "00080000016100000162"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("malformed")
	void parseWhenTheListIsMalformedBreaksTheProtocol(String what, String hex) {
		assertThat(refusal(HexFormat.of().parseHex(hex))).isEqualTo(SslReason.PROTOCOL_ERROR);
	}

	private static SslReason refusal(byte[] extension) {
		return catchThrowableOfType(TlsFault.class, () -> parse(extension)).reason();
	}

	private static String parse(byte[] extension) throws TlsFault {
		return ServerName.parse(ByteBuffer.wrap(extension));
	}

	private static byte[] host(String name) {
		return name(0, name);
	}

	private static byte[] name(int type, String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(3 + bytes.length).put((byte) type).putShort((short) bytes.length).put(bytes).array();
	}

	private static byte[] list(byte[]... names) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] name : names) {
			all.writeBytes(name);
		}
		return ByteBuffer.allocate(2 + all.size()).putShort((short) all.size()).put(all.toByteArray()).array();
	}

}

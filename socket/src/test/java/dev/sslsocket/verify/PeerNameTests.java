package dev.sslsocket.verify;

import java.util.Random;

import dev.sslsocket.verify.PeerName.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerName}.
 */
class PeerNameTests {

	@ParameterizedTest
	@CsvSource({ "orders.example, orders.example", "Orders.EXAMPLE, oRDERS.example", "orders.example., orders.example",
			"orders.example, orders.example.", "localhost, localhost", "a.orders.example, *.orders.example",
			"A.orders.example., *.ORDERS.example", "_dmarc.example.com, _dmarc.example.com",
			"xn--bcher-kva.example, xn--bcher-kva.example", "bücher.example, xn--bcher-kva.example",
			"BÜCHER。example, xn--bcher-kva.example", "bücher.example.com, *.example.com" })
	void matchesDnsWhenNameIsCovered(String expected, String presented) {
		assertThat(covers(expected, presented)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "orders.example, order.example", "orders.example, example", "orders.example, orders.example.com",
			"orders.example.com, *.example", "a.b.orders.example, *.orders.example", "orders.example, *.orders.example",
			"orders.example, *.example", "localhost, *", "com.example, *.*", "a.orders.example, a*.orders.example",
			"ab.orders.example, a*.orders.example", "ab.orders.example, *b.orders.example", "a.b.example, a.*.example",
			"a.b.example, *.*.example", "a.b.example.com, **.example.com", "orders.example, ''", "orders.example, .",
			"orders.example, .example", "orders.example, orders..example", "orders.example, ' orders.example'",
			"orders.example, orders.example..", "127.0.0.1, 127.0.0.1", "::1, ::1", "a.-b.example, *.-b.example" })
	void matchesDnsWhenNameIsNotCovered(String expected, String presented) {
		PeerName name = PeerName.parse(expected);
		assertThat(name != null && covers(expected, presented)).isFalse();
	}

	@Test
	void matchesDnsWhenPresentedNameHasNulRefuses() {
		assertThat(covers("orders.example", "orders.example\0.evil.example")).isFalse();
		assertThat(covers("orders.example", "orders.example\0")).isFalse();
		assertThat(covers("a.orders.example", "*.orders\0.example")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, 127.0.0.1", "::1, ::1", "[::1], 0:0:0:0:0:0:0:1", "[::1]:8443, ::1",
			"fe80::1%eth0, fe80::1", "[fe80::1%25eth0], fe80::1", "2001:DB8::1, 2001:db8::1", "127.0.0.1., 127.0.0.1",
			"１２７.0.0.1, 127.0.0.1" })
	void matchesAddressWhenAddressIsTheSame(String expected, String presented) {
		assertThat((name(expected).compareAddress(presented) == Coverage.FULL)).isTrue();
		assertThat(covers(expected, presented)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1, 127.0.0.2", "127.0.0.1, ::ffff:7f00:1", "::ffff:127.0.0.1, 127.0.0.1", "::1, ::2",
			"localhost, 127.0.0.1", "127.0.0.1, invalid:7f000001", "127.0.0.1, 127.0.0.1/255.255.255.255" })
	void matchesAddressWhenAddressDiffers(String expected, String presented) {
		assertThat((name(expected).compareAddress(presented) == Coverage.FULL)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a..b", "-a.example", "a-.example", "a b", "orders.example:443", "a/b",
			"*.orders.example", "orders.example\0", "orders.example\n", "999.0.0.1", "127.1", "host.1", "[::1", "[]",
			"[127.0.0.1]", "[127.0.0.1]:443", "127.0.0.1%eth0", "[::1].", "[::1]x", "[::1]:", "[::1]:123456", "::g",
			"user@orders.example", "a123456789b123456789c123456789d123456789e123456789f123456789g1234.example",
			"\ud800.example" })
	void parseWhenTextNamesNobodyReturnsNothing(String text) {
		assertThat(PeerName.parse(text)).isNull();
	}

	// U+212A is a k to whoever compares without regard to case.
	@Test
	void compareWhenAKelvinSignIsPresentedIsNoK() {
		for (Wildcards wildcards : Wildcards.values()) {
			assertThat(name("kelvin.example.com").compareDns("\u212aelvin.example.com", wildcards))
				.isEqualTo(Coverage.NONE);
			assertThat(name("kelvin.example.com").compareDns("\u212a*.example.com", wildcards))
				.isEqualTo(Coverage.NONE);
			assertThat(name("www.kelvin.com").compareDns("*.\u212aelvin.com", wildcards)).isEqualTo(Coverage.NONE);
		}
	}

	@Test
	void parseWhenNameIsTooLongReturnsNothing() {
		assertThat(PeerName.parse("a.".repeat(126) + "b")).isNotNull();
		assertThat(PeerName.parse("a.".repeat(127) + "b")).isNull();
	}

	@Test
	void matchesWhenTextIsRandomNeverThrowsAndNeverMatchesAnotherName() {
		Random random = new Random(20261123);
		char[] alphabet = "aA*.-_:[]%0\0é。orders.example".toCharArray();
		for (int i = 0; i < 50_000; i++) {
			StringBuilder text = new StringBuilder();
			random.ints(random.nextInt(20), 0, alphabet.length).forEach((index) -> text.append(alphabet[index]));
			PeerName.parse(text.toString());
			boolean matches = covers("a.orders.example", text.toString());
			assertThat(matches).as(text.toString())
				.isEqualTo(text.toString().matches("(?i)(a|\\*)\\.orders\\.example\\.?"));
		}
	}

	private static boolean covers(String expected, String presented) {
		return name(expected).compareDns(presented, Wildcards.WHOLE_LABEL) == Coverage.FULL;
	}

	private static PeerName name(String text) {
		PeerName name = PeerName.parse(text);
		assertThat(name).as(text).isNotNull();
		return name;
	}

}

package dev.sslsocket.verify;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AsciiName}.
 */
class AsciiNameTests {

	@ParameterizedTest
	@CsvSource({ "bücher.example, xn--bcher-kva.example", "BÜCHER.Example, xn--bcher-kva.example",
			"bücher.example., xn--bcher-kva.example", "bücher。example。, xn--bcher-kva.example",
			"пример.рф, xn--e1afmkfd.xn--p1ai", "例え.jp, xn--r8jz45g.jp", "ｅｘａｍｐｌｅ.com, example.com",
			"www.Orders.example., www.Orders.example", "a_b.example, a_b.example",
			"xn--bcher-kva.example, xn--bcher-kva.example", "ΟΔΟΣ.example, xn--pxavbq.example" })
	void ofWhenNameHasOneFormReturnsIt(String name, String expected) {
		assertThat(AsciiName.of(name)).isEqualTo(expected);
	}

	// In IDNA 2003 they are ss, σ and nothing; in IDNA 2008 letters of their own.
	@ParameterizedTest
	@ValueSource(strings = { "straße.example", "ὀδός.example", "a\u200cb.example", "a\u200db.example" })
	void ofWhenTheStandardsDisagreeReturnsNothing(String name) {
		assertThat(AsciiName.of(name)).isNull();
		assertThat(PeerName.parse(name)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud800.example", "b\u00fccher..example", "b\u00fccher example", "\u00fc\0.example",
			"\u00fc_a.example", "\u1e9e.example", "\u00e4@\u00e4", "-\u00e4-.example" })
	void ofWhenNameHasNoFormReturnsNothing(String name) {
		assertThat(AsciiName.of(name)).isNull();
	}

	@Test
	void ofWhenNameIsTooLongIsNoPeersName() {
		assertThat(PeerName.parse("\u00e4".repeat(80) + ".example")).isNull();
		assertThat(PeerName.parse("\u00e4.".repeat(200) + "example")).isNull();
	}

}

package dev.sslsocket.verify;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IpLiteral}.
 */
class IpLiteralTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::", "1::", "2001:db8::1",
			"2001:DB8:0:0:0:0:0:1", "1:2:3:4:5:6:7:8", "fe80::1:0:0", "64:ff9b::192.0.2.33" })
	void parseWhenLiteralIsStrictAgreesWithTheJdk(String text) throws Exception {
		assertThat(IpLiteral.parse(text)).isEqualTo(InetAddress.getByName(text).getAddress());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "127.1", "127.0.0", "127.0.0.1.", ".127.0.0.1", "127.0.0.01", "0177.0.0.1",
			"0x7f.0.0.1", "256.0.0.1", "127.0.0.-1", "127.0.0.+1", " 127.0.0.1", "127.0.0.1 ", "١.0.0.1", "a.b.c.d",
			":", ":::", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "::1:2:3:4:5:6:7:8",
			"1:2:3:4:5:6:7:8::", "12345::", "g::", "::1%lo", "[::1]", "1.2.3.4::", "::1.2.3.4:5", "::1.2.3",
			"::1\u0000", "::+1" })
	void parseWhenLiteralIsAnythingElseIsNothing(String text) {
		assertThat(IpLiteral.parse(text)).isNull();
	}

	@Test
	void parseWhenAddressIsMappedKeepsSixteenBytes() {
		assertThat(IpLiteral.parse("::ffff:127.0.0.1")).hasSize(16).endsWith(0xff, 0xff, 127, 0, 0, 1);
	}

}

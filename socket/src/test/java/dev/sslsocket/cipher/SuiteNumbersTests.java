package dev.sslsocket.cipher;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SuiteNumbersTests {

	@Test
	@RequiresProgram("openssl")
	void nameWhenOpensslKnowsTheSuiteIsItsOwn() throws Exception {
		Pattern line = Pattern.compile("0x(..),0x(..) - (\\S+) +- (\\S+) .*");
		List<Matcher> rows;
		try (RunningProgram openssl = RunningProgram.start("openssl", "ciphers", "-V", "-stdname",
				"ALL:COMPLEMENTOFALL:@SECLEVEL=0")) {
			openssl.awaitExit();
			rows = openssl.standardOutput()
				.lines()
				.map(String::strip)
				.map(line::matcher)
				.filter(Matcher::matches)
				.toList();
		}
		assertThat(rows).hasSizeGreaterThan(100)
			.allSatisfy((row) -> assertThat(SuiteNumbers.name(Integer.parseInt(row.group(1) + row.group(2), 16)))
				.isEqualTo(row.group(3)));
	}

	@Test
	void nameWhenNobodyKnowsItIsWrittenAsIs() {
		assertThat(SuiteNumbers.name(0xfefe)).isEqualTo("0xfefe");
	}

}

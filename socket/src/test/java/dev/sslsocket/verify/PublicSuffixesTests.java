package dev.sslsocket.verify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link PublicSuffixes}, by rows of the kinds that the list's publishers test:
 * plain, wildcard and exception rules, names of other scripts, names nobody lists.
 */
class PublicSuffixesTests {

	private static final String ROWS = """
			# plain rules
			com, com
			example.com, com
			b.example.com, com
			a.b.example.com, com
			biz, biz
			domain.biz, biz
			co.uk, co.uk
			example.co.uk, co.uk
			uk, uk
			example.uk, uk
			uk.com, com
			example.uk.com, com
			test.ac, ac
			com.ac, com.ac
			x.y.com.ac, com.ac
			# only a wildcard rule
			mm, mm
			c.mm, c.mm
			b.c.mm, c.mm
			a.b.c.mm, c.mm
			# rules on several floors
			jp, jp
			test.jp, jp
			ac.jp, ac.jp
			test.ac.jp, ac.jp
			kyoto.jp, kyoto.jp
			test.kyoto.jp, kyoto.jp
			ide.kyoto.jp, ide.kyoto.jp
			b.ide.kyoto.jp, ide.kyoto.jp
			us, us
			ak.us, ak.us
			k12.ak.us, k12.ak.us
			test.k12.ak.us, k12.ak.us
			# a wildcard rule and an exception to it
			kobe.jp, jp
			c.kobe.jp, c.kobe.jp
			b.c.kobe.jp, c.kobe.jp
			city.kobe.jp, kobe.jp
			www.city.kobe.jp, kobe.jp
			ck, ck
			test.ck, test.ck
			b.test.ck, test.ck
			www.ck, ck
			www.www.ck, ck
			sch.uk, uk
			eton.sch.uk, eton.sch.uk
			# other scripts
			xn--fiqs8s, xn--fiqs8s
			xn--85x722f.xn--fiqs8s, xn--fiqs8s
			xn--85x722f.xn--55qx5d.cn, xn--55qx5d.cn
			www.xn--85x722f.xn--55qx5d.cn, xn--55qx5d.cn
			xn--p1ai, xn--p1ai
			www.example.xn--p1ai, xn--p1ai
			xn--bcher-kva.com, com
			# nobody lists them
			local, local
			printer.local, local
			a.b.local, local
			internal, internal
			example, example
			a.example, example
			cluster.local, local
			localhost, localhost
			# listed as infrastructure
			arpa, arpa
			nas.home.arpa, home.arpa
			1.0.0.127.in-addr.arpa, in-addr.arpa
			# the private part of the list does not count
			bucket.s3.amazonaws.com, com
			me.github.io, io
			x.blogspot.com, com
			""";

	@ParameterizedTest
	@CsvSource(textBlock = ROWS)
	void ofWhenNameIsGivenReturnsTheLongestSuffix(String name, String suffix) {
		assertThat(PublicSuffixes.of(name)).isEqualTo(suffix);
	}

	/**
	 * The module's own library, by its own list. It has no suffix for names that are no
	 * rule themselves, and lists of its age do not know {@code home.arpa}.
	 */
	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void moduleWhenAskedTheSameRowsAgrees() {
		Map<String, String> expected = new LinkedHashMap<>();
		ROWS.lines().filter((line) -> !line.startsWith("#")).map((line) -> line.split(", ")).forEach((row) -> {
			boolean listed = !row[1].matches("local|internal|example|localhost") && !row[0].matches("mm|ck");
			if (!row[0].endsWith("home.arpa")) {
				expected.put(row[0], listed ? row[1] : "");
			}
		});
		List<String> command = new ArrayList<>(List.of("perl", "-MIO::Socket::SSL::PublicSuffix", "-e",
				"my $list = IO::Socket::SSL::PublicSuffix->default(min_suffix => 0);"
						+ " print $_, ' ', scalar $list->public_suffix($_), qq(\n) for @ARGV"));
		command.addAll(expected.keySet());
		try (RunningProgram perl = RunningProgram.start(command.toArray(String[]::new))) {
			assertThat(perl.awaitExit()).as(perl.standardError()).isZero();
			assertThat(perl.standardOutput().lines().map((line) -> line.split(" ", -1)))
				.extracting((row) -> row[0], (row) -> row[1])
				.containsExactlyElementsOf(
						expected.entrySet().stream().map((row) -> tuple(row.getKey(), row.getValue())).toList());
		}
	}

	@ParameterizedTest
	@CsvSource({ "www.example.com, *.example.com, FULL", "example.com, *.com, TOO_WIDE", "www.ck, *.ck, TOO_WIDE",
			"a.www.ck, *.www.ck, FULL", "example.ck, *.ck, TOO_WIDE", "www.example.ck, *.example.ck, TOO_WIDE",
			"a.www.example.ck, *.www.example.ck, FULL", "city.kobe.jp, *.kobe.jp, TOO_WIDE",
			"www.city.kobe.jp, *.city.kobe.jp, FULL", "nas.home.arpa, *.home.arpa, TOO_WIDE",
			"printer.local, *.local, TOO_WIDE", "printer.office.local, *.office.local, FULL",
			"bucket.s3.amazonaws.com, *.s3.amazonaws.com, FULL", "пример.рф, *.рф, NONE",
			"пример.рф, *.xn--p1ai, TOO_WIDE", "example.co.uk., *.co.uk., TOO_WIDE", "example.com, *.org, NONE" })
	void wildcardWhenItStandsDirectlyBelowASuffixIsTooWide(String name, String presented, PeerName.Coverage expected) {
		PeerName peer = PeerName.parse(name);
		assertThat(peer).isNotNull();
		assertThat(peer.compareDns(presented, Wildcards.WHOLE_LABEL)).isEqualTo(expected);
		assertThat(peer.compareDns(presented, Wildcards.PART_OF_LABEL)).isEqualTo(expected);
	}

	@Test
	void dateWhenReadIsTheDayOnWhichTheListWasMade() {
		assertThat(PublicSuffixes.date()).isBetween(LocalDate.of(2026, 10, 6), LocalDate.of(2126, 1, 1));
	}

}

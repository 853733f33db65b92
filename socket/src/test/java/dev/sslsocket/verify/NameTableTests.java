package dev.sslsocket.verify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.verify.NameTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every cell of {@code names.txt}: the seed family's golden table and more of its kind.
 */
class NameTableTests {

	static Stream<Arguments> cells() {
		return NameTable.rows()
			.stream()
			.flatMap((row) -> row.accepted()
				.entrySet()
				.stream()
				.map((cell) -> Arguments.of(row, cell.getKey(), cell.getValue())));
	}

	@ParameterizedTest(name = "{0} by {1}: {2}")
	@MethodSource("cells")
	void checkWhenRowIsComparedBySchemeDecidesAsTheTable(Row row, HostnameScheme scheme, boolean accepted) {
		Finding finding = NameCheck.check(scheme, List.of(row.leaf()), row.host());
		assertThat(finding == null).as(() -> String.valueOf(finding)).isEqualTo(accepted);
	}

	@Test
	void tableWhenReadHasTheGoldenRowsAndMoreThanTheSeedsOwnTest() {
		List<Row> rows = NameTable.rows();
		assertThat(rows.stream().filter(Row::golden)).hasSize(24);
		assertThat(rows.stream().filter((row) -> !row.golden())).hasSizeGreaterThanOrEqualTo(78);
	}

	// The default is never laxer than a scheme that one turns to for old certificates.
	@Test
	void rfc9525WhenItAcceptsIsNeverTheOnlyOne() {
		assertThat(NameTable.rows()).allSatisfy((row) -> {
			if (row.accepted().get(HostnameScheme.RFC9525)) {
				assertThat(row.accepted().get(HostnameScheme.DEFAULT)).as(row.toString()).isTrue();
			}
		});
	}

	@Test
	void defaultWhenAnySchemeAcceptsAcceptsToo() {
		assertThat(NameTable.rows()).allSatisfy((row) -> assertThat(row.accepted().get(HostnameScheme.DEFAULT))
			.isEqualTo(row.accepted().containsValue(true)));
	}

	@Test
	void tableWhenReadCoversEverySchemeThatCompares() {
		assertThat(NameTable.rows()).allSatisfy((row) -> assertThat(row.accepted().keySet()).containsExactlyElementsOf(
				Arrays.stream(HostnameScheme.values()).filter((scheme) -> scheme != HostnameScheme.NONE).toList()));
	}

}

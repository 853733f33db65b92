package dev.sslsocket.benchmarks;

import java.util.List;

import dev.sslsocket.benchmarks.Table.Column;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

	private final Table table = new Table("Things", "jdk",
			List.of(new Column("speed", "a GB/s", 2), new Column("cost", "a s/GB", 1)));

	@Test
	void markdownWhenMeasuredShowsMedianRatioDirectionAndGap() {
		Results results = new Results();
		results.add("a GB/s", "jdk", 0, 2);
		results.add("a s/GB", "jdk", 0, 1200);
		results.add("a GB/s", "ours", 0, 3);
		assertThat(this.table.markdown(results)).isEqualTo("""

				### Things

				| | speed ↑ | cost ↓ |
				|---|---:|---:|
				| jdk | 2.00 | 1,200.0 |
				| ours | 3.00 (1.50) | – |
				""");
	}

	@Test
	void markdownWhenReferenceIsMissingShowsNoRatio() {
		Results results = new Results();
		results.add("a GB/s", "ours", 0, 3);
		assertThat(this.table.markdown(results)).contains("| ours | 3.00 | – |");
	}

	@Test
	void markdownWhenNothingWasMeasuredIsEmpty() {
		assertThat(this.table.markdown(new Results())).isEmpty();
	}

}

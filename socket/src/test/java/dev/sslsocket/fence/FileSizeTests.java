package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One idea per file.
 */
class FileSizeTests {

	private static final int MOST = 400;

	@Test
	void sourceWhenItGrowsStaysBelowTheLimit() {
		List<Path> sources = House.sources("main");
		sources.addAll(House.sources("test"));
		assertThat(sources).isNotEmpty();
		assertThat(sources.stream()
			.filter((file) -> lines(file) > MOST)
			.map((file) -> House.name(file) + ": " + lines(file)))
			.as("sources of more than %d lines: split them by idea", MOST)
			.isEmpty();
	}

	private static long lines(Path file) {
		return House.read(file).lines().count();
	}

}

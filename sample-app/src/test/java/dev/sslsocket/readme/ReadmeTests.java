package dev.sslsocket.readme;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the README to the code.
 */
class ReadmeTests {

	private final Page readme = Page.of("README.md");

	@Test
	void javaBlocksAreCompiledSomewhere() throws IOException {
		assertThat(this.readme.javaBlocks()).hasSizeGreaterThan(5);
		assertThat(this.readme.blocksCompiledNowhere()).isEmpty();
	}

	@Test
	void propertiesOfTheStarterAreInTheTable() throws IOException {
		assertThat(Page.properties()).hasSizeGreaterThan(20)
			.allSatisfy((name) -> assertThat(this.readme.rows())
				.anySatisfy((row) -> assertThat(row).contains("`" + name + "`")));
	}

}

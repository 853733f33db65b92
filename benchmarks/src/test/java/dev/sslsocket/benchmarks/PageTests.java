package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PageTests {

	@TempDir
	Path directory;

	private Page page;

	@BeforeEach
	void prepare() {
		this.page = new Page(this.directory.resolve("docs").resolve("performance.md"));
	}

	@Test
	void writeWhenThereIsNoPageMakesOne() throws IOException {
		this.page.write("# New\n");
		assertThat(this.page.file()).hasContent("# New\n\n" + Page.BORDER + "\n");
	}

	@Test
	void writeWhenThereIsTextByHandKeepsIt() throws IOException {
		this.page.write("# Old\n");
		Files.writeString(this.page.file(), Files.readString(this.page.file()) + "\n## Sizing\n\nBy hand.\n");
		this.page.write("# New\n");
		this.page.write("# Newer\n");
		assertThat(this.page.file()).hasContent("# Newer\n\n" + Page.BORDER + "\n\n## Sizing\n\nBy hand.\n");
	}

	@Test
	void writeWhenThereIsNoBorderLosesNothing() throws IOException {
		Files.createDirectories(this.page.file().getParent());
		Files.writeString(this.page.file(), "All by hand.\n");
		this.page.write("# New\n");
		assertThat(this.page.file()).hasContent("# New\n\n" + Page.BORDER + "\n\nAll by hand.\n");
	}

	@Test
	void picturesWhenAskedAreBesideThePage() {
		assertThat(this.page.pictures()).isEqualTo(this.directory.resolve("docs").resolve("performance"));
	}

}

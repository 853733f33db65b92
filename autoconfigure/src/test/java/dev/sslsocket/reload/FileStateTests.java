package dev.sslsocket.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FileState} and {@link FileContents}: every way in which people and
 * programs change files is seen.
 */
class FileStateTests {

	@TempDir
	private Path directory;

	private Path file;

	@BeforeEach
	void write() throws IOException {
		this.file = this.directory.resolve("tls.crt");
		Files.writeString(this.file, "one");
	}

	@Test
	void stateWhenNothingHappensIsTheSame() {
		assertThat(FileState.at(this.file)).isEqualTo(FileState.at(this.file)).hasSize(1);
	}

	@Test
	void stateWhenWrittenIsAnother() throws IOException {
		List<FileState> before = FileState.at(this.file);
		Files.writeString(this.file, "three");
		assertThat(FileState.at(this.file)).isNotEqualTo(before);
	}

	@Test
	void stateWhenAnEditorRenamesOverItIsAnother() throws IOException {
		List<FileState> before = FileState.at(this.file);
		Path edited = Files.writeString(this.directory.resolve(".tls.crt.swp"), "another");
		Files.move(edited, this.file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		assertThat(FileState.at(this.file)).isNotEqualTo(before);
	}

	// As rsync, tar and image builders leave them: one time for all files.
	@Test
	@DisabledOnOs(OS.WINDOWS)
	void stateWhenSizeAndTimeAreKeptIsAnother() throws IOException {
		FileTime epoch = FileTime.fromMillis(0);
		Files.setLastModifiedTime(this.file, epoch);
		List<FileState> before = FileState.at(this.file);
		Path copy = Files.writeString(this.directory.resolve("copy"), "two");
		Files.setLastModifiedTime(copy, epoch);
		Files.move(copy, this.file, StandardCopyOption.REPLACE_EXISTING);
		assertThat(FileState.at(this.file)).isNotEqualTo(before);
		assertThat(Files.getLastModifiedTime(this.file)).isEqualTo(epoch);
	}

	// A mounted secret: tls.crt -> ..data/tls.crt, and ..data -> ..1, which is replaced.
	@Test
	@DisabledOnOs(OS.WINDOWS)
	void stateWhenKubernetesSwapsTheDirectoryIsAnother() throws IOException {
		Path mount = Files.createDirectory(this.directory.resolve("mount"));
		for (String version : List.of("..1", "..2")) {
			Path data = Files.createDirectory(mount.resolve(version));
			Files.writeString(data.resolve("tls.crt"), "of " + version);
			Files.setLastModifiedTime(data.resolve("tls.crt"), FileTime.fromMillis(0));
		}
		Path link = Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
		Path named = Files.createSymbolicLink(mount.resolve("tls.crt"), Path.of("..data", "tls.crt"));
		List<FileState> before = FileState.at(named);
		List<FileState> directoryBefore = FileState.at(mount);
		String contentBefore = FileContents.digest(List.of(named));
		Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2"));
		Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
		assertThat(FileState.at(named)).isNotEqualTo(before);
		assertThat(FileState.at(mount)).isNotEqualTo(directoryBefore);
		assertThat(FileContents.digest(List.of(named))).isNotEqualTo(contentBefore);
	}

	@Test
	void stateWhenMissingDiffersFromAnyFile() throws IOException {
		List<FileState> before = FileState.at(this.file);
		Files.delete(this.file);
		List<FileState> missing = FileState.at(this.file);
		assertThat(missing).hasSize(1).isNotEqualTo(before).isEqualTo(FileState.at(this.file));
		Files.writeString(this.file, "one");
		assertThat(FileState.at(this.file)).isNotEqualTo(missing);
	}

	@Test
	void directoryWhenAFileComesGoesOrChangesIsAnother() throws IOException {
		Path other = this.directory.resolve("9d66eef0.0");
		List<FileState> one = FileState.at(this.directory);
		String content = FileContents.digest(List.of(this.directory));
		Files.writeString(other, "two");
		List<FileState> two = FileState.at(this.directory);
		assertThat(two).hasSize(2).isNotEqualTo(one);
		assertThat(FileContents.digest(List.of(this.directory))).isNotEqualTo(content);
		Files.writeString(other, "2");
		assertThat(FileState.at(this.directory)).isNotEqualTo(two);
		Files.delete(other);
		assertThat(FileState.at(this.directory)).isEqualTo(one);
		assertThat(FileContents.digest(List.of(this.directory))).isEqualTo(content);
	}

	@Test
	void contentWhenOnlyTouchedIsTheSame() throws IOException {
		String content = FileContents.digest(List.of(this.file));
		List<FileState> before = FileState.at(this.file);
		Files.setLastModifiedTime(this.file, FileTime.fromMillis(0));
		assertThat(FileState.at(this.file)).isNotEqualTo(before);
		assertThat(FileContents.digest(List.of(this.file))).isEqualTo(content);
		Files.writeString(this.file, "two");
		assertThat(FileContents.digest(List.of(this.file))).isNotEqualTo(content);
		Files.delete(this.file);
		assertThat(FileContents.digest(List.of(this.file))).isNotEqualTo(content);
	}

}

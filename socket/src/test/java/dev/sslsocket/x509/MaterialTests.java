package dev.sslsocket.x509;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import dev.sslsocket.failure.SslConfigurationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MaterialTests {

	private static final String PEM = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";

	@TempDir
	private Path directory;

	@Test
	void atWhenPathReadsTheFile() throws IOException {
		Path file = Files.writeString(this.directory.resolve("a b.pem"), "text");
		assertThat(Material.at(file.toString()).bytes()).asString().isEqualTo("text");
		assertThat(Material.at(file.toString()).name()).isEqualTo(file.toString());
	}

	@Test
	void atWhenFileUrlReadsTheFile() throws IOException {
		Path file = Files.writeString(this.directory.resolve("a b.pem"), "text");
		assertThat(Material.at(file.toUri().toString()).bytes()).asString().isEqualTo("text");
		assertThat(Material.at("file:" + file).bytes()).asString().isEqualTo("text");
		assertThat(Material.at("file:pom.xml").bytes()).asString().contains("<project");
	}

	@Test
	void fileOfWhenFileOrPathIsThePathThatIsRead() {
		Path file = this.directory.resolve("a b.pem");
		assertThat(Material.fileOf(file.toString())).contains(file);
		assertThat(Material.fileOf(file.toUri().toString())).contains(file);
		assertThat(Material.fileOf("file:pom.xml")).contains(Path.of("pom.xml"));
		assertThat(Material.fileOf("classpath:a.pem")).isEmpty();
		assertThat(Material.fileOf(PEM)).isEmpty();
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> Material.fileOf(" "))
			.withMessage("no location is given: the value is empty.");
	}

	@Test
	void atWhenClasspathAsksTheContextClassLoader() throws Exception {
		Files.writeString(this.directory.resolve("only-here.pem"), "text");
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = loader()) {
			Thread.currentThread().setContextClassLoader(loader);
			assertThat(Material.at("classpath:only-here.pem").bytes()).asString().isEqualTo("text");
			assertThat(Material.at("classpath:/only-here.pem").name()).isEqualTo("classpath:/only-here.pem");
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@Test
	void atWhenLoaderDoesNotFindItAsksOurOwn() throws IOException {
		String ours = Material.class.getName().replace('.', '/') + ".class";
		try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
			assertThat(Material.at("classpath:" + ours, empty).bytes()).startsWith(0xca, 0xfe, 0xba, 0xbe);
		}
	}

	@Test
	void atWhenPemTextTakesItAndHidesIt() {
		Material material = Material.at(PEM);
		assertThat(material.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo(PEM);
		assertThat(material.name()).isEqualTo("inline PEM");
		assertThat(material).hasToString("inline PEM (" + PEM.length() + " bytes)");
	}

	@Test
	void ofWhenArrayIsChangedLaterKeepsItsOwn() {
		byte[] bytes = { 1, 2, 3 };
		Material material = Material.of("m", bytes);
		bytes[0] = 9;
		material.bytes()[1] = 9;
		assertThat(material.bytes()).containsExactly(1, 2, 3);
		assertThat(material).hasToString("m (3 bytes)");
	}

	@Test
	void fileWhenMissingNamesTheNearSpelledNeighbour() throws IOException {
		Files.createFile(this.directory.resolve("server-key.pem"));
		Files.createFile(this.directory.resolve("unrelated.txt"));
		Path missing = this.directory.resolve("server_key.pem");
		refused(() -> Material.file(missing),
				"'" + missing + "' does not exist. Similar: " + this.directory.resolve("server-key.pem"));
	}

	@Test
	void fileWhenDirectoryIsMisspelledNamesTheSameFileNextDoor() throws IOException {
		Path real = Files.createFile(Files.createDirectory(this.directory.resolve("certs")).resolve("my-ca.pem"));
		Path missing = this.directory.resolve("cert/my-ca.pem");
		refused(() -> Material.file(missing), "'" + missing + "' does not exist. Similar: " + real);
	}

	@Test
	void fileWhenNothingIsSimilarSaysNoMore() {
		Path missing = this.directory.resolve("no/such/file.pem");
		refused(() -> Material.file(missing), "'" + missing + "' does not exist.");
	}

	@Test
	void atWhenClasspathDirectoryIsMisspelledNamesTheResource() throws IOException {
		Files.createFile(Files.createDirectory(this.directory.resolve("certs")).resolve("my-ca.pem"));
		try (URLClassLoader loader = loader()) {
			refused(() -> Material.at("classpath:cert/my-ca.pem", loader),
					"'classpath:cert/my-ca.pem' does not exist. Similar: classpath:certs/my-ca.pem");
			refused(() -> Material.at("classpath:certs/myca.pem", loader),
					"'classpath:certs/myca.pem' does not exist. Similar: classpath:certs/my-ca.pem");
			refused(() -> Material.at("classpath:my-ca.pem", loader),
					"'classpath:my-ca.pem' does not exist. Similar: classpath:certs/my-ca.pem");
		}
	}

	@Test
	void atWhenResourceIsInAJarNamesIt() throws IOException {
		Path jar = this.directory.resolve("app.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(file, manifest)) {
			entries.putNextEntry(new ZipEntry("deep/certs/my-ca.pem"));
			entries.write(1);
			entries.putNextEntry(new ZipEntry("BOOT-INF/classes/certs/my-ca.pem"));
			entries.write(1);
		}
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(Material.at("classpath:deep/certs/my-ca.pem", loader).bytes()).containsExactly(1);
			refused(() -> Material.at("classpath:cert/my-ca.pem", loader),
					"'classpath:cert/my-ca.pem' does not exist. Similar: classpath:deep/certs/my-ca.pem");
		}
	}

	@Test
	void atWhenItIsADirectorySaysSo() throws IOException {
		Files.createDirectory(this.directory.resolve("certs"));
		refused(() -> Material.file(this.directory), "'" + this.directory + "' is a directory, not a file.");
		try (URLClassLoader loader = loader()) {
			refused(() -> Material.at("classpath:certs", loader), "'classpath:certs' is a directory, not a file.");
			refused(() -> Material.at("classpath:", loader), "'classpath:' is a directory, not a file.");
		}
	}

	@Test
	void atWhenEmptySaysSo() throws IOException {
		Path empty = Files.createFile(this.directory.resolve("empty.pem"));
		refused(() -> Material.file(empty), "'" + empty + "' is empty.");
		refused(() -> Material.of("m", new byte[0]), "'m' is empty.");
		refused(() -> Material.inline(""), "inline PEM is empty.");
		refused(() -> Material.at(" "), "no location is given: the value is empty.");
	}

	@Test
	void fileWhenNotReadableNamesTheUser() throws IOException {
		Path closed = Files.writeString(this.directory.resolve("secret.pem"), "text");
		Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
		// Permissions do not bind root, but Linux has files that even root may only
		// write.
		Path file = Files.isReadable(closed) ? Path.of("/proc/sys/net/ipv4/route/flush") : closed;
		Assumptions.assumeTrue(Files.exists(file) && !Files.isReadable(file), "everything here is readable");
		refused(() -> Material.file(file), "'" + file + "' may not be read by the user '"
				+ System.getProperty("user.name") + "': permission denied.");
	}

	@Test
	void atWhenNotAPathSaysSo() {
		refused(() -> Material.at("a\0b"), "'a\0b' is not a path: Nul character not allowed");
		refused(() -> Material.at("file://remote/x.pem"),
				"'file://remote/x.pem' is not a file URL: URI has an authority component");
	}

	private URLClassLoader loader() throws IOException {
		return new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, null);
	}

	private static void refused(ThrowingCallable code, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(code)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEmpty());
	}

}

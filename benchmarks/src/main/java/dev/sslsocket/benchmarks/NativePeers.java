package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.sslsocket.testing.TestPkiFiles;

/**
 * Peers that are no Java: a C program over libssl, which is compiled here, and Perl's
 * IO::Socket::SSL. Where one cannot be had, a note says what is missing.
 */
final class NativePeers {

	/**
	 * A program that speaks like a {@link Worker}.
	 *
	 * @param name what the tables call it
	 * @param command starts it
	 */
	record Program(String name, List<String> command) {
	}

	private final Path directory;

	private final List<String> files;

	private final List<Program> programs = new ArrayList<>();

	private final StringBuilder notes = new StringBuilder();

	private NativePeers(Path directory, TestPkiFiles pki) {
		this.directory = directory;
		this.files = Stream.of(pki.ca(), pki.serverCertificate(), pki.serverKey()).map(Path::toString).toList();
	}

	/**
	 * Looks what there is.
	 * @param directory where to compile
	 * @param pki what the programs read
	 */
	static NativePeers in(Path directory, TestPkiFiles pki) throws IOException, InterruptedException {
		NativePeers peers = new NativePeers(directory, pki);
		peers.addLibssl();
		peers.addPerl();
		return peers;
	}

	private void addLibssl() throws IOException, InterruptedException {
		Path source = copied("libssl.c");
		Path program = this.directory.resolve("libssl");
		Output made = run("cc", "-O2", "-o", program.toString(), source.toString(), "-lssl", "-lcrypto", "-lpthread");
		add("libssl", made,
				"needs a C compiler as `cc`, and the headers of libssl (Debian: `gcc libc6-dev libssl-dev`)",
				List.of(program.toString()), run("openssl", "version"));
	}

	private void addPerl() throws IOException, InterruptedException {
		Path script = copied("perl.pl");
		Output version = run("perl", "-MIO::Socket::SSL", "-e",
				"print \"IO::Socket::SSL $IO::Socket::SSL::VERSION on $^V\"");
		add("perl", version, "needs IO::Socket::SSL (Debian: `libio-socket-ssl-perl`)",
				List.of("perl", script.toString()), version);
	}

	private void add(String name, Output trial, String needs, List<String> command, Output version) {
		if (trial.exit() == 0) {
			this.programs.add(new Program(name, Stream.concat(command.stream(), this.files.stream()).toList()));
			this.notes.append("- `").append(name).append("`: ").append(version.text().strip()).append(".\n");
		}
		else {
			this.notes.append("- `").append(name).append("` is a gap: it ").append(needs).append(".\n");
			System.err.println(name + " " + needs + ": " + trial.text());
		}
	}

	private Path copied(String name) throws IOException {
		try (InputStream source = NativePeers.class.getResourceAsStream("/programs/" + name)) {
			Path target = this.directory.resolve(name);
			Files.copy(Objects.requireNonNull(source), target);
			return target;
		}
	}

	/**
	 * What a program said.
	 *
	 * @param exit its exit code; 127 if there is no such program
	 * @param text both outputs
	 */
	private record Output(int exit, String text) {
	}

	private static Output run(String... command) throws InterruptedException {
		try {
			Process process = new ProcessBuilder(Arrays.asList(command)).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Output(process.waitFor(), text);
		}
		catch (IOException ex) {
			return new Output(127, String.valueOf(ex.getMessage()));
		}
	}

	/** Those that can be had. */
	List<Program> programs() {
		return List.copyOf(this.programs);
	}

	/** Lines of Markdown: versions, and what is missing. */
	String notes() {
		return this.notes.toString();
	}

}

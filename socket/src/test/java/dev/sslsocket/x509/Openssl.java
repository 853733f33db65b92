package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.testing.program.RunningProgram;

/**
 * The real openssl command in a directory of its own, with one key and one self-signed
 * certificate of each algorithm asked for.
 */
final class Openssl {

	static final String PASSPHRASE = "pässwörd€";

	private final Path directory;

	Openssl(Path directory, String... algorithms) throws IOException {
		this.directory = directory;
		Files.writeString(directory.resolve("pass"), PASSPHRASE + "\n", StandardCharsets.UTF_8);
		for (String algorithm : algorithms) {
			run("genpkey -out " + algorithm + ".pem -algorithm " + switch (algorithm) {
				case "RSA", "RSA-PSS" -> algorithm + " -pkeyopt rsa_keygen_bits:2048";
				case "EC" -> "EC -pkeyopt ec_paramgen_curve:P-256";
				default -> algorithm;
			});
			run("req -x509 -key " + algorithm + ".pem -out " + algorithm + ".crt -days 10 -subj /CN=" + algorithm);
		}
	}

	/** Runs one command line; no argument may contain a blank. */
	String run(String commandLine) {
		List<String> command = new ArrayList<>(List.of("openssl"));
		command.addAll(List.of(commandLine.split(" ")));
		try (RunningProgram openssl = RunningProgram
			.start(new ProcessBuilder(command).directory(this.directory.toFile()))) {
			openssl.closeInput();
			if (openssl.awaitExit() != 0) {
				throw new IllegalStateException(commandLine + ": " + openssl.standardError());
			}
			return openssl.standardOutput();
		}
	}

	byte[] read(String file) throws IOException {
		return Files.readAllBytes(this.directory.resolve(file));
	}

	Path file(String name) {
		return this.directory.resolve(name);
	}

}

package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RunningProgram;

/**
 * A server's files that somebody rewrites, and openssl as the client who is to see it.
 *
 * @param directory where they are
 */
record ReloadedFiles(Path directory) {

	Path certificate() {
		return this.directory.resolve("tls.crt");
	}

	Path key() {
		return this.directory.resolve("tls.key");
	}

	Path ca() {
		return this.directory.resolve("ca.crt");
	}

	ReloadedFiles write(CertifiedKey identity) {
		identity.writeChain(certificate());
		identity.writePrivateKey(key());
		return this;
	}

	ReloadedFiles trust(CertifiedKey authority) {
		try {
			Files.writeString(ca(), authority.certificatePem());
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A configuration that names these files. */
	String[] yaml(String... more) {
		List<String> lines = new ArrayList<>(List.of("ssl:", "  certificate: " + certificate(),
				"  private-key: file:" + key(), "  ca-file:", "  - " + ca(), "  reload-on-update: true"));
		lines.addAll(List.of(more));
		return lines.toArray(String[]::new);
	}

	/** A client that takes any certificate and shows it. */
	RunningProgram openssl(int port, CertifiedKey client, String... options) {
		Path certificate = client.writeChain(this.directory.resolve("client.crt"));
		Path key = client.writePrivateKey(this.directory.resolve("client.key"));
		List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-cert",
				certificate.toString(), "-key", key.toString()));
		command.addAll(List.of(options));
		return RunningProgram.start(command.toArray(String[]::new));
	}

}

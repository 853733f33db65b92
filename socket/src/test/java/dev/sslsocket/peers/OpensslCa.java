package dev.sslsocket.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.testing.program.RunningProgram;

/**
 * A CA that the openssl command runs: {@code openssl ca} issues, revokes and writes the
 * lists, as people with a CA of their own do it.
 */
final class OpensslCa {

	private static final String CONFIGURATION = """
			[ca]
			default_ca = own
			[own]
			dir = %1$s
			database = $dir/index.txt
			new_certs_dir = $dir
			serial = $dir/serial
			crlnumber = $dir/crlnumber
			certificate = $dir/ca.pem
			private_key = $dir/ca.key
			default_md = sha256
			default_days = 30
			default_crl_days = 7
			policy = any
			unique_subject = no
			copy_extensions = copy
			[any]
			commonName = supplied
			[ca_certificate]
			basicConstraints = critical,CA:TRUE
			keyUsage = critical,keyCertSign,cRLSign
			subjectKeyIdentifier = hash
			authorityKeyIdentifier = keyid
			[leaf]
			basicConstraints = critical,CA:FALSE
			keyUsage = critical,digitalSignature
			extendedKeyUsage = serverAuth,clientAuth
			subjectAltName = DNS:localhost
			subjectKeyIdentifier = hash
			authorityKeyIdentifier = keyid
			""";

	private final Path directory;

	private OpensslCa(Path directory) throws IOException {
		this.directory = Files.createDirectory(directory);
		Files.createFile(directory.resolve("index.txt"));
		Files.writeString(directory.resolve("serial"), "1000\n");
		Files.writeString(directory.resolve("crlnumber"), "01\n");
		Files.writeString(directory.resolve("ca.cnf"), CONFIGURATION.formatted(directory));
	}

	/** A root. */
	static OpensslCa root(Path directory) throws IOException {
		OpensslCa ca = new OpensslCa(directory);
		openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
				"/CN=" + directory.getFileName(), "-keyout", ca.file("ca.key"), "-out", ca.file("ca.pem"), "-config",
				ca.file("ca.cnf"), "-extensions", "ca_certificate", "-days", "30");
		return ca;
	}

	/** A CA below this one. */
	OpensslCa intermediate(Path below) throws IOException {
		OpensslCa ca = new OpensslCa(below);
		issue(below.getFileName().toString(), "ca_certificate", ca.file("ca.key"), ca.file("ca.pem"));
		return ca;
	}

	/**
	 * A certificate for localhost, as a server's or a client's; its key is in the same
	 * file.
	 */
	Path leaf(String name) throws IOException {
		Path both = this.directory.resolve(name + ".pem");
		issue(name, "leaf", file(name + ".key"), file(name + ".crt"));
		return Files.writeString(both, Files.readString(this.directory.resolve(name + ".crt"))
				+ Files.readString(this.directory.resolve(name + ".key")));
	}

	private void issue(String name, String extensions, String key, String certificate) {
		String request = file(name + ".csr");
		openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=" + name,
				"-keyout", key, "-out", request);
		openssl("ca", "-batch", "-notext", "-config", file("ca.cnf"), "-extensions", extensions, "-in", request, "-out",
				certificate);
	}

	void revoke(Path certificate) {
		openssl("ca", "-config", file("ca.cnf"), "-revoke", certificate.toString(), "-crl_reason", "keyCompromise");
	}

	/** Its list as of now. */
	Path list(String name) {
		Path list = this.directory.resolve(name + ".crl");
		openssl("ca", "-config", file("ca.cnf"), "-gencrl", "-out", list.toString());
		return list;
	}

	Path certificate() {
		return this.directory.resolve("ca.pem");
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	private static void openssl(String... arguments) {
		String[] command = new String[arguments.length + 1];
		command[0] = "openssl";
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		try (RunningProgram program = RunningProgram.start(command)) {
			if (program.awaitExit() != 0) {
				throw new IllegalStateException(program.toString());
			}
		}
	}

}

package dev.sslsocket.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Makes the demo PKI in the folder {@code certs}, which the README and the sample use;
 * {@code certs/make.sh} runs it. The CA's private key is thrown away: nobody can issue
 * under a CA that readers of the README trust for an afternoon. Immutable; safe for use
 * by many threads.
 */
final class DemoPki {

	static final String PASSPHRASE = "demo-pass";

	private static final String MARK = "# DEMO KEY, public on purpose: never use it\n";

	// Fixed, so that the folder works on a machine whose clock is a little behind.
	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant EXPIRY = Instant.parse("2026-01-02T00:00:00Z");

	private static final Instant END = Instant.parse("2099-12-31T23:59:59Z");

	private final CertifiedKey ca = lasting(CertificateMaker.ca().subject("CN=Demo CA")).selfSigned();

	private final CertifiedKey server = lasting(CertificateMaker.localhost()).issuedBy(this.ca);

	private final CertifiedKey client = lasting(CertificateMaker.leaf().subject("CN=demo client").clientAuth())
		.issuedBy(this.ca);

	private final CertifiedKey expired = lasting(CertificateMaker.localhost().subject("CN=expired demo server"))
		.notAfter(EXPIRY)
		.issuedBy(this.ca);

	private final CertifiedKey revoked = lasting(CertificateMaker.localhost().subject("CN=revoked demo server"))
		.issuedBy(this.ca);

	/**
	 * Writes a new demo PKI.
	 * @param arguments the directory
	 * @throws IOException when a file cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		if (arguments.length != 1) {
			throw new IllegalArgumentException("One argument expected: the directory to write into");
		}
		new DemoPki().writeTo(Path.of(arguments[0]));
	}

	void writeTo(Path directory) throws IOException {
		Files.writeString(directory.resolve("my-ca.pem"), this.ca.pem());
		write(directory, "server", this.server);
		Files.writeString(directory.resolve("server-key.enc"),
				MARK + this.server.encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, PASSPHRASE));
		write(directory, "client", this.client);
		write(directory, "expired", this.expired);
		write(directory, "revoked", this.revoked);
		Files.writeString(directory.resolve("crl.pem"),
				CrlMaker.issuedBy(this.ca).revoke(this.revoked).thisUpdate(START).nextUpdate(END).pem());
	}

	private static void write(Path directory, String name, CertifiedKey key) throws IOException {
		Files.writeString(directory.resolve(name + "-cert.pem"), key.pem());
		Files.writeString(directory.resolve(name + "-key.pem"), MARK + key.privateKeyPem());
	}

	private static CertificateMaker lasting(CertificateMaker maker) {
		return maker.notBefore(START).notAfter(END);
	}

}

package dev.sslsocket.peers;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RunningProgram;

/**
 * The openssl command as an OCSP responder of the PKI's CA, and certificates that name
 * it. It takes no address to listen on; what it serves is nobody's secret.
 */
final class OpensslResponder implements AutoCloseable {

	private static final BigInteger GOOD = BigInteger.valueOf(0x1001);

	private static final BigInteger REVOKED = BigInteger.valueOf(0x1002);

	private static final BigInteger UNKNOWN = BigInteger.valueOf(0x1003);

	private final RunningProgram program;

	private OpensslResponder(RunningProgram program) {
		this.program = program;
	}

	/**
	 * Starts it.
	 * @param directory for its files
	 * @param signer whose key signs
	 */
	static OpensslResponder start(Path directory, CertifiedKey signer, String... options) throws IOException {
		Path index = Files.writeString(directory.resolve("index.txt"), """
				V\t491231235959Z\t\t%X\tunknown\t/CN=localhost
				R\t491231235959Z\t240101000000Z,keyCompromise\t%X\tunknown\t/CN=localhost
				""".formatted(GOOD, REVOKED));
		List<String> command = new ArrayList<>(List.of("openssl", "ocsp", "-port", "0", "-index", index.toString(),
				"-CA", Material.FILES.ca().toString(), "-rsigner",
				signer.writeChain(directory.resolve("signer.pem")).toString(), "-rkey",
				signer.writePrivateKey(directory.resolve("signer-key.pem")).toString()));
		command.addAll(Arrays.asList(options));
		return new OpensslResponder(RunningProgram.start(command.toArray(String[]::new)));
	}

	/**
	 * A server's certificate that names this responder.
	 * @param state GOOD, REVOKED or UNKNOWN
	 */
	CertifiedKey server(String state) {
		return named(CertificateMaker.localhost(), state);
	}

	/** A CA's certificate that names this responder. */
	CertifiedKey intermediate(String state) {
		return named(CertificateMaker.intermediate(), state);
	}

	private CertifiedKey named(CertificateMaker maker, String state) {
		BigInteger serial = switch (state) {
			case "GOOD" -> GOOD;
			case "REVOKED" -> REVOKED;
			default -> UNKNOWN;
		};
		return maker.serial(serial)
			.ocspResponder("http://127.0.0.1:" + Openssl.port(this.program) + "/")
			.issuedBy(Material.PKI.ca());
	}

	@Override
	public void close() {
		this.program.close();
	}

}

package dev.sslsocket.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;

/**
 * What a peer presents that we refuse, and why.
 */
enum Refusal {

	NOTHING(SslReason.CERTIFICATE_REQUIRED), OF_A_STRANGER(SslReason.UNKNOWN_CA),
	EXPIRED(SslReason.CERTIFICATE_EXPIRED), NOT_YET_VALID(SslReason.CERTIFICATE_NOT_YET_VALID),
	FOR_OTHER_USE(SslReason.UNSUITABLE_CERTIFICATE), FOR_ANOTHER_HOST(SslReason.HOSTNAME_MISMATCH),
	NOT_AS_PINNED(SslReason.PIN_MISMATCH), REFUSED_BY_CALLBACK(SslReason.CALLBACK_REFUSED),
	WITH_A_WEAK_KEY(SslReason.WEAK_ALGORITHM), SIGNED_WITH_SHA1(SslReason.WEAK_ALGORITHM),
	WITH_A_DAMAGED_SIGNATURE(SslReason.BAD_CERTIFICATE), WITH_AN_UNKNOWN_CRITICAL_EXTENSION(SslReason.BAD_CERTIFICATE);

	private static final String OTHER_PIN = "sha256$" + "00".repeat(32);

	private final SslReason reason;

	Refusal(SslReason reason) {
		this.reason = reason;
	}

	SslReason reason() {
		return this.reason;
	}

	/** What makes us refuse a certificate that is in order. */
	SslContextBuilder ours(SslContextBuilder builder) {
		return switch (this) {
			case NOT_AS_PINNED -> builder.pins(PinSet.of(PinMode.ADDITIONAL, OTHER_PIN));
			case REFUSED_BY_CALLBACK -> builder.verifyCallback((event) -> false);
			default -> builder;
		};
	}

	/** Options of openssl that present it. */
	List<String> options(Side ours, Path directory) throws IOException {
		if (this == NOTHING) {
			return List.of();
		}
		Path certificate = directory.resolve("cert.pem");
		Path key = directory.resolve("key.pem");
		if (this == SIGNED_WITH_SHA1) {
			signWithSha1(certificate, key, directory);
		}
		else {
			CertifiedKey certified = certified(ours);
			certified.writePrivateKey(key);
			if (this == WITH_A_DAMAGED_SIGNATURE) {
				Files.writeString(certificate, damaged(certified));
			}
			else {
				certified.writeChain(certificate);
			}
		}
		// openssl itself would rather not present what is weak.
		return List.of("-cert", certificate.toString(), "-key", key.toString(), "-cipher", "DEFAULT:@SECLEVEL=0");
	}

	private CertifiedKey certified(Side ours) {
		CertificateMaker maker = (ours == Side.CLIENT) ? CertificateMaker.localhost()
				: CertificateMaker.leaf().subject("CN=client").clientAuth();
		return switch (this) {
			case OF_A_STRANGER -> maker.issuedBy(CertificateMaker.ca().selfSigned());
			case EXPIRED -> maker.expired().issuedBy(Material.PKI.ca());
			case NOT_YET_VALID -> maker.notYetValid().issuedBy(Material.PKI.ca());
			case FOR_OTHER_USE ->
				((ours == Side.CLIENT) ? maker.clientAuth() : maker.serverAuth()).issuedBy(Material.PKI.ca());
			case FOR_ANOTHER_HOST -> CertificateMaker.leaf().dns("elsewhere.example").issuedBy(Material.PKI.ca());
			case WITH_A_WEAK_KEY -> maker.key(KeyKind.RSA_1024).issuedBy(Material.PKI.ca());
			case WITH_AN_UNKNOWN_CRITICAL_EXTENSION ->
				maker.criticalExtension("1.2.3.4", new byte[] { 5, 0 }).issuedBy(Material.PKI.ca());
			default -> maker.issuedBy(Material.PKI.ca());
		};
	}

	private static String damaged(CertifiedKey certified) {
		byte[] der = certified.certificateDer();
		// The signature stands last.
		der[der.length - 1] ^= 1;
		return "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
				+ "\n-----END CERTIFICATE-----\n";
	}

	private static void signWithSha1(Path certificate, Path key, Path directory) throws IOException {
		Path ca = Files.writeString(directory.resolve("ca.pem"), Material.PKI.ca().certificatePem());
		Path caKey = Files.writeString(directory.resolve("ca-key.pem"), Material.PKI.ca().privateKeyPem());
		try (RunningProgram openssl = RunningProgram.start("openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048",
				"-nodes", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext",
				"basicConstraints=CA:FALSE", "-CA", ca.toString(), "-CAkey", caKey.toString(), "-keyout",
				key.toString(), "-out", certificate.toString())) {
			if (openssl.awaitExit() != 0) {
				throw new IllegalStateException(openssl.standardError());
			}
		}
	}

}

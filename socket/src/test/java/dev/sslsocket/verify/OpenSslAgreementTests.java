package dev.sslsocket.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.Material;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Holds our verdict on chains against {@code openssl verify} at the security level that
 * OpenSSL 3.2 and Debian have by default.
 */
@RequiresProgram("openssl")
class OpenSslAgreementTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final int KEY_CERT_SIGN = 1 << 2;

	private static final int KEY_ENCIPHERMENT = 1 << 5;

	@TempDir
	private Path directory;

	/**
	 * A chain and what both make of it.
	 *
	 * @param name what is special
	 * @param accepted our verdict and OpenSSL's
	 * @param trusted the trust anchor
	 * @param presented the peer's own certificate first
	 */
	record Case(String name, boolean accepted, CertifiedKey trusted, List<CertifiedKey> presented) {

		@Override
		public String toString() {
			return this.name + (this.accepted ? " accepted" : " refused");
		}

	}

	static List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		CertificateMaker leaf = CertificateMaker.localhost();
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(ROOT);
		cases.add(accepted("plain", ROOT, leaf.issuedBy(ROOT)));
		cases.add(accepted("intermediate", ROOT, leaf.issuedBy(sub), sub));
		cases.add(accepted("trusted intermediate", sub, leaf.issuedBy(sub)));
		CertifiedKey own = leaf.selfSigned();
		cases.add(accepted("trusted leaf", own, own));
		CertifiedKey ownCa = CertificateMaker.ca().without("2.5.29.15").dns("localhost").selfSigned();
		cases.add(accepted("trusted CA as server", ownCa, ownCa));
		cases.add(accepted("CA as server", ROOT,
				CertificateMaker.ca().without("2.5.29.15").dns("localhost").issuedBy(ROOT)));
		cases.add(refused("CA with its key usage as server", ROOT,
				CertificateMaker.ca().dns("localhost").issuedBy(ROOT)));
		cases.add(refused("client as server", ROOT, leaf.clientAuth().issuedBy(ROOT)));
		cases.add(refused("any purpose alone", ROOT, leaf.extendedKeyUsage("2.5.29.37.0").issuedBy(ROOT)));
		cases.add(accepted("no purpose", ROOT, leaf.extendedKeyUsage().issuedBy(ROOT)));
		cases.add(accepted("encipherment only", ROOT, leaf.keyUsage(KEY_ENCIPHERMENT).issuedBy(ROOT)));
		cases.add(refused("certificate signing only", ROOT, leaf.keyUsage(KEY_CERT_SIGN).issuedBy(ROOT)));
		CertifiedKey mail = CertificateMaker.ca()
			.subject("CN=Mail")
			.extendedKeyUsage("1.3.6.1.5.5.7.3.4")
			.issuedBy(ROOT);
		cases.add(refused("intermediate for mail", ROOT, leaf.issuedBy(mail), mail));
		CertifiedKey mailRoot = CertificateMaker.ca().extendedKeyUsage("1.3.6.1.5.5.7.3.4").selfSigned();
		cases.add(refused("root for mail", mailRoot, leaf.issuedBy(mailRoot)));
		CertifiedKey notCa = CertificateMaker.leaf().subject("CN=Not a CA").issuedBy(ROOT);
		cases.add(refused("leaf as issuer", ROOT, leaf.issuedBy(notCa), notCa));
		cases.add(refused("leaf as trusted issuer", notCa, leaf.issuedBy(notCa)));
		cases.add(refused("expired", ROOT, leaf.expired().issuedBy(ROOT)));
		CertifiedKey expiredRoot = CertificateMaker.ca().expired().selfSigned();
		cases.add(refused("expired root", expiredRoot, leaf.issuedBy(expiredRoot)));
		CertifiedKey narrow = CertificateMaker.ca().pathLength(0).selfSigned();
		CertifiedKey below = CertificateMaker.ca().subject("CN=Below").issuedBy(narrow);
		cases.add(refused("root's path length", narrow, leaf.issuedBy(below), below));
		CertifiedKey limited = CertificateMaker.ca().permit("example").selfSigned();
		cases.add(refused("root's name constraints", limited, leaf.issuedBy(limited)));
		CertifiedKey subOfLimited = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(limited);
		cases.add(accepted("root's name constraints, obeyed", limited,
				CertificateMaker.leaf().dns("a.example").issuedBy(subOfLimited), subOfLimited));
		CertifiedKey limitedSub = CertificateMaker.ca().subject("CN=Limited").permit("example").issuedBy(ROOT);
		cases.add(refused("trusted intermediate's name constraints", limitedSub, leaf.issuedBy(limitedSub)));
		CertifiedKey criticalRoot = CertificateMaker.ca()
			.criticalExtension("1.2.3.4", new byte[] { 5, 0 })
			.selfSigned();
		cases.add(refused("root's critical extension", criticalRoot, leaf.issuedBy(criticalRoot)));
		cases.add(refused("critical extension", ROOT,
				leaf.criticalExtension("1.2.3.4", new byte[] { 5, 0 }).issuedBy(ROOT)));
		cases.add(refused("1024 bits", ROOT, leaf.key(KeyKind.RSA_1024).issuedBy(ROOT)));
		CertifiedKey weakRoot = CertificateMaker.ca().key(KeyKind.RSA_1024).selfSigned();
		cases.add(refused("root of 1024 bits", weakRoot, leaf.issuedBy(weakRoot)));
		KeyPair key = KeyKind.EC_P256.newKeyPair();
		CertifiedKey oldSub = CertificateMaker.ca().subject("CN=Sub").keyPair(key).expired().issuedBy(ROOT);
		CertifiedKey newSub = CertificateMaker.ca().subject("CN=Sub").keyPair(key).issuedBy(ROOT);
		cases.add(accepted("expired and current issuer", ROOT, leaf.issuedBy(newSub), oldSub, newSub));
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Root").selfSigned();
		cases.add(refused("namesake of the root", namesake, leaf.issuedBy(ROOT)));
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	void verdictIsOpenSsls(Case chain) throws Exception {
		Path trusted = Files.writeString(this.directory.resolve("trusted.pem"), chain.trusted().certificatePem());
		StringBuilder others = new StringBuilder();
		chain.presented().stream().skip(1).forEach((certified) -> others.append(certified.certificatePem()));
		Path leaf = Files.writeString(this.directory.resolve("leaf.pem"), chain.presented().get(0).certificatePem());
		List<String> command = new ArrayList<>(List.of("openssl", "verify", "-partial_chain", "-auth_level", "2",
				"-purpose", "sslserver", "-no-CApath", "-CAfile", trusted.toString()));
		if (others.length() > 0) {
			command.addAll(
					List.of("-untrusted", Files.writeString(this.directory.resolve("others.pem"), others).toString()));
		}
		command.add(leaf.toString());
		assertThat(succeeds(command.toArray(String[]::new))).as("OpenSSL").isEqualTo(chain.accepted());
		List<X509Certificate> presented = chain.presented().stream().map(CertifiedKey::certificate).toList();
		Throwable refusal = catchThrowable(() -> verifier(chain.trusted().certificate()).verifyServer(presented, null));
		if (chain.accepted()) {
			assertThat(refusal).isNull();
		}
		else {
			assertThat(refusal).isInstanceOf(SslCertificateException.class);
		}
	}

	@Test
	void verifyWhenSignatureIsSha1Refuses() throws Exception {
		Path trusted = this.directory.resolve("sha1-root.pem");
		Path key = this.directory.resolve("sha1.key");
		Path leaf = this.directory.resolve("sha1-leaf.pem");
		assertThat(succeeds("openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", "-subj",
				"/CN=Old Root", "-keyout", key.toString(), "-out", trusted.toString()))
			.isTrue();
		assertThat(succeeds("openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=old",
				"-CA", trusted.toString(), "-CAkey", key.toString(), "-keyout",
				this.directory.resolve("leaf.key").toString(), "-out", leaf.toString()))
			.isTrue();
		X509Certificate root = Certificates.parse(Material.file(trusted)).get(0);
		List<X509Certificate> presented = Certificates.parse(Material.file(leaf));
		assertThat(catchThrowable(() -> verifier(root).verifyServer(presented, null)))
			.hasMessageContaining("CN=old (depth 0) is signed with SHA1withRSA, which can be forged.");
		// The root's own signature proves nothing, so it may be as old as it is.
		assertThat(verifier(root).verifyServer(List.of(root), null)).hasSize(1);
	}

	private static boolean succeeds(String... command) {
		try (RunningProgram program = RunningProgram.start(command)) {
			return program.awaitExit() == 0;
		}
	}

	private static PeerVerifier verifier(X509Certificate trusted) {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(trusted)))
			.hostnameScheme(HostnameScheme.NONE)
			.build();
	}

	private static Case accepted(String name, CertifiedKey trusted, CertifiedKey... presented) {
		return new Case(name, true, trusted, Arrays.asList(presented));
	}

	private static Case refused(String name, CertifiedKey trusted, CertifiedKey... presented) {
		return new Case(name, false, trusted, Arrays.asList(presented));
	}

}

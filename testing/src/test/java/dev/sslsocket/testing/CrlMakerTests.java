package dev.sslsocket.testing;

import java.math.BigInteger;
import java.security.SignatureException;
import java.security.cert.X509CRL;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CrlMakerTests {

	private final CertifiedKey ca = CertificateMaker.ca().selfSigned();

	private final CertifiedKey stolen = CertificateMaker.leaf().issuedBy(this.ca);

	private final CertifiedKey sound = CertificateMaker.leaf().issuedBy(this.ca);

	@Test
	void listHoldsTheRevokedOnly() throws Exception {
		X509CRL crl = CrlMaker.issuedBy(this.ca).revoke(this.stolen).crl();
		assertThat(crl.isRevoked(this.stolen.certificate())).isTrue();
		assertThat(crl.isRevoked(this.sound.certificate())).isFalse();
		crl.verify(this.ca.certificate().getPublicKey());
		assertThatExceptionOfType(SignatureException.class)
			.isThrownBy(() -> crl.verify(this.sound.certificate().getPublicKey()));
	}

	@ParameterizedTest
	@EnumSource(names = { "RSA_2048", "RSA_PSS_2048", "ED25519" })
	void listIsSignedByKeysOfKind(KeyKind kind) throws Exception {
		CertifiedKey other = CertificateMaker.ca().key(kind).selfSigned();
		CrlMaker.issuedBy(other).crl().verify(other.certificate().getPublicKey());
	}

	@Test
	void updatesAreThoseAskedFor() {
		Instant from = Instant.parse("2030-01-01T00:00:00Z");
		Instant until = Instant.parse("2099-12-31T23:59:59Z");
		X509CRL crl = CrlMaker.issuedBy(this.ca).thisUpdate(from).nextUpdate(until).revoke(BigInteger.TEN).crl();
		assertThat(crl.getThisUpdate()).isEqualTo(from);
		assertThat(crl.getNextUpdate()).isEqualTo(until);
		assertThat(crl.getRevokedCertificate(BigInteger.TEN).getRevocationDate()).isEqualTo(from);
	}

	@Test
	void listByDefaultIsInForce() {
		X509CRL crl = CrlMaker.issuedBy(this.ca).crl();
		assertThat(crl.getThisUpdate()).isBefore(Instant.now());
		assertThat(crl.getNextUpdate()).isAfter(Instant.now());
		assertThat(crl.getRevokedCertificates()).isNull();
	}

	@Test
	void stepLeavesTheMakerBeforeItUnchanged() {
		CrlMaker empty = CrlMaker.issuedBy(this.ca);
		empty.revoke(this.stolen);
		assertThat(empty.crl().getRevokedCertificates()).isNull();
		assertThat(empty).hasToString("CrlMaker[CertifiedKey[CN=Test CA], 0 revoked]");
	}

	@Test
	void pemIsOneBlock() {
		assertThat(CrlMaker.issuedBy(this.ca).pem()).startsWith("-----BEGIN X509 CRL-----\n")
			.endsWith("-----END X509 CRL-----\n");
	}

}

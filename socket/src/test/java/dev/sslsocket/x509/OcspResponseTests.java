package dev.sslsocket.x509;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.util.Arrays;
import java.util.Random;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OcspResponse}: bytes of anybody.
 */
class OcspResponseTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(CA);

	@Test
	void parseWhenBytesAreNoResponseSaysSo() {
		for (byte[] bytes : new byte[][] { {}, { 0x30 }, { 0x30, 0 }, "garbage".getBytes(StandardCharsets.US_ASCII),
				SERVER.certificateDer(), new byte[1000] }) {
			assertRefused(bytes, "is no OCSP response");
		}
	}

	@Test
	void parseWhenTooLongDoesNotLook() {
		assertRefused(new byte[OcspResponse.MAX_SIZE + 1], "has 65537 bytes, more than 65536");
	}

	@Test
	void parseWhenNestedBeyondReasonIsRefused() {
		byte[] indefinite = new byte[OcspResponse.MAX_SIZE];
		for (int i = 0; i < indefinite.length; i += 2) {
			indefinite[i] = 0x30;
			indefinite[i + 1] = (byte) 0x80;
		}
		assertRefused(indefinite, "is no OCSP response");
	}

	@Test
	void parseWhenAnyByteIsDamagedThrowsNothingElse() {
		byte[] der = OcspMaker.issuedBy(CA)
			.good(SERVER)
			.signedBy(CertificateMaker.leaf().extendedKeyUsage("1.3.6.1.5.5.7.3.9").issuedBy(CA))
			.nonce(new byte[32])
			.der();
		Random random = new Random(1);
		for (int round = 0; round < 3000; round++) {
			byte[] damaged = der.clone();
			for (int i = 0; i <= round % 3; i++) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			}
			try {
				OcspResponse response = OcspResponse.parse(damaged);
				response.about(OcspCertificateId.of(SERVER.certificate(), CA.certificate()));
				response.claimsToBeBy(CA.certificate());
				response.signature().isBy(CA.certificate().getPublicKey());
				response.answersAnother(OcspRequest.about(OcspCertificateId.of(CA.certificate(), CA.certificate())));
			}
			catch (CertificateParsingException ex) {
				assertThat(ex)
					.hasMessageMatching("is no OCSP response|is of a type other than basic|says .*|has critical .*");
			}
		}
	}

	@Test
	void parseWhenManyCertificatesComeAlongLooksAtEight() throws Exception {
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER);
		for (int i = 0; i < 12; i++) {
			maker = maker.signedBy(SERVER);
		}
		assertThat(OcspResponse.parse(maker.der()).certificates()).hasSize(8);
	}

	@Test
	void idWhenOfTheSameCertificateIsEqual() {
		OcspCertificateId id = OcspCertificateId.of(SERVER.certificate(), CA.certificate());
		assertThat(id).isEqualTo(OcspCertificateId.of(SERVER.certificate(), CA.certificate()))
			.hasSameHashCodeAs(OcspCertificateId.of(SERVER.certificate(), CA.certificate()))
			.isNotEqualTo(OcspCertificateId.of(CA.certificate(), CA.certificate()))
			.isNotEqualTo(OcspCertificateId.of(SERVER.certificate(), CertificateMaker.ca().selfSigned().certificate()));
	}

	@Test
	void requestsWhenAboutOneCertificateHaveDifferentNumbers() {
		OcspCertificateId id = OcspCertificateId.of(SERVER.certificate(), CA.certificate());
		OcspRequest first = OcspRequest.about(id);
		assertThat(first.nonce()).hasSize(32).isNotEqualTo(OcspRequest.about(id).nonce());
		assertThat(Arrays.toString(first.der())).contains(Arrays.toString(first.nonce()).replaceAll("[\\[\\]]", ""));
	}

	private static void assertRefused(byte[] bytes, String why) {
		assertThatExceptionOfType(CertificateParsingException.class).isThrownBy(() -> OcspResponse.parse(bytes))
			.withMessage(why);
	}

}

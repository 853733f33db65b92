package dev.sslsocket.x509;

import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RevocationList} and who reads it.
 */
class RevocationListTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey STOLEN = CertificateMaker.leaf().issuedBy(CA);

	private static final CertifiedKey GOOD = CertificateMaker.leaf().issuedBy(CA);

	private static final CrlMaker EMPTY = CrlMaker.issuedBy(CA);

	private static final Instant DATE = Instant.parse("2026-03-04T05:06:07Z");

	@Test
	void findWhenRevokedTellsDateAndReason() {
		CertifiedKey silent = CertificateMaker.leaf().issuedBy(CA);
		RevocationList list = read(EMPTY.thisUpdate(DATE).revoke(STOLEN, CRLReason.KEY_COMPROMISE).revoke(silent));
		assertThat(list.find(STOLEN.certificate())).isEqualTo(new RevokedEntry(DATE, CRLReason.KEY_COMPROMISE));
		assertThat(list.find(silent.certificate())).isEqualTo(new RevokedEntry(DATE, CRLReason.UNSPECIFIED));
		assertThat(list.find(GOOD.certificate())).isNull();
		assertThat(list.size()).isEqualTo(2);
	}

	@Test
	void headWhenReadIsWhatWasWritten() {
		RevocationList list = read(EMPTY.thisUpdate(DATE).nextUpdate(DATE.plusSeconds(9)).number(7));
		assertThat(list.issuer()).isEqualTo(CA.certificate().getSubjectX500Principal());
		assertThat(list.thisUpdate()).isEqualTo(DATE);
		assertThat(list.nextUpdate()).isEqualTo(DATE.plusSeconds(9));
		assertThat(list.number()).isEqualTo(7);
		assertThat(list.baseNumber()).isNull();
		assertThat(list.scope()).isEqualTo(IssuingDistributionPoint.EVERYTHING);
		assertThat(list.digest()).matches("[0-9a-f]{64}").isNotEqualTo(read(EMPTY).digest());
		assertThat(read(EMPTY.nextUpdate(null)).nextUpdate()).isNull();
		assertThat(read(EMPTY.deltaOf(3)).baseNumber()).isEqualTo(3);
	}

	@Test
	void findWhenListIsIndirectTellsIssuersApart() {
		CertifiedKey other = CertificateMaker.ca().subject("CN=Other").selfSigned();
		BigInteger serial = STOLEN.certificate().getSerialNumber();
		CertifiedKey namesake = CertificateMaker.leaf().serial(serial).issuedBy(other);
		RevocationList list = read(EMPTY.revoke(GOOD).revokeIndirectly(namesake).revoke(BigInteger.TWO));
		assertThat(list.find(GOOD.certificate())).isNotNull();
		assertThat(list.find(STOLEN.certificate())).isNull();
		assertThat(list.find(namesake.certificate())).isNotNull();
		// The issuer of an entry holds for those behind it.
		assertThat(list.find(CertificateMaker.leaf().serial(BigInteger.TWO).issuedBy(other).certificate())).isNotNull();
		assertThat(list.find(CertificateMaker.leaf().serial(BigInteger.TWO).issuedBy(CA).certificate())).isNull();
	}

	@Test
	void findWhenEntriesContradictEachOtherTakesTheStricter() {
		for (CrlMaker maker : Arrays.asList(
				EMPTY.revoke(STOLEN, CRLReason.REMOVE_FROM_CRL).revoke(STOLEN, CRLReason.SUPERSEDED),
				EMPTY.revoke(STOLEN, CRLReason.SUPERSEDED).revoke(STOLEN, CRLReason.REMOVE_FROM_CRL))) {
			RevokedEntry entry = read(maker).find(STOLEN.certificate());
			assertThat(entry).isNotNull();
			assertThat(entry.isRemoval()).isFalse();
		}
		assertThat(read(EMPTY.revoke(STOLEN, CRLReason.REMOVE_FROM_CRL)).find(STOLEN.certificate()).isRemoval())
			.isTrue();
	}

	@Test
	void unsupportedExtensionWhenCriticalIsNamedWhereverItStands() {
		assertThat(read(EMPTY.extension("1.2.3.4", true, (byte) 5, (byte) 0)).unsupportedExtension())
			.isEqualTo("1.2.3.4");
		assertThat(read(EMPTY.extension("1.2.3.4", false, (byte) 5, (byte) 0)).unsupportedExtension()).isNull();
		assertThat(read(EMPTY.revokeWithExtension(GOOD, "2.5.29.99", true)).unsupportedExtension())
			.isEqualTo("2.5.29.99");
		assertThat(read(EMPTY.revokeWithExtension(GOOD, "2.5.29.99", false)).unsupportedExtension()).isNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "RSA_2048", "RSA_PSS_2048", "EC_P256", "EC_P384", "ED25519" })
	void verifiesByTheSignersKeyOnly(KeyKind kind) {
		CertifiedKey signer = CertificateMaker.ca().key(kind).selfSigned();
		CertifiedKey namesake = CertificateMaker.ca().key(kind).selfSigned();
		RevocationList list = read(CrlMaker.issuedBy(signer));
		assertThat(list.verifies(signer.certificate().getPublicKey())).isTrue();
		assertThat(list.verifies(namesake.certificate().getPublicKey())).isFalse();
		assertThat(list.mayBeSignedBy(signer.certificate())).isTrue();
		assertThat(list.mayBeSignedBy(namesake.certificate())).isFalse();
		// Of another kind of key.
		assertThat(list.verifies(CertificateMaker.ca()
			.key((kind == KeyKind.ED25519) ? KeyKind.EC_P256 : KeyKind.ED25519)
			.selfSigned()
			.certificate()
			.getPublicKey())).isFalse();
	}

	@Test
	void signatureAlgorithmHasTheJdksName() {
		assertThat(read(EMPTY).signatureAlgorithm()).isEqualTo("SHA256WITHECDSA");
		assertThat(read(CrlMaker.issuedBy(CertificateMaker.ca().key(KeyKind.RSA_PSS_2048).selfSigned()))
			.signatureAlgorithm()).isEqualTo("SHA256WITHRSAANDMGF1");
	}

	@Test
	void verifiesWhenAByteIsChangedNoLonger() {
		byte[] der = EMPTY.revoke(STOLEN).der();
		der[der.length / 3] ^= 1;
		assertThatNoListOf(der);
	}

	// Whatever stands there: damaged, or not signed; never an unchecked exception.
	@Test
	void parseWhenAnyBitIsFlippedRefusesOrDoesNotVerify() {
		byte[] der = EMPTY.revoke(STOLEN, CRLReason.KEY_COMPROMISE).revokeIndirectly(GOOD).deltaOf(3).der();
		for (int bit = 0; bit < Byte.SIZE * der.length; bit++) {
			byte[] flipped = der.clone();
			flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
			assertThatNoListOf(flipped);
		}
	}

	@Test
	void parseWhenCutAnywhereRefuses() {
		byte[] der = EMPTY.revoke(STOLEN).der();
		for (int length = 1; length < der.length; length++) {
			byte[] cut = Arrays.copyOf(der, length);
			assertThatExceptionOfType(DerFormatException.class).as("length %s", length)
				.isThrownBy(() -> RevocationListContent.parse(cut));
		}
	}

	private static void assertThatNoListOf(byte[] der) {
		RevocationList list;
		try {
			list = RevocationListContent.parse(der);
		}
		catch (DerFormatException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return;
		}
		list.find(STOLEN.certificate());
		assertThat(list.verifies(CA.certificate().getPublicKey())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 1000, 100_000 })
	void findWhateverTheSizeLooksAtFewEntries(int size) {
		LongList made = LongList.of(size, CA);
		RevocationList list = CertificateRevocationLists.parse(Material.of("long.crl", made.der())).lists().get(0);
		assertThat(list.size()).isEqualTo(size);
		for (int i = 0; i < size; i += Math.max(1, size / 500)) {
			AtomicInteger steps = new AtomicInteger();
			assertThat(list.find(made.serial(i), list.issuer(), (step) -> steps.incrementAndGet())).isNotNull();
			assertThat(steps.get()).isLessThanOrEqualTo(3);
			assertThat(list.find(made.serial(i).negate(), list.issuer(), (step) -> {
			})).isNull();
		}
	}

	@Test
	void parseWhenDamagedNamesFileListAndPlace() {
		byte[] der = EMPTY.der();
		byte[] two = Arrays.copyOf(der, 2 * der.length);
		System.arraycopy(der, 0, two, der.length, der.length);
		// The version of the second list.
		int at = der.length + 4 + 3;
		assertThat(two[at]).isEqualTo((byte) 1);
		two[at] = 7;
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> CertificateRevocationLists.parse(Material.of("two.crl", two)))
			.withMessage("revocation list 2 of 'two.crl' is damaged: the version is not 2.");
	}

	private static RevocationList read(CrlMaker maker) {
		return CertificateRevocationLists.parse(Material.of("test.crl", maker.der())).lists().get(0);
	}

}

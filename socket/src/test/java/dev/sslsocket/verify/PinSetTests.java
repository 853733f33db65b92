package dev.sslsocket.verify;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.x509.PeerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PinSet} and {@link Pin}: what a pin may look like and what it matches.
 */
class PinSetTests {

	private static final CertifiedKey PINNED = CertificateMaker.localhost().selfSigned();

	private static final CertifiedKey OTHER = CertificateMaker.localhost().selfSigned();

	private static final PeerCertificate SHOWN = PeerCertificate.of(PINNED.certificate());

	private static final String AB = "ab".repeat(32);

	@ParameterizedTest
	@ValueSource(strings = { "sha256", "sha384", "sha512" })
	void matchesWhenDigestIsTheCertificatesInAnySpelling(String algorithm) throws Exception {
		String jcaName = "SHA-" + algorithm.substring(3);
		byte[] digest = MessageDigest.getInstance(jcaName).digest(PINNED.certificateDer());
		String hex = HexFormat.of().formatHex(digest);
		String colons = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
		assertMatches(algorithm + "$" + hex);
		assertMatches(algorithm.toUpperCase(Locale.ROOT) + "$" + colons);
		assertMatches(jcaName + "$" + hex);
		assertMatches(hex);
		assertMatches(colons);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sha256", "sha384", "sha512" })
	void matchesWhenDigestIsTheKeysInAnySpelling(String algorithm) {
		String pin = SHOWN.publicKeyFingerprint(algorithm);
		assertMatches(pin);
		assertMatches(pin.toUpperCase(Locale.ROOT));
		assertMatches(pin.substring(pin.indexOf('$') + 1));
	}

	@Test
	void matchesWhenCertificateIsRenewedWithItsKeyMatchesTheKeyOnly() {
		CertifiedKey renewed = CertificateMaker.localhost()
			.keyPair(new java.security.KeyPair(PINNED.certificate().getPublicKey(), PINNED.privateKey()))
			.selfSigned();
		assertThat(PinSet.of(SHOWN.publicKeyFingerprint("sha256")).matches(renewed.certificate())).isTrue();
		assertThat(PinSet.of(SHOWN.fingerprint("sha256")).matches(renewed.certificate())).isFalse();
	}

	@Test
	void matchesWhenDigestIsOfTheOtherKindDoesNot() {
		String certificate = SHOWN.fingerprint("sha256").substring("sha256$".length());
		String key = SHOWN.publicKeyFingerprint("sha256").substring("sha256$pub$".length());
		assertThat(PinSet.of("pub$" + certificate, key).matches(PINNED.certificate())).isFalse();
	}

	@Test
	void matchesWhenOneOfManyFits() {
		assertThat(PinSet.of(AB, SHOWN.fingerprint("sha256")).matches(PINNED.certificate())).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "RSA_2048", "EC_P384", "ED25519" })
	void matchesWhenDigestIsOfTheBitStringAlone(KeyKind kind) throws Exception {
		CertifiedKey key = CertificateMaker.localhost().key(kind).selfSigned();
		byte[] bits = org.bouncycastle.asn1.x509.SubjectPublicKeyInfo
			.getInstance(key.certificate().getPublicKey().getEncoded())
			.getPublicKeyData()
			.getOctets();
		String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bits));
		assertThat(PinSet.of("sha256$pub$" + hex).matches(key.certificate())).isTrue();
		assertThat(PinSet.of("sha256$" + hex).matches(key.certificate())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sha256", "sha256$", "sha256$:", "$" + "ab", "sha256$pub$", "sha256$key$ab", "xyz",
			"sha256$ab cd", "md5$pub$pub$ab" })
	void parseWhenItIsNoPinSaysWhatToWrite(String text) {
		assertRefused(text, "is '" + text + "', which is no pin");
	}

	@Test
	void parseWhenDigitsAreMissingCountsThem() {
		assertRefused("sha256$" + "ab".repeat(31), "with 62 hexadecimal digits where sha256 has 64");
		assertRefused("sha512$" + AB, "with 64 hexadecimal digits where sha512 has 128");
		assertRefused("abc", "no digest has 3 hexadecimal digits");
	}

	@Test
	void parseWhenDigestIsTooWeakSaysSo() {
		assertRefused("sha1$" + "ab".repeat(20), "sha1 is too weak");
		assertRefused("SHA-1$pub$" + "ab".repeat(20), "sha1 is too weak");
		assertRefused("ab:".repeat(19) + "ab", "sha1 is too weak");
		assertRefused("md5$" + "ab".repeat(16), "md5 is too weak");
		assertRefused("ab".repeat(16), "md5 is too weak");
		assertRefused("sha3-256$" + AB, "whose digest is none of sha256, sha384 and sha512");
	}

	@Test
	void ofWhenThereIsNoPinIsRefused() {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> PinSet.of(PinMode.ENFORCE))
			.withMessage("is empty. Leave it out to pin nobody.")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("pins"));
	}

	@Test
	void equalsWhenPinsAreTheSameInOtherOrderAndSpelling() {
		PinSet pins = PinSet.of(AB, "sha256$pub$" + AB);
		assertThat(pins).isEqualTo(PinSet.of("pub$" + AB.toUpperCase(Locale.ROOT), AB, "sha256$" + AB))
			.hasSameHashCodeAs(PinSet.of("pub$" + AB, AB))
			.hasToString("alternative [sha256$" + AB + ", sha256$pub$" + AB + "]")
			.isNotEqualTo(PinSet.of(PinMode.ENFORCE, AB, "sha256$pub$" + AB))
			.isNotEqualTo(PinSet.of(AB));
		assertThat(pins.size()).isEqualTo(2);
		assertThat(pins.mode()).isEqualTo(PinMode.ALTERNATIVE);
	}

	private static void assertMatches(String pin) {
		assertThat(PinSet.of(pin).matches(PINNED.certificate())).as(pin).isTrue();
		assertThat(PinSet.of(pin).matches(OTHER.certificate())).as(pin).isFalse();
	}

	private static void assertRefused(String pin, String why) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> PinSet.of(pin))
			.withMessageContaining(why)
			.withMessageEndingWith(". Write sha256$ and the 64 hexadecimal digits of the certificate's SHA-256, or"
					+ " sha256$pub$ and those of its public key's.")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("pins"));
	}

}

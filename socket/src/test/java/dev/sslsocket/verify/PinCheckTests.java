package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.x509.PeerCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link PinCheck}, through {@link PeerVerifier}.
 */
class PinCheckTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Demo CA").selfSigned();

	private static final CertifiedKey GOOD = CertificateMaker.localhost().issuedBy(CA);

	private static final CertifiedKey STRANGER = CertificateMaker.localhost().selfSigned();

	private static final CertifiedKey CLIENT = CertificateMaker.leaf().clientAuth().selfSigned();

	private static final String WRONG_PIN = "sha256$" + "ab".repeat(32);

	// What the seed's own test of pins combines, and what may be wrong beside an issuer.
	@ParameterizedTest(name = "{0} peer, pin {1}, {2}: {3}")
	@CsvSource(nullValues = "none", textBlock = """
			good,         none,        none,        none
			stranger,     none,        none,        UNKNOWN_CA
			good,         certificate, ALTERNATIVE, none
			good,         key,         ALTERNATIVE, none
			good,         wrong,       ALTERNATIVE, none
			stranger,     certificate, ALTERNATIVE, none
			stranger,     key,         ALTERNATIVE, none
			stranger,     wrong,       ALTERNATIVE, UNKNOWN_CA
			expired,      certificate, ALTERNATIVE, none
			expired,      wrong,       ALTERNATIVE, CERTIFICATE_EXPIRED
			other-name,   certificate, ALTERNATIVE, none
			other-name,   wrong,       ALTERNATIVE, HOSTNAME_MISMATCH
			good,         certificate, ADDITIONAL,  none
			good,         key,         ADDITIONAL,  none
			good,         wrong,       ADDITIONAL,  PIN_MISMATCH
			stranger,     certificate, ADDITIONAL,  UNKNOWN_CA
			stranger,     wrong,       ADDITIONAL,  UNKNOWN_CA
			expired,      key,         ADDITIONAL,  CERTIFICATE_EXPIRED
			other-name,   key,         ADDITIONAL,  HOSTNAME_MISMATCH
			good,         certificate, ENFORCE,     none
			good,         wrong,       ENFORCE,     PIN_MISMATCH
			stranger,     key,         ENFORCE,     none
			stranger,     wrong,       ENFORCE,     PIN_MISMATCH
			expired,      certificate, ENFORCE,     none
			expired,      wrong,       ENFORCE,     PIN_MISMATCH
			other-name,   certificate, ENFORCE,     none
			other-name,   wrong,       ENFORCE,     PIN_MISMATCH
			""")
	void verifyServerWhenPinnedDecidesAsTheModeSays(String peer, @Nullable String pin, @Nullable PinMode mode,
			@Nullable SslReason expected) {
		CertifiedKey server = switch (peer) {
			case "stranger" -> STRANGER;
			case "expired" -> CertificateMaker.localhost().expired().issuedBy(CA);
			case "other-name" -> CertificateMaker.leaf().dns("other.example").serverAuth().issuedBy(CA);
			default -> GOOD;
		};
		PinSet pins = (pin != null && mode != null) ? PinSet.of(mode, WRONG_PIN.replace('b', 'c'), pin(pin, server))
				: null;
		SslCertificateException refusal = refusal(builder().pins(pins).build(), server);
		assertThat((refusal != null) ? refusal.reason() : null).isEqualTo(expected);
	}

	private static String pin(String kind, CertifiedKey of) {
		PeerCertificate certificate = PeerCertificate.of(of.certificate());
		return switch (kind) {
			case "certificate" -> certificate.fingerprint("sha256");
			case "key" -> certificate.publicKeyFingerprint("sha256");
			default -> WRONG_PIN;
		};
	}

	@Test
	void verifyServerWhenOnePeerWasPinnedJudgesTheNextAsBefore() throws Exception {
		PeerVerifier verifier = builder().pins(PinSet.of(pin("certificate", STRANGER))).build();
		CertifiedKey second = CertificateMaker.localhost().selfSigned();
		for (int round = 0; round < 2; round++) {
			assertThat(verifier.verifyServer(GOOD.chain(), "localhost")).hasSize(2);
			assertThat(verifier.verifyServer(STRANGER.chain(), "elsewhere")).isEqualTo(STRANGER.chain());
			assertThat(refusal(verifier, second)).isNotNull();
		}
	}

	@Test
	void verifyServerWhenAnIssuerIsPinnedDoesNotCount() {
		PeerVerifier verifier = builder().trust(List.of()).pins(PinSet.of(pin("certificate", CA))).build();
		assertThat(refusal(verifier, GOOD)).isNotNull();
		CertifiedKey impostor = CertificateMaker.localhost().selfSigned();
		SslCertificateException refusal = catchThrowableOfType(SslCertificateException.class,
				() -> verifier.verifyServer(List.of(impostor.certificate(), CA.certificate()), "localhost"));
		assertThat(refusal).isNotNull();
	}

	@Test
	void verifyServerWhenAPinDecidesVouchesForTheLeafOnly() throws Exception {
		for (PinMode mode : List.of(PinMode.ALTERNATIVE, PinMode.ENFORCE)) {
			PeerVerifier verifier = builder().trust(List.of()).pins(PinSet.of(mode, pin("key", GOOD))).build();
			assertThat(verifier.verifyServer(List.of(GOOD.certificate(), CA.certificate()), null))
				.containsExactly(GOOD.certificate());
		}
	}

	@Test
	void verifyServerWhenPinIsMissingSaysWhatWasPresentedAndWhatToDo() {
		PeerVerifier verifier = builder().contextName("orders")
			.pins(PinSet.of(PinMode.ADDITIONAL, WRONG_PIN, "pub$" + WRONG_PIN.substring(7)))
			.build();
		SslCertificateException refusal = refusal(verifier, GOOD);
		assertThat(refusal).hasMessage("presented CN=localhost, " + pin("certificate", GOOD) + " with the key "
				+ pin("key", GOOD) + ". Context 'orders' has 2 pins, and neither is among them (ssl.pin-mode:"
				+ " additional). Where the certificate was renewed, and its owner confirms it, add one of the two to"
				+ " ssl.pins.");
		assertThat(refusal.subject()).isEqualTo("CN=localhost");
		assertThat(refusal.depth()).isZero();
	}

	@Test
	void verifyServerWhenIssuerIsUnknownSaysWhatAPinIsGoodFor() {
		PinSet pins = PinSet.of(PinMode.ADDITIONAL, pin("key", STRANGER));
		assertThat(refusal(builder().pins(pins).build(), STRANGER).getMessage())
			.endsWith(" Context 'default' trusts 1 CA (CN=Demo CA), limited to 1 pin. Trust it with ssl.ca-file, and"
					+ " pin it: ssl.pins: " + pin("certificate", STRANGER));
		assertThat(refusal(builder().pins(PinSet.of(WRONG_PIN)).build(), STRANGER).getMessage())
			.endsWith(" Context 'default' trusts 1 CA (CN=Demo CA) and 1 pin. Trust it with ssl.ca-file, or pin it:"
					+ " ssl.pins: " + pin("certificate", STRANGER));
	}

	@Test
	void verifyServerWhenNothingIsPresentedIsRefusedBeforeAnyPin() {
		PeerVerifier verifier = builder().pins(PinSet.of(PinMode.ENFORCE, WRONG_PIN)).build();
		assertThatExceptionOfType(SslCertificateException.class)
			.isThrownBy(() -> verifier.verifyServer(List.of(), "localhost"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", textBlock = """
			ALTERNATIVE, certificate, none
			ALTERNATIVE, wrong,       UNKNOWN_CA
			ADDITIONAL,  certificate, UNKNOWN_CA
			ENFORCE,     key,         none
			ENFORCE,     wrong,       PIN_MISMATCH
			""")
	void verifyClientWhenPinnedDecidesAsTheModeSays(PinMode mode, String pin, @Nullable SslReason expected) {
		PeerVerifier verifier = builder().clientAuth(ClientAuth.NEED).pins(PinSet.of(mode, pin(pin, CLIENT))).build();
		SslCertificateException refusal = catchThrowableOfType(SslCertificateException.class,
				() -> verifier.verifyClient(CLIENT.chain()));
		assertThat((refusal != null) ? refusal.reason() : null).isEqualTo(expected);
	}

	@Test
	void clientCaNamesWhenNoIssuerCountsAreNone() {
		assertThat(builder().pins(PinSet.of(PinMode.ENFORCE, WRONG_PIN)).build().clientCaNames()).isEmpty();
		assertThat(builder().pins(PinSet.of(WRONG_PIN)).build().clientCaNames()).containsExactly(CA.certificate());
	}

	@Test
	void callbackWhenThereArePinsIsAskedAfterThem() throws Exception {
		List<VerifyEvent> events = new ArrayList<>();
		PeerVerifierBuilder builder = builder().callback((event) -> events.add(event));
		builder.pins(PinSet.of(pin("key", STRANGER))).build().verifyServer(STRANGER.chain(), "elsewhere");
		assertThat(events).extracting(VerifyEvent::ok).containsExactly(true);
		events.clear();
		builder.pins(PinSet.of(PinMode.ADDITIONAL, WRONG_PIN)).build().verifyServer(GOOD.chain(), "elsewhere");
		assertThat(events).extracting(VerifyEvent::reason)
			.containsExactly(null, SslReason.HOSTNAME_MISMATCH, SslReason.PIN_MISMATCH);
		SslCertificateException refusal = refusal(
				builder.pins(PinSet.of(pin("key", GOOD))).callback((event) -> false).build(), GOOD);
		assertThat(refusal.reason()).isEqualTo(SslReason.CALLBACK_REFUSED);
	}

	@Test
	void verifyNameWhenAskedByTheJdkIsOverruledByThePinThatOverrulesTheName() throws Exception {
		builder().pins(PinSet.of(pin("key", GOOD))).build().verifyName(GOOD.certificate(), "elsewhere");
		for (PinSet pins : List.of(PinSet.of(WRONG_PIN), PinSet.of(PinMode.ADDITIONAL, pin("key", GOOD)))) {
			assertThatExceptionOfType(SslCertificateException.class)
				.isThrownBy(() -> builder().pins(pins).build().verifyName(GOOD.certificate(), "elsewhere"));
		}
	}

	@Test
	void buildWhenNoCertificateIsReadRefusesPins() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> builder().pins(PinSet.of(WRONG_PIN)).verifyServers(VerifyMode.NONE).build())
			.withMessageStartingWith("does nothing beside verify-mode: none")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("pins"));
	}

	@Test
	void trustDescriptionWhenThereArePinsSaysWhatTheyCountFor() {
		assertThat(builder().pins(PinSet.of(WRONG_PIN)).build().trustDescription())
			.isEqualTo("1 CA (CN=Demo CA) and 1 pin");
		assertThat(
				builder().pins(PinSet.of(PinMode.ADDITIONAL, WRONG_PIN, pin("key", GOOD))).build().trustDescription())
			.isEqualTo("1 CA (CN=Demo CA), limited to 2 pins");
		assertThat(builder().pins(PinSet.of(PinMode.ENFORCE, WRONG_PIN)).build().trustDescription())
			.isEqualTo("1 pin alone");
	}

	private static PeerVerifierBuilder builder() {
		return PeerVerifier.builder().trust(List.of(TrustSource.certificates(CA.certificate())));
	}

	private static @Nullable SslCertificateException refusal(PeerVerifier verifier, CertifiedKey server) {
		return catchThrowableOfType(SslCertificateException.class,
				() -> verifier.verifyServer(server.chain(), "localhost"));
	}

}

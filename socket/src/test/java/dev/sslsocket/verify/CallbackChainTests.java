package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link CallbackChain}, through {@link PeerVerifier}.
 */
class CallbackChainTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey SUB = CertificateMaker.ca().subject("CN=Sub").issuedBy(ROOT);

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(SUB);

	private final List<VerifyEvent> events = new ArrayList<>();

	@Test
	void decideWhenAllIsGoodAsksRootToLeaf() throws Exception {
		assertThat(verifier((event) -> true).verifyServer(SERVER.chain(), "localhost")).hasSize(3);
		assertThat(this.events).extracting(VerifyEvent::depth).containsExactly(2, 1, 0);
		assertThat(this.events).allSatisfy((event) -> {
			assertThat(event.ok()).isTrue();
			assertThat(event.reason()).isNull();
			assertThat(event.message()).isEmpty();
			assertThat(event.peerName()).isEqualTo("localhost");
			assertThat(event.certificate()).isEqualTo(event.chain().get(event.depth()));
			assertThat(event.chain()).containsExactly(SERVER.certificate(), SUB.certificate(), ROOT.certificate());
		});
	}

	@Test
	void decideWhenNameIsWrongTellsReasonAndTextAtTheLeaf() throws Exception {
		assertThat(verifier((event) -> true).verifyServer(SERVER.chain(), "elsewhere")).hasSize(3);
		assertThat(this.events).hasSize(3);
		VerifyEvent last = this.events.get(2);
		assertThat(last.ok()).isFalse();
		assertThat(last.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(last.message()).startsWith("connected to 'elsewhere'; the certificate is for localhost");
	}

	@Test
	void decideWhenErrorIsNotOverruledThrowsItAsItWas() {
		SslCertificateException refusal = refusal(VerifyEvent::ok, SERVER.chain(), "elsewhere");
		assertThat(refusal.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
	}

	@Test
	void decideWhenCallbackRefusesAGoodCertificateSaysSo() {
		SslCertificateException refusal = refusal((event) -> event.depth() != 1, SERVER.chain(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.CALLBACK_REFUSED);
		assertThat(refusal).hasMessage("the verify callback refused CN=Sub (depth 1)");
		assertThat(refusal.depth()).isEqualTo(1);
		assertThat(this.events).hasSize(2);
	}

	@Test
	void decideWhenCallbackThrowsRefuses() {
		SslCertificateException refusal = refusal((event) -> {
			throw new IllegalStateException("broken");
		}, SERVER.chain(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.CALLBACK_REFUSED);
		assertThat(refusal)
			.hasMessage("the verify callback failed at CN=Root (depth 2): java.lang.IllegalStateException: broken")
			.hasCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void decideWhenCallbackThrowsAnErrorRefuses() {
		assertThat(refusal((event) -> {
			throw new AssertionError("broken");
		}, SERVER.chain(), "localhost").reason()).isEqualTo(SslReason.CALLBACK_REFUSED);
	}

	@Test
	void decideWhenCertificateIsSelfSignedMayOverruleAndGetsTheChainAsFarAsItGoes() throws Exception {
		CertifiedKey own = CertificateMaker.localhost().selfSigned();
		assertThat(verifier((event) -> true).verifyServer(own.chain(), "localhost")).isEqualTo(own.chain());
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.reason()).isEqualTo(SslReason.UNKNOWN_CA);
			assertThat(event.message()).startsWith("presented CN=localhost, signed by itself");
		});
	}

	@Test
	void decideWhenOneErrorIsOverruledStillTellsTheOthers() {
		CertifiedKey own = CertificateMaker.localhost().key(KeyKind.RSA_1024).clientAuth().expired().selfSigned();
		SslCertificateException refusal = refusal((event) -> event.reason() != SslReason.HOSTNAME_MISMATCH, own.chain(),
				"elsewhere");
		assertThat(refusal.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(this.events).extracting(VerifyEvent::reason)
			.containsExactly(SslReason.UNKNOWN_CA, SslReason.CERTIFICATE_EXPIRED, SslReason.UNSUITABLE_CERTIFICATE,
					SslReason.WEAK_ALGORITHM, SslReason.HOSTNAME_MISMATCH);
	}

	@Test
	void decideWhenExpiryIsOverruledStillTellsWhatElsePkixFinds() {
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Limited").permit("example").issuedBy(ROOT);
		CertifiedKey server = CertificateMaker.localhost()
			.expired()
			.notBefore(limited.certificate().getNotBefore().toInstant().minusSeconds(60))
			.issuedBy(limited);
		refusal((event) -> event.ok() || event.reason() == SslReason.CERTIFICATE_EXPIRED, server.chain(), "localhost");
		assertThat(this.events).extracting(VerifyEvent::reason)
			.endsWith(SslReason.CERTIFICATE_EXPIRED, SslReason.BAD_CERTIFICATE);
	}

	@Test
	void decideWhenServerIsNotVerifiedIsNotAsked() throws Exception {
		PeerVerifier verifier = PeerVerifier.builder()
			.verifyServers(VerifyMode.NONE)
			.callback((event) -> this.events.add(event))
			.build();
		assertThat(verifier.verifyServer(SERVER.chain(), "elsewhere")).isEqualTo(SERVER.chain());
		assertThat(this.events).isEmpty();
	}

	@Test
	void decideWhenPeerIsAClientTellsNoName() throws Exception {
		CertifiedKey client = CertificateMaker.leaf().clientAuth().issuedBy(ROOT);
		verifier((event) -> true).verifyClient(client.chain());
		assertThat(this.events).hasSize(2).extracting(VerifyEvent::peerName).containsOnlyNulls();
	}

	private PeerVerifier verifier(VerifyCallback callback) {
		return PeerVerifier.builder().trust(List.of(TrustSource.certificates(ROOT.certificate()))).callback((event) -> {
			this.events.add(event);
			return callback.verify(event);
		}).build();
	}

	private SslCertificateException refusal(VerifyCallback callback, List<X509Certificate> presented,
			@Nullable String name) {
		SslCertificateException refusal = catchThrowableOfType(SslCertificateException.class,
				() -> verifier(callback).verifyServer(presented, name));
		assertThat(refusal).as("refused").isNotNull();
		return refusal;
	}

}

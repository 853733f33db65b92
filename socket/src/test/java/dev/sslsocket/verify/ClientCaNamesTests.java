package dev.sslsocket.verify;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientCaNames}, through {@link PeerVerifier}.
 */
class ClientCaNamesTests {

	private static final KeyPair KEY = KeyKind.EC_P256.newKeyPair();

	private static final X509Certificate FIRST = ca("CN=first");

	private static final X509Certificate SECOND = ca("CN=second");

	private static final X509Certificate THIRD = ca("CN=third");

	/** 2 + 13 + 50 bytes each on the wire. */
	private static final X509Certificate[] MANY = IntStream.range(0, 993)
		.mapToObj((number) -> ca("CN=" + "%050d".formatted(number)))
		.toArray(X509Certificate[]::new);

	@Test
	void namesWhenNotConfiguredAreThoseTrusted() {
		assertThat(verifier(ClientAuth.NEED, null, SECOND, FIRST).clientCaNames()).containsExactly(SECOND, FIRST);
	}

	@Test
	void namesWhenConfiguredAreSentInThatOrderOnceAndAddNoTrust() {
		PeerVerifier verifier = verifier(ClientAuth.NEED,
				List.of(TrustSource.certificates(THIRD, FIRST), TrustSource.certificates(ca("CN=third"), SECOND)),
				FIRST);
		assertThat(verifier.clientCaNames()).containsExactly(THIRD, FIRST, SECOND);
		assertThat(verifier.acceptedIssuers()).containsExactly(FIRST);
		assertThat(verifier.trustDescription()).isEqualTo("1 CA (CN=first)");
		assertThat(new VerifierTrustManager(verifier).getAcceptedIssuers()).containsExactly(FIRST);
		assertThat(VerifierTrustManager.namingClientCas(verifier).getAcceptedIssuers()).containsExactly(THIRD, FIRST,
				SECOND);
	}

	@Test
	void namesWhenConfiguredAreNoPartOfWhatDecidesTrust() {
		assertThat(verifier(ClientAuth.NEED, List.of(TrustSource.certificates(SECOND)), FIRST).partition())
			.isEqualTo(verifier(ClientAuth.NEED, null, FIRST).partition());
	}

	@Test
	void namesWhenConfiguredAsNoneAreNone() {
		assertThat(verifier(ClientAuth.NEED, List.of(TrustSource.none()), FIRST).clientCaNames()).isEmpty();
	}

	@Test
	void namesWhenConfiguredMoreThanARequestCarriesAreRefusedWithTheirNumber() {
		List<TrustSource> fitting = List.of(TrustSource.certificates(first(992)));
		assertThat(verifier(ClientAuth.NEED, fitting, FIRST).clientCaNames()).hasSize(992);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> verifier(ClientAuth.NONE, List.of(TrustSource.certificates(MANY)), FIRST))
			.withMessage("names 993 CAs, whose names take 64545 bytes; a request carries 64512. Name fewer.")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("client-ca-file"));
	}

	@Test
	void namesWhenMoreAreTrustedThanARequestCarriesAreRefusedWhereClientsAreAsked() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> verifier(ClientAuth.WANT, null, MANY))
			.withMessage("is want, which would name to clients 993 CAs, whose names take 64545 bytes; a request carries"
					+ " 64512. Name those worth naming by client-ca-file; all stay trusted.")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("client-auth"));
		assertThat(verifier(ClientAuth.NONE, null, MANY).clientCaNames()).isEmpty();
		assertThat(verifier(ClientAuth.NONE, null, MANY).acceptedIssuers()).hasSize(993);
	}

	private static X509Certificate[] first(int count) {
		return List.of(MANY).subList(0, count).toArray(X509Certificate[]::new);
	}

	private static PeerVerifier verifier(ClientAuth clientAuth, @Nullable List<TrustSource> names,
			X509Certificate... trusted) {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(trusted)))
			.clientAuth(clientAuth)
			.clientCaNames(names)
			.build();
	}

	private static X509Certificate ca(String name) {
		CertifiedKey ca = CertificateMaker.ca().subject(name).keyPair(KEY).selfSigned();
		return ca.certificate();
	}

}

package dev.sslsocket.x509;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the JDK's engine does with the key manager, in real handshakes.
 */
class IdentityHandshakeTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=ca").selfSigned();

	private static final CertifiedKey OTHER_CA = CertificateMaker.ca().subject("CN=other ca").selfSigned();

	// RSA keys take long to make; the certificates are what differs.
	private static final Map<KeyKind, KeyPair> KEYS = new EnumMap<>(KeyKind.class);

	static Stream<Arguments> cells() {
		return Stream.of("TLSv1.2", "TLSv1.3")
			.flatMap((protocol) -> Stream
				.of(KeyKind.RSA_2048, KeyKind.RSA_PSS_2048, KeyKind.EC_P256, KeyKind.EC_P384, KeyKind.EC_P521,
						KeyKind.ED25519)
				.map((kind) -> Arguments.of(protocol, kind)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("cells")
	void handshakeWhenBothHaveAnIdentityPresentsBoth(String protocol, KeyKind kind) throws Exception {
		SslIdentity server = identity("CN=server", kind, CA);
		SslIdentity client = identity("CN=client", kind, CA);
		EnginePair pair = EnginePair.of(protocol, List.of(client), List.of(server), CA.certificate());
		pair.shakeHands();
		assertThat(pair.client().getSession().getProtocol()).isEqualTo(protocol);
		assertThat(pair.client().getSession().getPeerCertificates()).isEqualTo(chain(server));
		assertThat(pair.server().getSession().getPeerCertificates()).isEqualTo(chain(client));
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, RSA_2048",
			"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, EC_P384" })
	void handshakeWhenSeveralKindsAreOfferedPresentsTheFirstThatTheSuiteNeeds(String suite, KeyKind kind)
			throws Exception {
		SslIdentity expected = identity("CN=expected", kind, CA);
		EnginePair pair = EnginePair.of("TLSv1.2", List.of(), List.of(identity("CN=pss", KeyKind.RSA_PSS_2048, CA),
				expected, identity("CN=rsa", KeyKind.RSA_2048, CA), identity("CN=ec", KeyKind.EC_P256, CA)));
		pair.client().setEnabledCipherSuites(new String[] { suite });
		pair.shakeHands();
		assertThat(pair.client().getSession().getPeerCertificates()).isEqualTo(chain(expected));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("cells")
	void handshakeWhenTheServerListsACaPrefersItsIdentity(String protocol, KeyKind kind) throws Exception {
		SslIdentity server = identity("CN=server", KeyKind.EC_P256, CA);
		SslIdentity foreign = identity("CN=foreign", kind, OTHER_CA);
		SslIdentity listed = identity("CN=listed", kind, CA);
		EnginePair pair = EnginePair.of(protocol, List.of(foreign, listed), List.of(server), CA.certificate());
		pair.shakeHands();
		assertThat(pair.server().getSession().getPeerCertificates()).isEqualTo(chain(listed));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("cells")
	void handshakeWhenNoListedCaFitsPresentsTheFirstAllTheSame(String protocol, KeyKind kind) throws Exception {
		SslIdentity server = identity("CN=server", KeyKind.EC_P256, CA);
		SslIdentity foreign = identity("CN=foreign", kind, OTHER_CA);
		EnginePair pair = EnginePair.of(protocol, List.of(foreign), List.of(server), CA.certificate());
		pair.shakeHands();
		assertThat(pair.server().getSession().getPeerCertificates()).isEqualTo(chain(foreign));
	}

	@Test
	void serverWhenTls12ClientListsNoSignatureAlgorithmsOffersItsCertificate() throws Exception {
		SslIdentity server = identity("CN=server", KeyKind.RSA_2048, CA);
		EnginePair pair = EnginePair.of("TLSv1.2", List.of(), List.of(server));
		// TLS 1.2, ECDHE-RSA-AES128-GCM-SHA256, supported_groups P-256 and P-384, no
		// more.
		ByteBuffer hello = ByteBuffer.wrap(HexFormat.of()
			.parseHex("1603010039" + "01000035" + "0303" + "11".repeat(32) + "00" + "0002c02f" + "0100" + "000a"
					+ "000a00060004" + "00170018"));
		if (Security.getProperty("jdk.tls.disabledAlgorithms").contains("rsa_pkcs1_sha1")) {
			// RFC 5246 section 7.4.1.4.1 makes SHA-1 the default, which newer JDKs
			// refuse:
			// the certificate was found, the engine only may not sign with its key.
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> pair.answer(hello))
				.withMessageContaining("No supported signature algorithm for RSA");
			return;
		}
		byte[] answer = pair.answer(hello).array();
		assertThat(HexFormat.of().formatHex(answer))
			.contains(HexFormat.of().formatHex(server.chain().get(0).getEncoded()));
	}

	private static SslIdentity identity(String subject, KeyKind kind, CertifiedKey issuer) {
		CertifiedKey certified = CertificateMaker.leaf()
			.subject(subject)
			.keyPair(KEYS.computeIfAbsent(kind, KeyKind::newKeyPair))
			.issuedBy(issuer);
		return SslIdentity.of(certified.privateKey(), certified.certificate());
	}

	private static X509Certificate[] chain(SslIdentity identity) {
		return identity.chain().toArray(new X509Certificate[0]);
	}

}

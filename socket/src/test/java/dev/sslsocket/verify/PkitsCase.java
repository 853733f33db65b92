package dev.sslsocket.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.Material;
import org.jspecify.annotations.Nullable;

/**
 * One case of NIST's Public Key Interoperability Test Suite (public domain).
 *
 * @param name its section, number and title
 * @param accepted whether RFC 5280 accepts it
 */
record PkitsCase(String name, boolean accepted, Map<?, ?> json) {

	private static final String POLICY = "2.16.840.1.101.3.2.1.48.";

	static List<PkitsCase> all() {
		try (InputStream stream = PkitsCase.class.getResourceAsStream("pkits.json.gz")) {
			String text = new String(new GZIPInputStream(stream).readAllBytes(), StandardCharsets.UTF_8);
			return ((List<?>) JsonText.parse(text).get("testcases")).stream()
				.map((json) -> of((Map<?, ?>) json))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static PkitsCase of(Map<?, ?> json) {
		String id = (String) json.get("id");
		String number = id.substring(id.lastIndexOf("::") + 2, id.indexOf('-', id.lastIndexOf("::")));
		return new PkitsCase(number + " " + json.get("description"), "SUCCESS".equals(json.get("expected_result")),
				json);
	}

	/**
	 * Puts the case before the product. What the suite's initial policies (RFC 5280
	 * section 6.1.1) decide is asked of the JDK once the product has accepted the chain:
	 * the product takes any policy, as TLS does, and has no setting for others.
	 * @return why it is refused, or {@code null}
	 */
	@Nullable Exception refusal() {
		Revocation.Builder revocation = Revocation.builder().crl(RevocationScope.CHAIN);
		texts("crls").forEach((pem) -> revocation.crlFile(Material.inline(pem)));
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(texts("trusted_certs").stream().map((pem) -> TrustSource.file(Material.inline(pem))).toList())
			.hostnameScheme(HostnameScheme.NONE)
			.revocation(revocation.build())
			.clock(Clock.fixed(time(), ZoneOffset.UTC))
			.build();
		List<X509Certificate> presented = new ArrayList<>(certificates((String) this.json.get("peer_certificate")));
		texts("untrusted_intermediates").forEach((pem) -> presented.addAll(certificates(pem)));
		try {
			return refusalByPolicies(verifier.verifyServer(presented, null));
		}
		catch (SslCertificateException ex) {
			return ex;
		}
	}

	private Instant time() {
		return OffsetDateTime.parse((String) this.json.get("validation_time")).toInstant();
	}

	private @Nullable Exception refusalByPolicies(List<X509Certificate> chain) {
		Map<?, ?> settings = (Map<?, ?>) this.json.get("pkits");
		int last = chain.size() - 1;
		try {
			PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(last), null)));
			parameters.setRevocationEnabled(false);
			parameters.setDate(Date.from(time()));
			parameters.setPolicyQualifiersRejected(false);
			parameters.setInitialPolicies(policies(settings.get("InitialPolicySet")));
			parameters.setExplicitPolicyRequired("true".equals(settings.get("InitialExplicitPolicy")));
			parameters.setPolicyMappingInhibited("true".equals(settings.get("InitialPolicyMappingInhibit")));
			parameters.setAnyPolicyInhibited("true".equals(settings.get("InitialInhibitAnyPolicy")));
			CertPathValidator.getInstance("PKIX")
				.validate(CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, last)), parameters);
			return null;
		}
		catch (GeneralSecurityException ex) {
			return ex;
		}
	}

	private static Set<String> policies(@Nullable Object words) {
		return (words == null) ? Set.of()
				: Arrays.stream(words.toString().split(","))
					.map((word) -> POLICY + word.substring(word.lastIndexOf('-') + 1))
					.collect(Collectors.toSet());
	}

	private List<String> texts(String key) {
		return ((List<?>) this.json.get(key)).stream().map(String.class::cast).toList();
	}

	private static List<X509Certificate> certificates(String pem) {
		return Certificates.parse(Material.inline(pem));
	}

	@Override
	public String toString() {
		return this.name;
	}

}

package dev.sslsocket.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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
	 * Puts the case before the product.
	 * @param beyondRfc5280 whether with the rules that RFC 5280 does not have
	 * @return why it is refused, or {@code null}
	 */
	@Nullable SslCertificateException refusal(boolean beyondRfc5280) {
		Revocation.Builder revocation = Revocation.builder().crl(RevocationScope.CHAIN);
		texts("crls").forEach((pem) -> revocation.crlFile(Material.inline(pem)));
		Instant time = OffsetDateTime.parse((String) this.json.get("validation_time")).toInstant();
		PeerVerifierBuilder builder = PeerVerifier.builder()
			.trust(texts("trusted_certs").stream().map((pem) -> TrustSource.file(Material.inline(pem))).toList())
			.hostnameScheme(HostnameScheme.NONE)
			.revocation(revocation.build())
			.clock(Clock.fixed(time, ZoneOffset.UTC));
		builder.rules = rules(beyondRfc5280);
		List<X509Certificate> presented = new ArrayList<>(certificates((String) this.json.get("peer_certificate")));
		texts("untrusted_intermediates").forEach((pem) -> presented.addAll(certificates(pem)));
		try {
			builder.build().verifyServer(presented, null);
			return null;
		}
		catch (SslCertificateException ex) {
			return ex;
		}
	}

	private PathRules rules(boolean beyondRfc5280) {
		Map<?, ?> settings = (Map<?, ?>) this.json.get("pkits");
		Object policies = settings.get("InitialPolicySet");
		Set<String> oids = (policies == null) ? Set.of()
				: Arrays.stream(policies.toString().split(","))
					.map((word) -> POLICY + word.substring(word.lastIndexOf('-') + 1))
					.collect(Collectors.toSet());
		return new PathRules(beyondRfc5280, oids, "true".equals(settings.get("InitialExplicitPolicy")),
				"true".equals(settings.get("InitialPolicyMappingInhibit")),
				"true".equals(settings.get("InitialInhibitAnyPolicy")));
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

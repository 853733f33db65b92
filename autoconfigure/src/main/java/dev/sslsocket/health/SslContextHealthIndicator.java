package dev.sslsocket.health;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import dev.sslsocket.ServedIdentity;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.VerifyMode;

/**
 * The health of one context: {@code UP} while every certificate of its own chains is
 * valid, else {@code OUT_OF_SERVICE} with the detail {@code invalidCertificates}, which
 * names them, and the hosts they are presented for. Safe for use by many threads.
 */
public final class SslContextHealthIndicator extends AbstractHealthIndicator {

	private final SslContexts contexts;

	private final String name;

	private final Clock clock;

	/**
	 * Creates the indicator.
	 * @param contexts where the context is, as it is at each check
	 * @param name name of the context
	 * @param clock what validity is judged by
	 */
	public SslContextHealthIndicator(SslContexts contexts, String name, Clock clock) {
		super("The health of SSL context '" + name + "' cannot be told");
		this.contexts = contexts;
		this.name = name;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		SslContext context = this.contexts.get(this.name);
		List<String> valid = new ArrayList<>();
		List<String> invalid = new ArrayList<>();
		Instant now = this.clock.instant();
		ownCertificates(context).forEach((certificate, hosts) -> {
			String name = name(certificate, hosts);
			if (now.isAfter(certificate.getNotAfter().toInstant())) {
				invalid.add(name + " ended " + certificate.getNotAfter().toInstant());
			}
			else if (now.isBefore(certificate.getNotBefore().toInstant())) {
				invalid.add(name + " begins " + certificate.getNotBefore().toInstant());
			}
			else {
				valid.add(name + " ends " + certificate.getNotAfter().toInstant());
			}
		});
		builder.up();
		if (!invalid.isEmpty()) {
			builder.outOfService().withDetail("invalidCertificates", invalid);
		}
		builder.withDetail("validCertificates", valid);
		builder.withDetail("verification", verification(context));
	}

	/** The certificates of all chains, each once, with the hosts it is presented for. */
	private static Map<X509Certificate, Set<String>> ownCertificates(SslContext context) {
		Map<X509Certificate, Set<String>> certificates = new LinkedHashMap<>();
		for (ServedIdentity served : context.servedIdentities()) {
			List<X509Certificate> chain = served.identity().chain();
			chain.forEach((certificate) -> certificates.computeIfAbsent(certificate, (key) -> new LinkedHashSet<>()));
			certificates.get(chain.get(0)).addAll(served.hosts());
		}
		return certificates;
	}

	private static String name(X509Certificate certificate, Set<String> hosts) {
		String subject = certificate.getSubjectX500Principal().getName();
		return hosts.isEmpty() ? subject : subject + " for " + String.join(", ", hosts);
	}

	private static String verification(SslContext context) {
		if (context.verifyMode() == VerifyMode.NONE) {
			return "off: servers are not verified";
		}
		String verification = (context.hostnameVerification() == HostnameScheme.NONE)
				? "chain only: names are not checked" : "chain and name";
		return context.pins().map((pins) -> switch (pins.mode()) {
			case ALTERNATIVE -> verification + ", or a pin";
			case ADDITIONAL -> verification + ", and a pin";
			case ENFORCE -> "pin only";
		}).orElse(verification);
	}

}

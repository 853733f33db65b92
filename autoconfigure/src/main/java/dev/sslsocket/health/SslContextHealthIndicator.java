package dev.sslsocket.health;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.sslsocket.OcspStaple;
import dev.sslsocket.ServedIdentity;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.reload.ReloadStatus;
import dev.sslsocket.verify.CrlPeriod;
import dev.sslsocket.verify.VerifyMode;

/**
 * The health of one context: {@code UP} while every certificate of its own chains is
 * valid, else {@code OUT_OF_SERVICE} with the detail {@code invalidCertificates}, which
 * names them, and the hosts they are presented for. Where changed files could not be put
 * in force it is {@link #DEGRADED}, with the reason in the detail {@code reloadFailure},
 * and where a revocation list does not count (any more), with its name in
 * {@code endedRevocationLists}: whoever it is about is refused. So it is where an answer
 * of OCSP is missing that a server should staple ({@code missingStaples}). What is in the
 * last tenth of its time is listed under {@code endingRevocationLists} and changes
 * nothing. Safe for use by many threads.
 */
public final class SslContextHealthIndicator extends AbstractHealthIndicator {

	/**
	 * The context works, but not with what its files hold now, or not for everybody.
	 * Boot's defaults neither count it for the whole application's status nor map it to
	 * an HTTP error, so that nobody takes a server that works out of service for it; an
	 * operator who wants to see it there adds it to
	 * {@code management.endpoint.health.status.order}.
	 */
	public static final Status DEGRADED = new Status("DEGRADED",
			"Changed files are not in force, revocation lists have ended, or staples are missing");

	private final SslContexts contexts;

	private final String name;

	private final Function<String, Optional<ReloadStatus>> reloads;

	private final Clock clock;

	/**
	 * Creates the indicator.
	 * @param contexts where the context is, as it is at each check
	 * @param name name of the context
	 * @param reloads gives the status of a context that follows its files
	 * @param clock what validity is judged by
	 */
	public SslContextHealthIndicator(SslContexts contexts, String name,
			Function<String, Optional<ReloadStatus>> reloads, Clock clock) {
		super("The health of SSL context '" + name + "' cannot be told");
		this.contexts = contexts;
		this.name = name;
		this.reloads = reloads;
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
		this.reloads.apply(this.name)
			.filter((status) -> status.failure() != null)
			.ifPresent((status) -> builder.status(DEGRADED)
				.withDetail("reloadFailure", status.failure())
				.withDetail("reloadFailingSince", status.failingSince()));
		addRevocationLists(builder, context.revocationLists(), now);
		addStaples(builder, context.ocspStaples(), invalid);
		if (!invalid.isEmpty()) {
			builder.outOfService().withDetail("invalidCertificates", invalid);
		}
		builder.withDetail("validCertificates", valid);
		builder.withDetail("verification", verification(context));
	}

	/** Lists are public, as the certificates are. */
	private static void addRevocationLists(Health.Builder builder, List<CrlPeriod> lists, Instant now) {
		List<String> ended = describe(lists, (list) -> !list.counts(now), now);
		List<String> ending = describe(lists, (list) -> list.endsSoon(now), now);
		List<String> current = describe(lists, (list) -> list.counts(now) && !list.endsSoon(now), now);
		if (!ended.isEmpty()) {
			builder.status(DEGRADED).withDetail("endedRevocationLists", ended);
		}
		if (!ending.isEmpty()) {
			builder.withDetail("endingRevocationLists", ending);
		}
		if (!current.isEmpty()) {
			builder.withDetail("currentRevocationLists", current);
		}
	}

	/**
	 * A certificate that its issuer has revoked is as bad as one that has ended. Before
	 * the first answer nothing is wrong.
	 */
	private static void addStaples(Health.Builder builder, List<OcspStaple> staples, List<String> invalid) {
		List<String> missing = new ArrayList<>();
		for (OcspStaple staple : staples) {
			String subject = staple.certificate().getSubjectX500Principal().getName();
			if (staple.revoked()) {
				invalid.add(subject + " was revoked by its issuer " + staple.problem());
			}
			else if (staple.until().isEmpty() && !staple.problem().isEmpty()) {
				missing.add(subject + ": " + staple.problem());
			}
		}
		if (!missing.isEmpty()) {
			builder.status(DEGRADED).withDetail("missingStaples", missing);
		}
	}

	private static List<String> describe(List<CrlPeriod> lists, Predicate<CrlPeriod> which, Instant now) {
		return lists.stream().filter(which).map((list) -> list.describe(now)).toList();
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
		String verification = switch (context.hostnameVerification()) {
			case NONE -> "chain only: names are not checked";
			case RFC9525 -> "chain and name";
			default -> "chain and name (verify-hostname: " + context.hostnameVerification().word() + ")";
		};
		return context.pins().map((pins) -> switch (pins.mode()) {
			case ALTERNATIVE -> verification + ", or a pin";
			case ADDITIONAL -> verification + ", and a pin";
			case ENFORCE -> "pin only";
		}).orElse(verification);
	}

}

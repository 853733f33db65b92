package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Is each certificate of the chain valid now (RFC 5280 section 4.1.2.5)? The trust anchor
 * too: PKIX leaves it out, OpenSSL and Go do not. Stateless; safe for use by many
 * threads.
 */
final class Validity {

	private Validity() {
	}

	/**
	 * Checks the certificates one by one.
	 * @param path the chain, the peer's own certificate first
	 * @param now the time by the context's clock
	 * @return what is wrong, in the order of the chain; empty when nothing is
	 */
	static List<Finding> check(List<X509Certificate> path, Instant now) {
		List<Finding> findings = new ArrayList<>();
		for (int depth = 0; depth < path.size(); depth++) {
			X509Certificate certificate = path.get(depth);
			Instant begin = certificate.getNotBefore().toInstant();
			Instant end = certificate.getNotAfter().toInstant();
			if (now.isAfter(end)) {
				String ended = " ended " + date(end) + ", " + days(end, now) + " ago";
				findings.add(finding(SslReason.CERTIFICATE_EXPIRED, certificate, depth, ended, now));
			}
			else if (now.isBefore(begin)) {
				String begins = " begins " + date(begin) + ", in " + days(now, begin);
				findings.add(finding(SslReason.CERTIFICATE_NOT_YET_VALID, certificate, depth, begins, now));
			}
		}
		return findings;
	}

	/**
	 * A moment at which every certificate is valid, so that what else is wrong can be
	 * seen although some are not valid now.
	 * @param path the chain
	 * @param now the time by the context's clock, returned when it will do
	 * @return the moment, or {@code null} when there is none
	 */
	static @Nullable Instant common(List<X509Certificate> path, Instant now) {
		Instant begin = Instant.MIN;
		Instant end = Instant.MAX;
		for (X509Certificate certificate : path) {
			Instant from = certificate.getNotBefore().toInstant();
			Instant to = certificate.getNotAfter().toInstant();
			begin = from.isAfter(begin) ? from : begin;
			end = to.isBefore(end) ? to : end;
		}
		if (begin.isAfter(end)) {
			return null;
		}
		Instant earliest = now.isBefore(begin) ? begin : now;
		return earliest.isAfter(end) ? end : earliest;
	}

	private static Finding finding(SslReason reason, X509Certificate certificate, int depth, String problem,
			Instant now) {
		return new Finding(reason, depth, certificate, CertificateText.at(certificate, depth) + problem
				+ " (this machine's clock: " + now.truncatedTo(ChronoUnit.SECONDS) + ")");
	}

	static String date(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
	}

	static String days(Instant from, Instant to) {
		long days = Duration.between(from, to).toDays();
		if (days == 0) {
			return "less than a day";
		}
		return (days == 1) ? "1 day" : days + " days";
	}

}

package dev.sslsocket.verify;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A revocation list that a context looks into, and from when to when it counts. Outside
 * that time every certificate that it is about is refused. Immutable; safe for use by
 * many threads.
 *
 * @param issuer name of the CA, in RFC 2253 form
 * @param origin name of the file it came from
 * @param begin when it was made
 * @param end when the next one is due; {@code null} where the list does not say, which
 * makes it useless (RFC 5280 section 5.1.2.5)
 */
public record CrlPeriod(String issuer, String origin, Instant begin, @Nullable Instant end) {

	/** Whoever renews lists in time does so before the last tenth. */
	private static final int LAST_PART = 10;

	/**
	 * Returns whether the list counts.
	 * @param now the time
	 * @return false before its begin and after its end
	 */
	public boolean counts(Instant now) {
		return this.end != null && !now.isBefore(this.begin) && !now.isAfter(this.end);
	}

	/**
	 * Returns whether the list counts, and not for long.
	 * @param now the time
	 * @return true in the last tenth of its time
	 */
	public boolean endsSoon(Instant now) {
		return this.end != null && counts(now)
				&& now.isAfter(this.end.minus(Duration.between(this.begin, this.end).dividedBy(LAST_PART)));
	}

	/**
	 * Says which list it is, and until when or since when it counts.
	 * @param now the time
	 * @return such as {@code CN=Demo CA in 'certs/my-ca.crl' ended 2026-01-02T03:04:05Z}
	 */
	public String describe(Instant now) {
		String list = CertificateText.printable(this.issuer) + " in '" + this.origin + "' ";
		if (now.isBefore(this.begin)) {
			return list + "begins " + this.begin;
		}
		if (this.end == null) {
			return list + "does not say when it ends";
		}
		return list + (counts(now) ? "ends " : "ended ") + this.end;
	}

}

package dev.sslsocket.revocation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What OCSP says about a certificate, found authentic and current; or that it says
 * nothing, and why. Immutable; safe for use by many threads.
 *
 * @param status what it says
 * @param text when and why the certificate was revoked, or why there is no answer: a
 * sentence without its subject and full stop
 * @param since since when this is known to be right; {@code null} without an answer
 * @param until up to when it may be used again; {@code null} where it may not
 */
public record OcspAnswer(Status status, String text, @Nullable Instant since, @Nullable Instant until) {

	/** What an answer says. A value; safe for use by many threads. */
	public enum Status {

		/** Not revoked. */
		GOOD,

		/** Revoked. */
		REVOKED,

		/** There is no answer, or it is "unknown". */
		NONE

	}

	/**
	 * There is no answer.
	 * @param why why not, such as {@code did not answer}
	 * @return an answer that says nothing
	 */
	public static OcspAnswer none(String why) {
		return new OcspAnswer(Status.NONE, why, null, null);
	}

	/** The same, to be used again up to a time. */
	OcspAnswer until(Instant end) {
		return new OcspAnswer(this.status, this.text, this.since, end);
	}

	/**
	 * Whether this is to be preferred to another answer about the same certificate: the
	 * later word counts, and of two of one time the bad news.
	 */
	boolean outweighs(OcspAnswer other) {
		if (this.since == null || other.since == null) {
			return this.since != null;
		}
		return this.since.isAfter(other.since)
				|| this.since.equals(other.since) && (this.status == Status.REVOKED || other.status != Status.REVOKED);
	}

}

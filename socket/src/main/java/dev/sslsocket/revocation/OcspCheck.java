package dev.sslsocket.revocation;

import java.security.cert.CertificateParsingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.x509.OcspRequest;
import dev.sslsocket.x509.OcspResponse;
import dev.sslsocket.x509.OcspStatement;
import org.jspecify.annotations.Nullable;

/**
 * Is an answer about this certificate, authentic and current (RFC 6960 section 3.2)?
 * Immutable; safe for use by many threads.
 */
final class OcspCheck {

	/** How far the responder's clock may be from ours, as OpenSSL's tools have it. */
	static final Duration SKEW = Duration.ofMinutes(5);

	/**
	 * How old an answer may be that names no end, as Firefox has it. OpenSSL takes one of
	 * any age unless told otherwise, the JDK none older than 15 minutes.
	 */
	static final Duration AGE_WITHOUT_END = Duration.ofDays(1);

	private final Clock clock;

	OcspCheck(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Reads an answer.
	 * @param der the bytes
	 * @param question what it has to be about
	 * @param request the request that it has to be for; {@code null} for one that nobody
	 * of ours asked for
	 * @return the answer; {@link Status#NONE} where it does not count
	 */
	OcspAnswer read(byte[] der, OcspQuestion question, @Nullable OcspRequest request) {
		try {
			OcspResponse response = OcspResponse.parse(der);
			Optional<OcspStatement> statement = response.about(question.id());
			if (statement.isEmpty()) {
				return OcspAnswer.none("is not about this certificate");
			}
			if (request != null && response.answersAnother(request)) {
				return OcspAnswer.none("is for another request (nonce)");
			}
			Instant now = this.clock.instant();
			String problem = untimely(statement.get(), now);
			if (problem == null) {
				problem = OcspSigner.problem(response, question.issuer(), now);
			}
			return (problem != null) ? OcspAnswer.none(problem) : answer(statement.get());
		}
		catch (CertificateParsingException ex) {
			return OcspAnswer.none(String.valueOf(ex.getMessage()));
		}
	}

	private static @Nullable String untimely(OcspStatement statement, Instant now) {
		Instant begin = statement.thisUpdate();
		if (begin.isAfter(now.plus(SKEW))) {
			return "counts from " + begin + " only (this machine's clock: " + now + ")";
		}
		Instant next = statement.nextUpdate();
		if (next == null) {
			return begin.isBefore(now.minus(AGE_WITHOUT_END))
					? "is of " + begin + ", and does not say how long it counts" : null;
		}
		if (next.isBefore(begin)) {
			return "ends before it begins";
		}
		return next.isBefore(now.minus(SKEW)) ? "ended " + next + " (this machine's clock: " + now + ")" : null;
	}

	private static OcspAnswer answer(OcspStatement statement) {
		return switch (statement.status()) {
			case GOOD -> new OcspAnswer(Status.GOOD, "", statement.thisUpdate(), statement.nextUpdate());
			case REVOKED ->
				new OcspAnswer(Status.REVOKED, statement.revocation(), statement.thisUpdate(), statement.nextUpdate());
			case UNKNOWN -> OcspAnswer.none("does not know the certificate (unknown)");
		};
	}

}

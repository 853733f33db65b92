package dev.sslsocket.verify;

import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import dev.sslsocket.revocation.CrlAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What revocation lists say, in words: of which certificate, whose list and from where,
 * and what to do. Immutable; safe for use by many threads.
 */
final class CrlText {

	private final String setting;

	CrlText(String contextName, RevocationScope scope) {
		this.setting = " Context '" + contextName + "' looks certificates up (ssl.revocation.crl: "
				+ scope.name().toLowerCase(Locale.ROOT) + ").";
	}

	String untrusted(X509Certificate leaf) {
		return CertificateText.at(leaf, 0) + " cannot be looked up in a revocation list: its chain is not valid.";
	}

	String of(X509Certificate certificate, int depth, CrlAnswer answer, Instant now) {
		String issuer = CertificateText.name(answer.issuer());
		String list = "the revocation list of " + issuer
				+ (answer.origin().isEmpty() ? "" : " in '" + answer.origin() + "'");
		String subject = CertificateText.at(certificate, depth);
		String detail = CertificateText.printable(answer.detail());
		return switch (answer.state()) {
			case GOOD -> subject + " is good, says " + list + ".";
			case REVOKED -> subject + " is revoked since " + day(answer.date()) + ", says " + list + ": "
					+ reason(answer.reason()) + ". Its owner needs a new one.";
			case MISSING -> unknown(subject, "there is no revocation list of " + issuer, issuer);
			case WITHOUT_BASE -> unknown(subject, list + " is a delta whose complete list is missing", issuer);
			case OTHER_SCOPE -> unknown(subject, list + " is about other certificates of that CA", issuer);
			case SOME_REASONS -> unknown(subject, list + " leaves out some reasons for revocation", issuer);
			case WEAK ->
				unknown(subject, list + " is signed with " + detail + ", which can be forged or is disabled", issuer);
			case UNSUPPORTED ->
				unknown(subject, list + " has a critical extension that is not understood: " + detail, issuer);
			case ENDLESS -> unknown(subject, list + " does not say when it ends (nextUpdate)", issuer);
			case NOT_YET_VALID -> unknown(subject,
					list + " begins " + day(answer.date()) + ", in " + days(now, answer.date(), now), issuer);
			case EXPIRED -> unknown(subject,
					list + " ended " + day(answer.date()) + ", " + days(answer.date(), now, now) + " ago" + clock(now),
					issuer);
			case FORGED -> unknown(subject, list + " is not signed by any certificate known here", issuer);
			case UNAUTHORISED ->
				unknown(subject, list + " is signed by " + detail + ", whose key usage lacks cRLSign", issuer);
		};
	}

	private String unknown(String subject, String problem, String issuer) {
		return subject + " may have been revoked: " + problem + "." + this.setting + " Get the current list of "
				+ issuer + " and name it in ssl.revocation.crl-files.";
	}

	private static String reason(@Nullable CRLReason reason) {
		return (reason == null || reason == CRLReason.UNSPECIFIED) ? "no reason given"
				: reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private static String day(@Nullable Instant instant) {
		return (instant != null) ? Validity.date(instant) : "some day";
	}

	private static String days(@Nullable Instant from, @Nullable Instant to, Instant now) {
		return Validity.days((from != null) ? from : now, (to != null) ? to : now);
	}

	private static String clock(Instant now) {
		return " (this machine's clock: " + now.truncatedTo(ChronoUnit.SECONDS) + ")";
	}

}

package dev.sslsocket.verify;

import java.security.cert.X509Certificate;

import javax.security.auth.x500.X500Principal;

/**
 * Certificates as messages show them. What a peer wrote into its certificate is printed
 * without control characters and cut, so that it can neither forge a log line nor fill
 * the log. Stateless; safe for use by many threads.
 */
final class CertificateText {

	private static final int LONGEST = 200;

	private CertificateText() {
	}

	/** The subject and the depth, as most messages begin. */
	static String at(X509Certificate certificate, int depth) {
		return subject(certificate) + " (depth " + depth + ")";
	}

	static String subject(X509Certificate certificate) {
		return name(certificate.getSubjectX500Principal());
	}

	static String issuer(X509Certificate certificate) {
		return name(certificate.getIssuerX500Principal());
	}

	static String name(X500Principal principal) {
		String name = principal.getName();
		return name.isEmpty() ? "an empty subject" : printable(name);
	}

	static String printable(String text) {
		StringBuilder printable = new StringBuilder();
		text.codePoints()
			.limit(LONGEST)
			.map((point) -> isPrintable(point) ? point : '?')
			.forEach(printable::appendCodePoint);
		return (text.length() > LONGEST) ? printable + "…" : printable.toString();
	}

	// Format characters reverse the direction of a line or hide in it.
	private static boolean isPrintable(int point) {
		return !Character.isISOControl(point) && Character.getType(point) != Character.FORMAT
				&& Character.getType(point) != Character.LINE_SEPARATOR
				&& Character.getType(point) != Character.PARAGRAPH_SEPARATOR;
	}

}

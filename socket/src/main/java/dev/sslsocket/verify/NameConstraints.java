package dev.sslsocket.verify;

import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.security.auth.x500.X500Principal;

/**
 * Is an issuer permitted to certify the names of a certificate (RFC 5280 section
 * 4.2.1.10)? Compares by the JDK, name by name, which leaves out the one thing that the
 * JDK adds when it is given a whole certificate: a common name that looks like a host
 * counts as one there, so that a CA called {@code Sub-CA} falls under the constraints of
 * its issuer. Stateless; safe for use by many threads.
 */
final class NameConstraints {

	private static final String EXTENSION = "2.5.29.30";

	private static final String ALTERNATIVE_NAMES = "2.5.29.17";

	private static final int EMAIL = 1;

	private static final int DNS_NAME = 2;

	private static final int DIRECTORY_NAME = 4;

	private static final int IP_ADDRESS = 7;

	private static final Map<String, String> EMAIL_ATTRIBUTE = Map.of("1.2.840.113549.1.9.1", "EMAIL");

	private static final Pattern EMAIL_ADDRESS = Pattern.compile("(?:^|[,+])EMAIL=([^,+]+)");

	private NameConstraints() {
	}

	/** Whether an issuer is constrained at all; few are. */
	static boolean has(X509Certificate issuer) {
		return issuer.getExtensionValue(EXTENSION) != null;
	}

	/**
	 * Compares a name that a certificate has in its subject with the constraints of an
	 * issuer above it, if it has any.
	 * @param issuer who may have constraints
	 * @param name the name looked for
	 * @return whether it is permitted; {@code false} also for what cannot be read or
	 * compared
	 */
	static boolean permits(X509Certificate issuer, PeerName name) {
		if (!has(issuer)) {
			return true;
		}
		try {
			requireReadable(issuer.getExtensionValue(EXTENSION));
			X509CertSelector selector = new X509CertSelector();
			selector.addPathToName(name.isAddress() ? IP_ADDRESS : DNS_NAME, name.text());
			return selector.match(issuer);
		}
		catch (IOException | UnsupportedOperationException ex) {
			return false;
		}
	}

	/**
	 * Compares the names of a certificate with the constraints of an issuer above it.
	 * @param issuer who has constraints
	 * @param certificate whose names are compared
	 * @return whether all names are permitted; {@code false} also for what cannot be read
	 * or compared
	 */
	static boolean permits(X509Certificate issuer, X509Certificate certificate) {
		try {
			requireReadable(issuer.getExtensionValue(EXTENSION));
			X509CertSelector selector = new X509CertSelector();
			if (certificate.getExtensionValue(ALTERNATIVE_NAMES) != null) {
				addAlternativeNames(selector, certificate);
			}
			else {
				addEmail(selector, certificate.getSubjectX500Principal());
			}
			String subject = certificate.getSubjectX500Principal().getName();
			if (!subject.isEmpty()) {
				selector.addPathToName(DIRECTORY_NAME, subject);
			}
			return selector.match(issuer);
		}
		catch (IOException | CertificateParsingException | UnsupportedOperationException ex) {
			return false;
		}
	}

	// The JDK passes over an extension that it cannot read, unless it is critical.
	private static void requireReadable(byte[] extension) throws IOException {
		new X509CertSelector().setNameConstraints(DerValue.content(extension, DerValue.OCTET_STRING));
	}

	private static void addAlternativeNames(X509CertSelector selector, X509Certificate certificate)
			throws IOException, CertificateParsingException {
		Collection<List<?>> names = certificate.getSubjectAlternativeNames();
		if (names == null) {
			throw new CertificateParsingException("The alternative names cannot be read");
		}
		for (List<?> name : names) {
			int type = (Integer) name.get(0);
			if (name.get(1) instanceof byte[] der) {
				selector.addPathToName(type, der);
			}
			else {
				selector.addPathToName(type, (String) name.get(1));
			}
		}
	}

	// Without alternative names, the subject's e-mail address counts as one.
	private static void addEmail(X509CertSelector selector, X500Principal subject) throws IOException {
		Matcher address = EMAIL_ADDRESS.matcher(subject.getName(X500Principal.RFC2253, EMAIL_ATTRIBUTE));
		while (address.find()) {
			selector.addPathToName(EMAIL, address.group(1));
		}
	}

}

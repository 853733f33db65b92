package dev.sslsocket.verify;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Is each certificate of the chain meant for its place? What both OpenSSL 3
 * ({@code check_purpose_ssl_server}, {@code check_purpose_ssl_client}) and Go
 * ({@code checkChainForKeyUsage}) accept is accepted, what one of them refuses is
 * refused:
 * <ul>
 * <li>an extended key usage, on any certificate up to and including the trust anchor, has
 * to list the role; {@code anyExtendedKeyUsage} alone does not do (OpenSSL, CA/Browser
 * Forum BR 7.1.2.7.10)</li>
 * <li>a key usage of the peer's own certificate has to allow what TLS does with its key
 * (OpenSSL); a CA certificate as a server's is refused by this where its key usage says
 * so, and not for {@code CA:TRUE} alone, which is what {@code openssl req -x509} makes; a
 * Netscape certificate type counts in the same way</li>
 * <li>whoever issued another certificate has to be a CA (RFC 5280 section 4.2.1.9)</li>
 * </ul>
 * Stateless; safe for use by many threads.
 */
final class RoleRules {

	private static final int KEY_CERT_SIGN = 5;

	private static final String NETSCAPE_TYPE = "2.16.840.1.113730.1.1";

	private static final List<String> KEY_USAGES = List.of("digitalSignature", "nonRepudiation", "keyEncipherment",
			"dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly");

	private static final Map<String, String> PURPOSES = Map.of("2.5.29.37.0", "any", "1.3.6.1.5.5.7.3.1", "serverAuth",
			"1.3.6.1.5.5.7.3.2", "clientAuth", "1.3.6.1.5.5.7.3.3", "codeSigning", "1.3.6.1.5.5.7.3.4",
			"emailProtection", "1.3.6.1.5.5.7.3.8", "timeStamping", "1.3.6.1.5.5.7.3.9", "OCSPSigning");

	private RoleRules() {
	}

	/**
	 * Checks the certificates one by one.
	 * @param path the chain, the peer's own certificate first
	 * @param role what the peer claims to be
	 * @param anchored whether the last certificate is a trust anchor
	 * @return what is wrong, in the order of the chain; empty when nothing is
	 */
	static List<Finding> check(List<X509Certificate> path, Role role, boolean anchored) {
		List<Finding> findings = new ArrayList<>();
		for (int depth = 0; depth < path.size(); depth++) {
			X509Certificate certificate = path.get(depth);
			boolean anchor = anchored && depth == path.size() - 1;
			String problem = (depth == 0) ? leafUsage(certificate, role) : issuerUsage(certificate, anchor);
			if (problem == null) {
				problem = extendedUsage(certificate, depth, role);
			}
			if (problem != null) {
				findings.add(new Finding(SslReason.UNSUITABLE_CERTIFICATE, depth, certificate,
						CertificateText.at(certificate, depth) + " " + problem));
			}
		}
		return findings;
	}

	private static @Nullable String leafUsage(X509Certificate leaf, Role role) {
		byte[] netscape = DerValue.content(
				DerValue.content(leaf.getExtensionValue(NETSCAPE_TYPE), DerValue.OCTET_STRING), DerValue.BIT_STRING);
		// The first octet counts unused bits.
		if (netscape != null && role.purpose() != null
				&& (netscape.length < 2 || (netscape[1] & role.netscapeType()) == 0)) {
			return "is not meant for a " + role.word() + ": its Netscape certificate type says so.";
		}
		boolean[] usage = leaf.getKeyUsage();
		if (usage == null || role.usages().stream().anyMatch((bit) -> has(usage, bit))) {
			return null;
		}
		return "is not meant for a " + role.word() + ": its key usage is " + names(usage) + "; "
				+ KEY_USAGES.get(role.usages().get(0)) + " is needed.";
	}

	private static @Nullable String issuerUsage(X509Certificate issuer, boolean anchor) {
		boolean[] usage = issuer.getKeyUsage();
		// Version 1 has no extensions to say so; old roots live on.
		boolean oldRoot = anchor && issuer.getVersion() < 3 && PathLength.isSelfIssued(issuer);
		if (issuer.getBasicConstraints() < 0 && !oldRoot) {
			return "is not a CA, but issued a certificate.";
		}
		if (usage != null && !has(usage, KEY_CERT_SIGN)) {
			return "may not issue certificates: its key usage is " + names(usage) + ", without keyCertSign.";
		}
		return null;
	}

	private static @Nullable String extendedUsage(X509Certificate certificate, int depth, Role role) {
		List<String> purposes;
		try {
			purposes = certificate.getExtendedKeyUsage();
		}
		catch (CertificateParsingException ex) {
			return "has a malformed extended key usage.";
		}
		if (purposes == null || role.purpose() == null || purposes.contains(role.purpose())) {
			return null;
		}
		String allowed = String.join(", ",
				purposes.stream().map((oid) -> PURPOSES.getOrDefault(oid, CertificateText.printable(oid))).toList());
		return ((depth == 0) ? "is not meant for a " + role.word() : "may not issue certificates for a " + role.word())
				+ ": its extended key usage is " + allowed + ".";
	}

	private static boolean has(boolean[] usage, int bit) {
		return bit < usage.length && usage[bit];
	}

	private static String names(boolean[] usage) {
		List<String> names = new ArrayList<>();
		for (int bit = 0; bit < KEY_USAGES.size(); bit++) {
			if (has(usage, bit)) {
				names.add(KEY_USAGES.get(bit));
			}
		}
		return names.isEmpty() ? "empty" : String.join(", ", names);
	}

}

package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/**
 * Finds revocation lists by who issued them. Asked in handshakes: an implementation does
 * no network I/O and bounds what it reads. Safe for use by many threads.
 */
public interface CrlLookup {

	/**
	 * Finds the lists of an issuer.
	 * @param issuer its name
	 * @return its complete lists and deltas, in any order; often none
	 */
	List<Crl> issuedBy(X500Principal issuer);

	/**
	 * Finds certificates that came along with lists.
	 * @param subject the name of a list's issuer
	 * @return the certificates of that name, trusted or not; often none
	 */
	List<X509Certificate> certificatesOf(X500Principal subject);

}

package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * Who may have signed a revocation list, where that is not the issuer of the certificate
 * itself (RFC 5280 section 6.3.3 (f)), as whoever builds chains knows it. Made for one
 * handshake; not safe for use by many threads.
 */
public interface CrlSigners {

	/**
	 * Finds certificates by their subject.
	 * @param subject the issuer of a list
	 * @return trusted ones, and what the peer presented
	 */
	List<X509Certificate> of(X500Principal subject);

	/**
	 * Finds a valid chain.
	 * @param signer a certificate, of the peer's own making perhaps
	 * @param anchor the trusted certificate that it has to lead to
	 * @return the chain, the signer first, the anchor last; {@code null} when there is
	 * none
	 */
	@Nullable List<X509Certificate> path(X509Certificate signer, X509Certificate anchor);

}

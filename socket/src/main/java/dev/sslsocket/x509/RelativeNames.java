package dev.sslsocket.x509;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The parts of a distinguished name. What a peer sent may be readable for the JDK and not
 * for Bouncy Castle, whose parser is stricter with types that names rarely have.
 * Stateless; safe for use by many threads.
 */
final class RelativeNames {

	private RelativeNames() {
	}

	/**
	 * Takes a name apart.
	 * @param principal the name
	 * @return its parts in the order of the encoding; none when they cannot be read
	 */
	static RDN[] of(X500Principal principal) {
		try {
			return X500Name.getInstance(principal.getEncoded()).getRDNs();
		}
		catch (RuntimeException ex) {
			return new RDN[0];
		}
	}

}

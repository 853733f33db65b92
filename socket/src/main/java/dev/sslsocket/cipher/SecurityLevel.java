package dev.sslsocket.cipher;

import java.util.EnumSet;
import java.util.Set;

/**
 * OpenSSL's security level (SSL_CTX_set_security_level(3)) as far as it is about suites:
 * the bits of the cipher, and what no level above 0 lets pass. It also asks for key sizes
 * of certificates, DH parameters and curves, and switches tickets off at level 3: nothing
 * of that follows from a cipher list here. Certificates are judged when they are
 * verified, by the JDK's constraints. Immutable; safe for use by many threads.
 *
 * @param level 0 to 5
 */
record SecurityLevel(int level) {

	static final int HIGHEST = 5;

	/** OpenSSL's own since 3.2, and that of Debian's builds before. */
	static final SecurityLevel DEFAULT = new SecurityLevel(2);

	private static final Set<Trait> FORWARD_SECRET = EnumSet.of(Trait.KX_DHE, Trait.KX_ECDHE, Trait.KX_DHE_PSK,
			Trait.KX_ECDHE_PSK);

	private static final int[] BITS = { 0, 80, 112, 128, 192, 256 };

	int bits() {
		return BITS[this.level];
	}

	boolean permits(CipherSuite suite) {
		if (this.level == 0) {
			return true;
		}
		if (suite.bits() < bits() || suite.has(Trait.AUTH_NULL) || suite.has(Trait.MD5)) {
			return false;
		}
		// HMAC with SHA-1 has 160 bits.
		if (bits() > 160 && suite.has(Trait.SHA1) || this.level >= 2 && suite.has(Trait.RC4)) {
			return false;
		}
		return this.level < 3 || suite.traits().stream().anyMatch(FORWARD_SECRET::contains);
	}

	@Override
	public String toString() {
		return "security level " + this.level;
	}

}

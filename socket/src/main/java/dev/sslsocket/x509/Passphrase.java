package dev.sslsocket.x509;

import org.jspecify.annotations.Nullable;

/**
 * Where the pass phrase of an encrypted private key comes from. It is asked for at most
 * once per {@linkplain SslIdentity#load load}, and only when something is encrypted.
 * Implementations may be called by any thread.
 */
@FunctionalInterface
public interface Passphrase {

	/**
	 * Returns the pass phrase. The library fills the returned array with zeros after use,
	 * so return a fresh one each time.
	 * @param what what is to be opened, for a prompt:
	 * {@code 'certs/server-key.enc' (PKCS#8, AES-256-CBC)}
	 * @return the pass phrase, or {@code null} when there is none
	 */
	char @Nullable [] ask(String what);

	/**
	 * Returns a source that has no pass phrase: encrypted keys are refused.
	 * @return the source, safe for use by many threads
	 */
	static Passphrase none() {
		return (what) -> null;
	}

	/**
	 * Returns a source of a fixed pass phrase. The array is copied, so that the caller
	 * may wipe it; the copy lives as long as the source does.
	 * @param passphrase the pass phrase
	 * @return the source, safe for use by many threads
	 */
	static Passphrase of(char... passphrase) {
		char[] copy = passphrase.clone();
		return (what) -> copy.clone();
	}

}

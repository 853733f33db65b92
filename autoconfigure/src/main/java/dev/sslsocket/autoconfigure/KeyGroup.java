package dev.sslsocket.autoconfigure;

/**
 * Which keys are inherited together. Key by key, a {@code ca-file} at the root and a
 * {@code ca: jdk} in a named context would trust both.
 */
enum KeyGroup {

	/** Who we are: naming one key replaces all. */
	IDENTITY,

	/** Whom we trust: naming one key replaces all. */
	TRUST,

	/** A name is right for one context only. */
	NEVER_INHERITED,

	/** Everything else, inherited key by key. */
	SINGLE;

	static KeyGroup of(String key) {
		int element = key.indexOf('[');
		return switch ((element < 0) ? key : key.substring(0, element)) {
			case "identities", "certificate", "private-key", "private-key-password", "use-cert" -> IDENTITY;
			case "ca-file", "ca-path", "ca", "client-ca-file", "pins", "pin-mode" -> TRUST;
			case "verify-name", "sni-host" -> NEVER_INHERITED;
			default -> SINGLE;
		};
	}

}

package dev.sslsocket.engine;

/**
 * What not every engine has. The text form names it in messages.
 */
public enum EngineFeature {

	/** To end TLS in one direction only. */
	HALF_CLOSE(true, false, "half close, in which one direction of TLS ends before the other"),

	/** To choose the suites of TLS 1.3. */
	TLS13_SUITES(true, false, "choice of the suites of TLS 1.3"),

	/** To choose signature schemes. */
	SIGNATURE_SCHEMES(true, false, "choice of signature schemes"),

	/** Key exchange over a finite field, DHE. */
	FINITE_FIELD(true, false, "DHE"),

	/** To derive keying material from a session (RFC 5705). */
	EXPORTER(true, false, "exporter of keying material"),

	/** To sign with Ed25519, Ed448 and RSASSA-PSS keys. */
	OTHER_KEYS(true, false, "signatures by other keys than RSA and EC"),

	/** To have keys sign that nobody can read, such as those in a PKCS#11 token. */
	UNREADABLE_KEYS(true, false, "signatures by keys that cannot be read, as those of PKCS#11 tokens"),

	/** To be forbidden new sessions. */
	SESSION_CREATION(true, false, "way to forbid new sessions"),

	/** Algorithm constraints of a socket, beside the JVM's. */
	ALGORITHM_CONSTRAINTS(true, false, "algorithm constraints of a socket's own"),

	/** To take the keys of tickets from whoever distributes them. */
	TICKET_KEYS(false, true, "keys of session tickets that are given to it"),

	/** To have a server bring along what its CA says of its certificate. */
	STAPLING(false, true, "stapled OCSP responses of servers"),

	/** Key exchange groups for each connection, whatever the JDK. */
	GROUPS(false, true, "choice of groups before JDK 20");

	private final boolean jdk;

	private final boolean openSsl;

	private final String text;

	EngineFeature(boolean jdk, boolean openSsl, String text) {
		this.jdk = jdk;
		this.openSsl = openSsl;
		this.text = text;
	}

	boolean ofTheJdk() {
		return this.jdk;
	}

	boolean ofOpenSsl() {
		return this.openSsl;
	}

	@Override
	public String toString() {
		return this.text;
	}

}

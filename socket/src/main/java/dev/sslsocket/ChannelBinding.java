package dev.sslsocket;

/**
 * What ties a login inside TLS to this very connection, so that nobody in between can
 * pass it on: the types of the IANA registry, for {@code SCRAM-SHA-256-PLUS} and its
 * like. Immutable; safe for use by many threads.
 */
public enum ChannelBinding {

	/**
	 * The hash of the server's certificate (RFC 5929 section 4), with every engine and
	 * every version of TLS. Undefined for certificates signed with Ed25519 or Ed448.
	 */
	TLS_SERVER_END_POINT("tls-server-end-point"),

	/**
	 * 32 bytes that only the two ends of this connection can derive (RFC 9266), in TLS
	 * 1.3 on Java 25 and later. In TLS 1.2 the JDK derives them from the session, and its
	 * clients share one session between all connections that resume it: asked for a first
	 * connection, it answers for the last (JDK 25.0.3).
	 */
	TLS_EXPORTER("tls-exporter");

	private final String registeredName;

	ChannelBinding(String registeredName) {
		this.registeredName = registeredName;
	}

	/**
	 * Returns the type with a registered name, as SASL mechanisms send it.
	 * @param registeredName such as {@code tls-exporter}
	 * @return the type
	 * @throws UnsupportedOperationException for {@code tls-unique}: the JDK does not show
	 * the Finished messages that it is made of, and TLS 1.3 does not define it
	 * @throws IllegalArgumentException if it is none of these
	 */
	public static ChannelBinding of(String registeredName) {
		for (ChannelBinding type : values()) {
			if (type.registeredName.equals(registeredName)) {
				return type;
			}
		}
		if (registeredName.equals("tls-unique")) {
			throw new UnsupportedOperationException("tls-unique is made of a Finished message, which the JDK does not"
					+ " show, and is not defined for TLS 1.3. Use tls-exporter or tls-server-end-point.");
		}
		throw new IllegalArgumentException(
				"'" + registeredName + "' is no channel binding. Known: tls-server-end-point, tls-exporter");
	}

	/**
	 * Returns the registered name.
	 */
	@Override
	public String toString() {
		return this.registeredName;
	}

}

package dev.sslsocket.session;

/**
 * Which connections may share a session: those with equal keys. Immutable; safe for use
 * by many threads.
 *
 * @param name what a person calls the peer: {@code host:port}, or a key the user chose
 * @param partition a digest of everything that decides whether a peer is accepted: trust,
 * verify mode, verified name, our own identity. A session never crosses it
 */
public record SessionKey(String name, String partition) {

	@Override
	public String toString() {
		return this.name;
	}

}

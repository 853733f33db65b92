package dev.sslsocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.sslsocket.session.SessionKey;

import org.jspecify.annotations.Nullable;

/**
 * Whom a client's sessions are shared with. Its names are digests of all that decides
 * whether the peer is accepted; they are worked out when they are asked for first, so
 * that connections which {@link Shared share} this pay for them once. Safe for use by
 * many threads.
 */
final class SessionPeer {

	private final Terms terms;

	private volatile @Nullable SessionKey key;

	private volatile @Nullable String digest;

	/**
	 * What sessions are shared by.
	 *
	 * @param name what a person calls the peer
	 * @param identified the endpoint identification that the JDK is asked for, with the
	 * host, or an empty text
	 * @param verifyName the name the certificate must be for
	 * @param serverName the name asked for, {@code null} for none
	 * @param offer a digest of what is offered, and by which rules
	 */
	record Terms(String name, String identified, String verifyName, @Nullable String serverName, String offer) {
	}

	SessionPeer(Terms terms) {
		this.terms = terms;
	}

	/** The name that the peer's certificate must be for. */
	String verifyName() {
		return this.terms.verifyName();
	}

	/** Where the directory keeps its sessions. */
	SessionKey key() {
		SessionKey known = this.key;
		if (known == null) {
			@Nullable String asked = this.terms.serverName();
			known = new SessionKey(this.terms.name(), digest(this.terms.offer(), this.terms.identified(),
					this.terms.verifyName(), (asked != null) ? asked : ""));
			this.key = known;
		}
		return known;
	}

	/** What the engine takes for its host. */
	String digest() {
		String known = this.digest;
		if (known == null) {
			known = digest(key().name(), key().partition());
			this.digest = known;
		}
		return known;
	}

	/** Whether one can stand for the other. */
	static boolean alike(SessionPeer one, SessionPeer other) {
		return one.terms.equals(other.terms);
	}

	/** Equal for those that are alike. */
	int kind() {
		return this.terms.hashCode();
	}

	/** Each part with its length, so that no two lists of parts read alike. */
	static String digest(String... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String part : parts) {
				digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}

package dev.sslsocket.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions a server may resume, where not only it can read its tickets: those that
 * were made with the same certificates and, where clients were asked for theirs, as
 * strictly and by the same rules. Each ticket carries a digest of this, OpenSSL's session
 * id context, and the engine compares it. It says the same in every process, so that a
 * fleet with equal settings agrees.
 *
 * @param identity names our certificates
 * @param trust names everything that decides whether a client is accepted
 * @param keys encrypt the tickets; {@code null} for keys that nobody else has
 */
public record SessionRules(String identity, String trust, @Nullable TicketKeys keys) {

	private static final String NOBODY = "none";

	/** Of clients, which hand out no tickets. */
	static final SessionRules NONE = new SessionRules("", "", null);

	/**
	 * Digests what a session depends on. Where no client is asked for a certificate, whom
	 * we would trust does not count: with another JDK come other CAs.
	 * @param asking how strictly clients are asked, by {@link #asking(SSLParameters)}
	 * @return 32 bytes, the most that a session id context may have
	 */
	byte[] context(String asking) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String part : new String[] { "dev.sslsocket", this.identity, asking,
					asking.equals(NOBODY) ? "" : this.trust }) {
				// With its length, so that no two lists of parts read alike.
				digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
			}
			return digest.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	/** How strictly a connection asks the client for a certificate. */
	static String asking(SSLParameters parameters) {
		if (parameters.getNeedClientAuth()) {
			return "need";
		}
		return parameters.getWantClientAuth() ? "want" : NOBODY;
	}

}

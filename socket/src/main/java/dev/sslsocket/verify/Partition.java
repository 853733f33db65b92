package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import dev.sslsocket.x509.HashedDirectory;
import dev.sslsocket.x509.PeerCertificate;

/**
 * Names a set of trust settings, so that a session made under one is never resumed under
 * another. Stateless; safe for use by many threads.
 */
final class Partition {

	private Partition() {
	}

	/**
	 * Digests what decides trust. A hashed directory counts with the state that it is in
	 * now, so that a verifier made after a CA was removed shares no session with one made
	 * before.
	 * @param anchors the trusted certificates; their order and repetition do not count
	 * @param decisions everything else, in a fixed order
	 * @return SHA-256 in lower-case hexadecimal: 64 characters
	 */
	static String of(Anchors anchors, Object... decisions) {
		MessageDigest digest;
		try {
			digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
		// The count keeps the two parts apart: all before the decisions has a fixed size.
		List<String> trusted = anchors.loaded()
			.stream()
			.map((anchor) -> PeerCertificate.of(anchor).fingerprint("sha256"))
			.sorted()
			.toList();
		digest.update((trusted.size() + "\n").getBytes(StandardCharsets.UTF_8));
		trusted.forEach((fingerprint) -> digest.update(fingerprint.getBytes(StandardCharsets.UTF_8)));
		for (HashedDirectory directory : anchors.directories()) {
			byte[] state = directory.state().getBytes(StandardCharsets.UTF_8);
			digest.update((state.length + "\n").getBytes(StandardCharsets.UTF_8));
			digest.update(state);
		}
		for (Object decision : decisions) {
			digest.update(("\n" + decision).getBytes(StandardCharsets.UTF_8));
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}

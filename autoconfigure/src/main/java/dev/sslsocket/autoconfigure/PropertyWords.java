package dev.sslsocket.autoconfigure;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.AlpnMismatch;
import dev.sslsocket.AlpnPreference;
import dev.sslsocket.EofPolicy;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;

/**
 * The words that properties take for choices. They are not bound as enums: an enum takes
 * a number for its ordinal, so that YAML's {@code verify-mode: 0x01} would mean what
 * happens to be declared second. YAML turns {@code off} into {@code false}, hence both.
 */
final class PropertyWords {

	/**
	 * {@code SSL_VERIFY_CLIENT_ONCE} of OpenSSL, about renegotiation, which is refused.
	 */
	static final int CLIENT_ONCE = 0x04;

	private PropertyWords() {
	}

	static VerifyMode verifyMode(String word) {
		@Nullable Integer number = number(word);
		return switch ((number != null) ? hex(number) : normal(word)) {
			case "peer", "0x1" -> VerifyMode.PEER;
			case "none", "off", "false", "0x0" -> VerifyMode.NONE;
			default -> throw new SslConfigurationException("verify-mode", "is '" + word
					+ "'. Write peer or none (0x01 or 0x00); what is asked of clients that connect to us is client-auth.");
		};
	}

	static ClientAuth clientAuth(String word) {
		@Nullable Integer number = number(word);
		return switch ((number != null) ? hex(number & ~CLIENT_ONCE) : normal(word)) {
			case "none", "off", "false", "0x0" -> ClientAuth.NONE;
			case "want", "0x1" -> ClientAuth.WANT;
			case "need", "0x3" -> ClientAuth.NEED;
			default -> throw new SslConfigurationException("client-auth",
					"is '" + word + "'. Write none, want or need (0x00, 0x01 or 0x03).");
		};
	}

	/** Whether a number asks for what we leave out without harm. */
	static boolean asksOnlyOnce(String clientAuth) {
		@Nullable Integer number = number(clientAuth);
		return number != null && (number & CLIENT_ONCE) != 0;
	}

	static HostnameScheme hostnameScheme(String word) {
		return switch (normal(word)) {
			case "off", "false" -> HostnameScheme.NONE;
			default -> HostnameScheme.parse(word);
		};
	}

	static RevocationScope revocationScope(String word) {
		return switch (normal(word)) {
			case "off", "false" -> RevocationScope.OFF;
			case "leaf" -> RevocationScope.LEAF;
			case "chain" -> RevocationScope.CHAIN;
			default -> throw new SslConfigurationException("revocation.crl",
					"is '" + word + "'. Write off, leaf (the peer's own certificate) or chain (its CAs too).");
		};
	}

	static OcspMode ocspMode(String word) {
		return switch (normal(word)) {
			case "off", "false" -> OcspMode.OFF;
			case "staple" -> OcspMode.STAPLE;
			case "soft" -> OcspMode.SOFT;
			case "hard" -> OcspMode.HARD;
			default -> throw new SslConfigurationException("revocation.ocsp", "is '" + word
					+ "'. Write off, staple (what a server brings along), soft or hard (who has no answer is accepted or refused).");
		};
	}

	static RevocationScope ocspScope(String word) {
		return switch (normal(word)) {
			case "leaf" -> RevocationScope.LEAF;
			case "chain" -> RevocationScope.CHAIN;
			default -> throw new SslConfigurationException("revocation.ocsp-scope", "is '" + word
					+ "'. Write leaf (the peer's own certificate) or chain (its CAs too); revocation.ocsp: off switches it off.");
		};
	}

	static PinMode pinMode(String word) {
		return switch (normal(word)) {
			case "alternative" -> PinMode.ALTERNATIVE;
			case "additional" -> PinMode.ADDITIONAL;
			case "enforce" -> PinMode.ENFORCE;
			default -> throw new SslConfigurationException("pin-mode", "is '" + word
					+ "'. Write alternative (a pin replaces chain and name), additional (all three must be good) or enforce (the pin alone decides).");
		};
	}

	static AlpnPreference alpnPreference(String word) {
		return switch (normal(word)) {
			case "server" -> AlpnPreference.SERVER;
			case "client" -> AlpnPreference.CLIENT;
			default -> throw new SslConfigurationException("alpn.preference",
					"is '" + word + "'. Write server or client: whose order decides.");
		};
	}

	static AlpnMismatch alpnMismatch(String word) {
		return switch (normal(word)) {
			case "fail" -> AlpnMismatch.FAIL;
			case "continue" -> AlpnMismatch.CONTINUE;
			default -> throw new SslConfigurationException("alpn.mismatch", "is '" + word
					+ "'. Write fail (a client that offers none of our protocols is refused) or continue (without one).");
		};
	}

	/** What a builder takes: an empty string for off. */
	static String sniHost(String word) {
		return switch (normal(word)) {
			case "off", "false" -> "";
			default -> word.trim();
		};
	}

	static EofPolicy eofPolicy(String word) {
		return switch (normal(word)) {
			case "strict" -> EofPolicy.STRICT;
			case "lenient" -> EofPolicy.LENIENT;
			default -> throw new SslConfigurationException("eof-policy", "is '" + word + "'. Write strict or lenient.");
		};
	}

	static TrustSource platform(String word) {
		return switch (normal(word)) {
			case "jdk" -> TrustSource.jdk();
			case "system" -> TrustSource.system();
			default -> throw new SslConfigurationException("ca",
					"is '" + word + "'. Write jdk or system; a file of CA certificates is ca-file.");
		};
	}

	private static String normal(String word) {
		return word.trim().toLowerCase(Locale.ROOT);
	}

	private static @Nullable Integer number(String word) {
		try {
			return Integer.decode(word.trim());
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static String hex(int number) {
		return "0x" + Integer.toHexString(number);
	}

}

package dev.sslsocket.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * A digest with its name, in the seed's spelling: {@code sha256}, not {@code SHA-256}.
 *
 * @param algorithm the digest's name as the seed spells it
 * @param digest the bytes
 */
record Fingerprint(String algorithm, byte[] digest) {

	static Fingerprint of(String algorithm, byte[] bytes) {
		String name = algorithm.toLowerCase(Locale.ROOT).replace("-", "");
		String jcaName = name.matches("sha\\d+") ? "SHA-" + name.substring(3) : name.toUpperCase(Locale.ROOT);
		try {
			return new Fingerprint(name, MessageDigest.getInstance(jcaName).digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new SslConfigurationException("",
					"'" + algorithm + "' is not a digest this JVM knows. Use sha256, sha384 or sha512.", ex);
		}
	}

	String hex() {
		return HexFormat.of().formatHex(this.digest);
	}

	String colons() {
		return HexFormat.ofDelimiter(":").withUpperCase().formatHex(this.digest);
	}

}

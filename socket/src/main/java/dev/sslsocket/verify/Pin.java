package dev.sslsocket.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * One pin of a {@link PinSet}. Immutable; safe for use by many threads.
 *
 * @param algorithm the digest as the seed spells it, {@code sha256}
 * @param ofKey whether it is the public key's, not the certificate's
 * @param hex the digest in lower-case hexadecimal
 */
record Pin(String algorithm, boolean ofKey, String hex) implements Comparable<Pin> {

	// The digest is optional in a way that leaves "pub$…" to the second group.
	private static final Pattern SYNTAX = Pattern.compile("(?:([\\w-]+)\\$)??(pub\\$)?([0-9a-f:]*[0-9a-f][0-9a-f:]*)");

	private static final Map<String, Integer> DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

	private static final Map<Integer, String> BY_DIGITS = Map.of(32, "md5", 40, "sha1", 64, "sha256", 96, "sha384", 128,
			"sha512");

	private static final Set<String> WEAK = Set.of("md4", "md5", "sha1", "sha");

	private static final String WRITE = ". Write sha256$ and the 64 hexadecimal digits of the certificate's SHA-256,"
			+ " or sha256$pub$ and those of its public key's.";

	static Pin parse(String text) {
		Matcher matcher = SYNTAX.matcher(text.toLowerCase(Locale.ROOT));
		if (!matcher.matches()) {
			throw refused(text, ", which is no pin");
		}
		String hex = matcher.group(3).replace(":", "");
		@Nullable String named = matcher.group(1);
		@Nullable String algorithm = (named != null) ? named.replace("-", "") : BY_DIGITS.get(hex.length());
		if (algorithm == null) {
			throw refused(text, ": no digest has " + hex.length() + " hexadecimal digits");
		}
		if (WEAK.contains(algorithm)) {
			throw refused(text, ": " + algorithm + " is too weak, other certificates can be made to have the same");
		}
		@Nullable Integer digits = DIGITS.get(algorithm);
		if (digits == null) {
			throw refused(text, ", whose digest is none of sha256, sha384 and sha512");
		}
		if (digits != hex.length()) {
			throw refused(text, ", with " + hex.length() + " hexadecimal digits where " + algorithm + " has " + digits);
		}
		return new Pin(algorithm, matcher.group(2) != null, hex);
	}

	private static SslConfigurationException refused(String text, String why) {
		return new SslConfigurationException("pins", "is '" + CertificateText.printable(text) + "'" + why + WRITE);
	}

	boolean matches(X509Certificate certificate) {
		if (!this.ofKey) {
			return isDigestOf(encoded(certificate));
		}
		byte[] keyInfo = certificate.getPublicKey().getEncoded();
		byte[] key = key(keyInfo);
		return isDigestOf(keyInfo) || key != null && isDigestOf(key);
	}

	/**
	 * The content of the BIT STRING without its first octet, which counts unused bits
	 * (RFC 5280 section 4.1).
	 */
	private static byte @Nullable [] key(byte[] keyInfo) {
		byte[] fields = DerValue.content(keyInfo, DerValue.SEQUENCE);
		DerValue algorithm = (fields != null) ? DerValue.first(fields) : null;
		if (fields == null || algorithm == null) {
			return null;
		}
		byte[] bits = DerValue.content(Arrays.copyOfRange(fields, algorithm.end(), fields.length), DerValue.BIT_STRING);
		return (bits != null && bits.length > 1) ? Arrays.copyOfRange(bits, 1, bits.length) : null;
	}

	private boolean isDigestOf(byte[] bytes) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-" + this.algorithm.substring(3));
			return this.hex.equals(HexFormat.of().formatHex(digest.digest(bytes)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-2", ex);
		}
	}

	private static byte[] encoded(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("A certificate that was decoded can be encoded", ex);
		}
	}

	@Override
	public int compareTo(Pin other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.algorithm + "$" + (this.ofKey ? "pub$" : "") + this.hex;
	}

}

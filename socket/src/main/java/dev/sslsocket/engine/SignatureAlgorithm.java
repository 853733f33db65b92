package dev.sslsocket.engine;

import java.util.Locale;
import java.util.Optional;

/**
 * Signature schemes of a handshake (IANA "TLS SignatureScheme"). The text form is IANA's,
 * which is JSSE's. Those with SHA-1 and MD5 cannot be chosen: RFC 9155 forbids them.
 */
public enum SignatureAlgorithm {

	ECDSA_SECP256R1_SHA256(0x0403, "ECDSA+SHA256"), ECDSA_SECP384R1_SHA384(0x0503, "ECDSA+SHA384"),
	ECDSA_SECP521R1_SHA512(0x0603, "ECDSA+SHA512"), ED25519(0x0807, "ed25519"), ED448(0x0808, "ed448"),
	RSA_PSS_RSAE_SHA256(0x0804, "RSA-PSS+SHA256"), RSA_PSS_RSAE_SHA384(0x0805, "RSA-PSS+SHA384"),
	RSA_PSS_RSAE_SHA512(0x0806, "RSA-PSS+SHA512"), RSA_PSS_PSS_SHA256(0x0809, "rsa_pss_pss_sha256"),
	RSA_PSS_PSS_SHA384(0x080a, "rsa_pss_pss_sha384"), RSA_PSS_PSS_SHA512(0x080b, "rsa_pss_pss_sha512"),
	RSA_PKCS1_SHA256(0x0401, "RSA+SHA256"), RSA_PKCS1_SHA384(0x0501, "RSA+SHA384"),
	RSA_PKCS1_SHA512(0x0601, "RSA+SHA512");

	private static final int RSA_PKCS1_SHA1 = 0x0201;

	private static final int ECDSA_SHA1 = 0x0203;

	private final int number;

	private final String openSsl;

	SignatureAlgorithm(int number, String openSsl) {
		this.number = number;
		this.openSsl = openSsl;
	}

	/**
	 * Finds a scheme by IANA's or OpenSSL's name, in any case.
	 * @param name such as {@code rsa_pss_rsae_sha256} or {@code RSA-PSS+SHA256}
	 */
	public static Optional<SignatureAlgorithm> of(String name) {
		for (SignatureAlgorithm algorithm : values()) {
			if (algorithm.name().equalsIgnoreCase(name) || algorithm.openSsl.equalsIgnoreCase(name)) {
				return Optional.of(algorithm);
			}
		}
		return Optional.empty();
	}

	/** The name of what an engine offers. */
	static String text(int number) {
		for (SignatureAlgorithm algorithm : values()) {
			if (algorithm.number == number) {
				return algorithm.toString();
			}
		}
		return switch (number) {
			case RSA_PKCS1_SHA1 -> "rsa_pkcs1_sha1";
			case ECDSA_SHA1 -> "ecdsa_sha1";
			default -> "0x%04x".formatted(number);
		};
	}

	/**
	 * Whether a scheme that is known here signs handshakes of TLS 1.3 (RFC 8446 section
	 * 4.2.3): PKCS #1 v1.5 is for certificates only.
	 */
	static boolean signsTls13(int number) {
		for (SignatureAlgorithm algorithm : values()) {
			if (algorithm.number == number) {
				return !algorithm.name().startsWith("RSA_PKCS1");
			}
		}
		return false;
	}

	/** The number in the registry. */
	public int number() {
		return this.number;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

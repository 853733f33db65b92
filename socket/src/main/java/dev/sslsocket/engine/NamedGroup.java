package dev.sslsocket.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Key exchange groups (IANA "TLS Supported Groups"). The text form is IANA's, which is
 * JSSE's.
 */
public enum NamedGroup {

	SECP256R1(23, "secp256r1", "P-256", "prime256v1"), SECP384R1(24, "secp384r1", "P-384"),
	SECP521R1(25, "secp521r1", "P-521"), X25519(29, "x25519"), X448(30, "x448"), FFDHE2048(256, "ffdhe2048"),
	FFDHE3072(257, "ffdhe3072"), FFDHE4096(258, "ffdhe4096"), FFDHE6144(259, "ffdhe6144"), FFDHE8192(260, "ffdhe8192"),
	SECP256R1MLKEM768(4587, "SecP256r1MLKEM768"), X25519MLKEM768(4588, "X25519MLKEM768"),
	SECP384R1MLKEM1024(4589, "SecP384r1MLKEM1024");

	private final int number;

	private final String text;

	private final List<String> openSsl;

	NamedGroup(int number, String text, String... openSsl) {
		this.number = number;
		this.text = text;
		this.openSsl = List.of(openSsl);
	}

	/**
	 * Finds a group by any of its names, in any case.
	 * @param name IANA's, NIST's or OpenSSL's, such as {@code secp256r1}, {@code P-256}
	 * or {@code prime256v1}
	 */
	public static Optional<NamedGroup> of(String name) {
		for (NamedGroup group : values()) {
			if (group.text.equalsIgnoreCase(name) || group.openSsl.stream().anyMatch(name::equalsIgnoreCase)) {
				return Optional.of(group);
			}
		}
		return Optional.empty();
	}

	static Optional<NamedGroup> of(int number) {
		for (NamedGroup group : values()) {
			if (group.number == number) {
				return Optional.of(group);
			}
		}
		return Optional.empty();
	}

	/** The name of a group that a peer has chosen. */
	static String text(int number) {
		return of(number).map(NamedGroup::toString).orElseGet(() -> "0x%04x".formatted(number));
	}

	/** The number in the registry. */
	public int number() {
		return this.number;
	}

	/** Whether it is one of RFC 7919, for a key exchange over a finite field. */
	public boolean isFiniteField() {
		return isFiniteField(this.number);
	}

	/** Whether RFC 7919 section 2 reserves the number, known or not. */
	public static boolean isFiniteField(int number) {
		return number >= 256 && number < 512;
	}

	/** Whether it joins ML-KEM with a curve, which exists in TLS 1.3 alone. */
	public boolean isHybrid() {
		return name().toLowerCase(Locale.ROOT).contains("mlkem");
	}

	/** The group that it joins with ML-KEM; itself where it is not hybrid. */
	NamedGroup curve() {
		return switch (this) {
			case SECP256R1MLKEM768 -> SECP256R1;
			case X25519MLKEM768 -> X25519;
			case SECP384R1MLKEM1024 -> SECP384R1;
			default -> this;
		};
	}

	@Override
	public String toString() {
		return this.text;
	}

}

package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of the certificates or public keys that a peer may have (the seed's
 * {@code SSL_fingerprint}). Only the peer's own certificate is compared, never one of its
 * issuers'.
 * <p>
 * A pin is {@code sha256$ab12…} for a certificate and {@code sha256$pub$ab12…} for a
 * public key, which outlives the certificate when that is renewed with the same key.
 * Colons and case do not count. The digest is {@code sha256}, {@code sha384} or
 * {@code sha512} and may be left out: the number of digits tells it.
 * <p>
 * Of a public key there are two digests in use: over the SubjectPublicKeyInfo (RFC 7469
 * section 2.4, curl, browsers) and over the content of its BIT STRING alone (Perl's
 * {@code Net::SSLeay::X509_pubkey_digest}). Both name the key beyond doubt, and a pin may
 * be either.
 * <p>
 * Immutable; safe for use by many threads.
 */
public final class PinSet {

	private final PinMode mode;

	private final List<Pin> pins;

	private PinSet(PinMode mode, List<Pin> pins) {
		this.mode = mode;
		this.pins = pins;
	}

	/**
	 * Returns pins of mode {@link PinMode#ALTERNATIVE}, the default.
	 * @param pins such as {@code sha256$ab12…}, at least one; their order does not count
	 * @return the pins
	 * @throws SslConfigurationException for the setting {@code pins}, if there is none,
	 * or one is no pin or of a digest that is too weak
	 */
	public static PinSet of(String... pins) {
		return of(PinMode.ALTERNATIVE, pins);
	}

	/**
	 * Returns pins.
	 * @param mode what a pin counts for
	 * @param pins such as {@code sha256$ab12…}, at least one; their order does not count
	 * @return the pins
	 * @throws SslConfigurationException for the setting {@code pins}, if there is none,
	 * or one is no pin or of a digest that is too weak
	 */
	public static PinSet of(PinMode mode, String... pins) {
		if (pins.length == 0) {
			throw new SslConfigurationException("pins", "is empty. Leave it out to pin nobody.");
		}
		return new PinSet(mode, Arrays.stream(pins).map(Pin::parse).distinct().sorted().toList());
	}

	/**
	 * Returns what a pin counts for.
	 * @return the mode
	 */
	public PinMode mode() {
		return this.mode;
	}

	/**
	 * Returns how many different pins there are.
	 * @return at least 1
	 */
	public int size() {
		return this.pins.size();
	}

	/** Whether this is a pinned certificate, or has a pinned key. */
	boolean matches(X509Certificate certificate) {
		return this.pins.stream().anyMatch((pin) -> pin.matches(certificate));
	}

	/** Whether this certificate is accepted whatever else is wrong with it. */
	boolean overrules(X509Certificate certificate) {
		return this.mode != PinMode.ADDITIONAL && matches(certificate);
	}

	/** Such as {@code 2 pins}. */
	String count() {
		return size() + ((size() == 1) ? " pin" : " pins");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PinSet set && this.mode == set.mode && this.pins.equals(set.pins);
	}

	@Override
	public int hashCode() {
		return 31 * this.mode.hashCode() + this.pins.hashCode();
	}

	/**
	 * Returns mode and pins, the same text for the same pins in whatever order and
	 * spelling they were given.
	 * @return such as {@code additional [sha256$ab12…]}
	 */
	@Override
	public String toString() {
		return this.mode.name().toLowerCase(Locale.ROOT) + " " + this.pins;
	}

}

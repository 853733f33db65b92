package dev.sslsocket.verify;

import java.net.IDN;
import java.util.Locale;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A host name in the one form that DNS, SNI and certificates share:
 * {@code bücher.example} is {@code xn--bcher-kva.example}, without a final dot. All three
 * must be given the same one, or a name is asked for and another one checked.
 * <p>
 * The JDK converts by IDNA 2003. Its successor of 2008 gives four characters of their own
 * a form of their own: {@code ß}, {@code ς} and two joiners. A name with one of these is
 * two different names, possibly of two owners, so it is refused here; so are letters
 * younger than Unicode 3.2. Who writes the {@code xn--} form says which is meant.
 * Stateless; safe for use by many threads.
 */
public final class AsciiName {

	private static final String AMBIGUOUS = "\u00df\u03c2\u200c\u200d";

	private AsciiName() {
	}

	/**
	 * Converts a name.
	 * @param name a name in any script
	 * @return the name in ASCII, not checked any further and in its own case where it was
	 * ASCII already; {@code null} when it has no such form, or two
	 */
	public static @Nullable String of(String name) {
		if (name.chars().allMatch((c) -> c < 128)) {
			return withoutFinalDot(name);
		}
		if (name.chars().anyMatch((c) -> AMBIGUOUS.indexOf(c) >= 0)) {
			return null;
		}
		try {
			return withoutFinalDot(IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Makes sure that a certificate can be for a name at all, so that a misspelt setting
	 * is refused before anybody is connected to.
	 * @param name a DNS name in any script or an IP address
	 * @return the name as it is
	 * @throws SslConfigurationException for {@code verify-name}, if it is neither
	 */
	public static String requireVerifiable(String name) {
		if (PeerName.parse(name) == null) {
			throw new SslConfigurationException("verify-name",
					"is '" + CertificateText.printable(name) + "', which is " + PeerName.fault(name) + ".");
		}
		return name;
	}

	private static String withoutFinalDot(String name) {
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

}

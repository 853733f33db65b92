package dev.sslsocket.autoconfigure;

import java.util.regex.Pattern;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

/**
 * Reads what may be a location or the content itself. A message about a location shows
 * it; a key whose BEGIN line got lost must not be taken for one.
 */
final class SecretText {

	private static final String BEGIN = "-----BEGIN ";

	private static final int LONGEST_LOCATION = 512;

	private static final Pattern BASE64_OF_DER = Pattern.compile("M[A-Za-z0-9+/=]{40,}");

	private SecretText() {
	}

	/**
	 * Reads a location or takes inline PEM.
	 * @param key the key of the property, for messages
	 * @param text its value
	 * @return what was read
	 */
	static Material material(String key, String text) {
		if (!text.contains(BEGIN) && isContent(text)) {
			throw new SslConfigurationException(key, "is neither a location nor PEM: PEM text begins with -----BEGIN,"
					+ " and in YAML it stands below a |. (The value is not shown, it may be a secret.)");
		}
		try {
			return Material.at(text);
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(key);
		}
	}

	/** Whether a value is no location: PEM, or a secret that lost its BEGIN line. */
	static boolean isContent(String text) {
		return text.indexOf('\n') >= 0 || text.contains("-----") || text.length() > LONGEST_LOCATION
				|| BASE64_OF_DER.matcher(text).matches();
	}

}

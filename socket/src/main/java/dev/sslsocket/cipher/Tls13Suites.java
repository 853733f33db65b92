package dev.sslsocket.cipher;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.failure.NearestName;
import dev.sslsocket.failure.SslConfigurationException;

/**
 * Lists of suites of TLS 1.3, which have a setting of their own, as in OpenSSL
 * ({@code SSL_CTX_set_ciphersuites}): names only, no words. Stateless; safe for use by
 * many threads.
 */
public final class Tls13Suites {

	private static final String SETTING = "cipher-suites";

	private Tls13Suites() {
	}

	/**
	 * Reads names.
	 * @param names one or several in each, with colons or commas between them
	 * @return the names, each once, at least one
	 * @throws SslConfigurationException for the setting {@code cipher-suites}, if there
	 * is none, or one is no suite of TLS 1.3
	 */
	public static List<String> parse(String... names) {
		List<String> suites = Arrays.stream(names)
			.flatMap((name) -> Stream.of(name.split("[:;, ]+")))
			.filter((name) -> !name.isEmpty())
			.distinct()
			.toList();
		if (suites.isEmpty()) {
			throw new SslConfigurationException(SETTING,
					"is empty. Leave it out for the default; protocols decides whether there is TLS 1.3");
		}
		suites.forEach(Tls13Suites::require);
		return suites;
	}

	private static void require(String suite) {
		if (SuiteTable.tls13Bits(suite) != null) {
			return;
		}
		if (CipherWords.find(suite) != null || CipherWords.isFormer(suite)) {
			throw new SslConfigurationException(SETTING, "names '" + suite
					+ "', and that is not of TLS 1.3. Suites of TLS 1.2 and older, and words for them, are written in ciphers");
		}
		throw new SslConfigurationException(SETTING,
				"names '" + suite + "', and there is no such suite of TLS 1.3. "
						+ NearestName.of(suite, SuiteTable.tls13())
							.map((nearest) -> "Did you mean " + nearest + "?")
							.orElse("There are " + String.join(", ", SuiteTable.tls13().stream().sorted().toList())));
	}

}

package dev.sslsocket.cipher;

import org.jspecify.annotations.Nullable;

/**
 * Translates the names of cipher suites between their two spellings: IANA's, which the
 * JDK, logs and RFCs use, and OpenSSL's, which cipher strings and most operators use.
 * Stateless; safe for use by many threads.
 */
public final class CipherNames {

	private CipherNames() {
	}

	/**
	 * Returns OpenSSL's name of a suite.
	 * @param ianaSuite the suite as IANA or the JDK name it; the JDK's older spelling
	 * {@code SSL_RSA_WITH_…} counts as {@code TLS_RSA_WITH_…}
	 * @return the name, such as {@code ECDHE-RSA-AES128-GCM-SHA256}; the argument itself
	 * where both spellings agree (TLS 1.3) or the suite is unknown
	 */
	public static String openSsl(String ianaSuite) {
		@Nullable String name = SuiteTable.openSsl(modern(ianaSuite));
		return (name != null) ? name : ianaSuite;
	}

	/**
	 * Returns IANA's name of a suite.
	 * @param openSslName the suite as OpenSSL names it; upper and lower case differ
	 * @return the name, such as {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}, which the
	 * JDK accepts too; the argument itself where both spellings agree (TLS 1.3) or the
	 * suite is unknown
	 */
	public static String iana(String openSslName) {
		@Nullable String name = SuiteTable.iana(openSslName);
		return (name != null) ? name : openSslName;
	}

	/**
	 * Returns whether a suite is one of TLS 1.3.
	 * @param suite a name, the same in both spellings
	 * @return true for the five of RFC 8446
	 */
	public static boolean isTls13(String suite) {
		return SuiteTable.tls13Bits(suite) != null;
	}

	/** IANA's spelling of a name that may be the JDK's older one. */
	static String modern(String suite) {
		return suite.startsWith("SSL_") ? "TLS_" + suite.substring(4) : suite;
	}

}

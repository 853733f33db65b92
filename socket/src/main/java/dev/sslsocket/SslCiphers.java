package dev.sslsocket;

import java.util.List;

import dev.sslsocket.cipher.CipherNames;

/**
 * The cipher suites of a context. Immutable; safe for use by many threads.
 *
 * @param suites IANA's names, the preferred first; the JDK's own choice has RFC 5746's
 * signal among them
 * @param honorOrder whether a server goes by this order and not by the client's
 * @param explanation what each word of the cipher list does and what is left out, in
 * several lines; an empty string where no list is set
 */
public record SslCiphers(List<String> suites, boolean honorOrder, String explanation) {

	/** A signal in the shape of a suite, RFC 5746. */
	private static final String RENEGOTIATION = "TLS_EMPTY_RENEGOTIATION_INFO_SCSV";

	public SslCiphers {
		suites = List.copyOf(suites);
	}

	/**
	 * Returns OpenSSL's names.
	 * @return such as {@code ECDHE-RSA-AES128-GCM-SHA256}, the preferred first; those of
	 * TLS 1.3 are spelled as IANA's
	 */
	public List<String> names() {
		return this.suites.stream().filter((suite) -> !suite.equals(RENEGOTIATION)).map(CipherNames::openSsl).toList();
	}

	/**
	 * Returns the names as a cipher list.
	 * @return OpenSSL's names with colons between them
	 */
	@Override
	public String toString() {
		return String.join(":", names());
	}

}

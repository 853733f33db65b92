package dev.sslsocket;

import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.cipher.CipherList;
import dev.sslsocket.cipher.Tls13Suites;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.failure.SslConfigurationException;

/**
 * The part of {@link SslContextBuilder} that says what a connection may agree on:
 * versions, suites, application protocols. Not thread-safe.
 *
 * @param <B> the builder itself
 */
abstract sealed class OfferSettings<B extends OfferSettings<B>> extends PeerSettings<B> permits SslContextBuilder {

	private static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	private List<String> protocols = DEFAULT_PROTOCOLS;

	private OfferedSuites suites = OfferedSuites.OF_THE_JDK;

	private boolean honorCipherOrder = true;

	private List<String> alpn = List.of();

	/**
	 * Sets the protocol versions.
	 * @param protocols JSSE's names; default TLSv1.3 and TLSv1.2
	 * @return this builder
	 */
	public B protocols(String... protocols) {
		this.protocols = List.of(protocols);
		return self();
	}

	/**
	 * Sets the cipher suites of TLS 1.2 and older by a cipher list of OpenSSL (the seed's
	 * {@code SSL_cipher_list}). It leaves those of TLS 1.3 alone, but for the bits that
	 * its {@code @SECLEVEL} asks for.
	 * @param ciphers such as {@code ECDHE+AESGCM:ECDHE+CHACHA20}, the preferred first;
	 * {@link CipherList} describes the language. Default the JDK's suites in its order. A
	 * list of which the JDK has nothing, or its security policy leaves nothing, is
	 * refused when the context is built
	 * @return this builder
	 * @throws SslConfigurationException if it is no cipher list
	 */
	public B ciphers(String ciphers) {
		this.suites = this.suites.ciphers(CipherList.parse(ciphers));
		return self();
	}

	/**
	 * Sets the cipher suites of TLS 1.3 ({@code SSL_ciphersuites}). It leaves those of
	 * older versions alone.
	 * @param cipherSuites names such as {@code TLS_AES_256_GCM_SHA384}, the preferred
	 * first, one in each or several with colons between them; default the JDK's. Refused
	 * when the context is built where TLS 1.3 is not among the protocols
	 * @return this builder
	 * @throws SslConfigurationException if there is none, or one is no suite of TLS 1.3
	 */
	public B cipherSuites(String... cipherSuites) {
		this.suites = this.suites.tls13(Tls13Suites.parse(cipherSuites));
		return self();
	}

	/**
	 * Sets whose order of suites counts on a server ({@code SSL_honor_cipher_order}).
	 * @param honorCipherOrder true for ours, the default; false for the client's
	 * @return this builder
	 */
	public B honorCipherOrder(boolean honorCipherOrder) {
		this.honorCipherOrder = honorCipherOrder;
		return self();
	}

	/**
	 * Sets the application protocols (RFC 7301).
	 * @param protocols the preferred first; default none
	 * @return this builder
	 */
	public B alpn(String... protocols) {
		this.alpn = List.of(protocols);
		return self();
	}

	OfferedSuites suites() {
		return this.suites;
	}

	SSLParameters parameters(EngineContext engine) {
		return new OfferedParameters(this.protocols, this.suites, this.honorCipherOrder, this.alpn, clientAuth())
			.resolve(engine);
	}

}

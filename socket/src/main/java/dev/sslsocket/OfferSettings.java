package dev.sslsocket;

import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.EngineContext;

/**
 * The part of {@link SslContextBuilder} that says what a connection may agree on:
 * versions, suites, application protocols. Not thread-safe.
 *
 * @param <B> the builder itself
 */
abstract sealed class OfferSettings<B extends OfferSettings<B>> extends PeerSettings<B> permits SslContextBuilder {

	private static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	private List<String> protocols = DEFAULT_PROTOCOLS;

	private List<String> cipherSuites = List.of();

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
	 * Sets the cipher suites.
	 * @param cipherSuites IANA names, the preferred first; default the JDK's
	 * @return this builder
	 */
	public B cipherSuites(String... cipherSuites) {
		this.cipherSuites = List.of(cipherSuites);
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

	SSLParameters parameters(EngineContext engine) {
		return new OfferedParameters(this.protocols, this.cipherSuites, this.alpn, clientAuth()).resolve(engine);
	}

}

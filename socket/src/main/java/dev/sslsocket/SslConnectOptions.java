package dev.sslsocket;

import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.AsciiName;

import org.jspecify.annotations.Nullable;

/**
 * What one connection does otherwise than its context. Immutable; safe for use by many
 * threads.
 */
public final class SslConnectOptions {

	static final SslConnectOptions NONE = builder().build();

	private final @Nullable String sniHost;

	private final @Nullable String verifyName;

	private final @Nullable String sessionKey;

	private final List<String> alpn;

	private SslConnectOptions(Builder builder) {
		this.sniHost = builder.sniHost;
		this.verifyName = builder.verifyName;
		this.sessionKey = builder.sessionKey;
		this.alpn = List.copyOf(builder.alpn);
	}

	/**
	 * Begins a set of options.
	 * @return a builder with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Nullable String sniHost() {
		return this.sniHost;
	}

	@Nullable String verifyName() {
		return this.verifyName;
	}

	@Nullable String sessionKey() {
		return this.sessionKey;
	}

	List<String> alpn() {
		return this.alpn;
	}

	/**
	 * Collects options. Not thread-safe.
	 */
	public static final class Builder {

		private @Nullable String sniHost;

		private @Nullable String verifyName;

		private @Nullable String sessionKey;

		private List<String> alpn = List.of();

		private Builder() {
		}

		/**
		 * Sets the SNI host name (the seed family's {@code SSL_hostname}).
		 * @param sniHost a DNS name, or an empty string to send none; default the host
		 * connected to
		 * @return this builder
		 */
		public Builder sniHost(String sniHost) {
			this.sniHost = sniHost;
			return this;
		}

		/**
		 * Sets the name the certificate must be for.
		 * @param verifyName a DNS name or an IP address; default the context's
		 * {@code verify-name}, else the host connected to
		 * @return this builder
		 * @throws SslConfigurationException if it is neither
		 */
		public Builder verifyName(String verifyName) {
			this.verifyName = AsciiName.requireVerifiable(verifyName);
			return this;
		}

		/**
		 * Sets under which name sessions are kept, so that one can be resumed at another
		 * port of the same server (the seed family's {@code SSL_session_key}). Trust,
		 * verified name and identity still partition the sessions.
		 * @param sessionKey any text; default {@code host:port}
		 * @return this builder
		 */
		public Builder sessionKey(String sessionKey) {
			this.sessionKey = sessionKey;
			return this;
		}

		/**
		 * Sets the application protocols offered (RFC 7301).
		 * @param protocols in order of preference; default those of the context
		 * @return this builder
		 */
		public Builder alpn(String... protocols) {
			this.alpn = List.of(protocols);
			return this;
		}

		/**
		 * Makes the options.
		 * @return the options
		 */
		public SslConnectOptions build() {
			return new SslConnectOptions(this);
		}

	}

}

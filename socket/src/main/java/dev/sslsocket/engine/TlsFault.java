package dev.sslsocket.engine;

import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * A fault of the protocol or of the peer, before anybody has added whose connection it
 * was. Never leaves the library.
 */
public final class TlsFault extends SSLException {

	private static final long serialVersionUID = 1L;

	private final SslReason reason;

	public TlsFault(SslReason reason, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
	}

	public TlsFault(SslReason reason, String message) {
		this(reason, message, null);
	}

	public SslReason reason() {
		return this.reason;
	}

	/** This fault, with the reason where it had only the general one. */
	public TlsFault named(@Nullable SslReason reason) {
		return (this.reason == SslReason.PROTOCOL_ERROR && reason != null)
				? new TlsFault(reason, String.valueOf(getMessage()), getCause()) : this;
	}

}

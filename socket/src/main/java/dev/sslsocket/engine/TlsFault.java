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

	private final @Nullable String peerAlert;

	/**
	 * What the peer is told; {@code null} where that is nobody's choice, or the engine's.
	 */
	private final @Nullable Alert alert;

	private TlsFault(SslReason reason, String message, @Nullable Throwable cause, @Nullable String peerAlert,
			@Nullable Alert alert) {
		super(message, cause);
		this.reason = reason;
		this.peerAlert = peerAlert;
		this.alert = alert;
	}

	public TlsFault(SslReason reason, String message, @Nullable Throwable cause) {
		this(reason, message, cause, null, Alert.of(reason));
	}

	public TlsFault(SslReason reason, String message) {
		this(reason, message, null);
	}

	/** A breach of the protocol that has an alert of its own. */
	static TlsFault protocolError(Alert alert, String message, @Nullable Throwable cause) {
		return new TlsFault(SslReason.PROTOCOL_ERROR, message, cause, null, alert);
	}

	/** What the engine found by itself; its alert is more exact than the reason. */
	static TlsFault foundByEngine(SslReason reason, SSLException thrown) {
		return foundByEngine(reason, String.valueOf(thrown.getMessage()), thrown);
	}

	/** The same in words of ours. */
	static TlsFault foundByEngine(SslReason reason, String message, SSLException thrown) {
		return new TlsFault(reason, message, thrown, null, null);
	}

	/** The peer's own refusal, which is not answered. */
	static TlsFault received(SslReason reason, String peerAlert, SSLException thrown) {
		return new TlsFault(reason, "the peer sent the alert " + peerAlert, thrown, peerAlert, null);
	}

	public SslReason reason() {
		return this.reason;
	}

	/** The alert that the peer sent, such as {@code unknown_ca}. */
	public @Nullable String peerAlert() {
		return this.peerAlert;
	}

	/** This fault, with another reason. */
	public TlsFault withReason(SslReason reason) {
		return new TlsFault(reason, String.valueOf(getMessage()), getCause(), this.peerAlert, this.alert);
	}

	/** This fault, with the reason where it had only the general one. */
	TlsFault named(@Nullable SslReason reason) {
		return (this.reason == SslReason.PROTOCOL_ERROR && reason != null) ? withReason(reason) : this;
	}

	/**
	 * Returns what tells a peer of this before anything is encrypted.
	 * @return an alert record, empty where there is nothing to tell or the engine chooses
	 */
	public byte[] alertInClear() {
		return (this.alert != null) ? this.alert.recordInClear() : new byte[0];
	}

}

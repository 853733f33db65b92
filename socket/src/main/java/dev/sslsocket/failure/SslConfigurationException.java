package dev.sslsocket.failure;

import org.jspecify.annotations.Nullable;

/**
 * A setting cannot be used. Thrown when a context is built, or when a role is taken that
 * the context cannot play (listening without a certificate); never at the first
 * handshake. Messages never contain keys, pass phrases or inline PEM. Immutable; safe for
 * use by many threads.
 */
public final class SslConfigurationException extends IllegalArgumentException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final transient SslFailureDetails details;

	private final String setting;

	/**
	 * Creates the exception.
	 * @param setting the setting as the properties name it, without prefix
	 * ({@code ca-file}, {@code private-key-password}), or an empty string
	 * @param message what is wrong and what to do, without the setting's name in front
	 * @param cause what led here, if anything
	 */
	public SslConfigurationException(String setting, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.details = SslFailureDetails.of(SslReason.CONFIGURATION);
		this.setting = setting;
	}

	/**
	 * Creates the exception.
	 * @param setting the setting as the properties name it, without prefix, or an empty
	 * string
	 * @param message what is wrong and what to do, without the setting's name in front
	 */
	public SslConfigurationException(String setting, String message) {
		this(setting, message, null);
	}

	@Override
	public SslFailureDetails details() {
		return this.details;
	}

	/**
	 * Returns which setting is wrong, so that a configuration layer can add where it was
	 * written.
	 * @return the setting as the properties name it, without prefix, or an empty string
	 */
	public String setting() {
		return this.setting;
	}

	/**
	 * Returns this failure as one of the given setting. Whoever reads a file knows what
	 * is wrong with it, but only the caller knows which setting named the file.
	 * @param setting the setting as the properties name it, without prefix
	 * @return a copy that carries the setting, or this exception when it carries one
	 * already: the floor nearest to the mistake knows best
	 */
	public SslConfigurationException forSetting(String setting) {
		if (!this.setting.isEmpty()) {
			return this;
		}
		SslConfigurationException named = new SslConfigurationException(setting, getMessage(), getCause());
		named.setStackTrace(getStackTrace());
		return named;
	}

}

package dev.sslsocket.engine;

import java.util.Locale;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * The alerts that can end a connection (RFC 8446 section 6; RFC 5246 section 7.2), and
 * which of them says best why we refused. The text form is the RFC's: {@code unknown_ca}.
 */
enum Alert {

	CLOSE_NOTIFY(0), UNEXPECTED_MESSAGE(10), BAD_RECORD_MAC(20), RECORD_OVERFLOW(22), HANDSHAKE_FAILURE(40),
	BAD_CERTIFICATE(42), UNSUPPORTED_CERTIFICATE(43), CERTIFICATE_REVOKED(44), CERTIFICATE_EXPIRED(45),
	CERTIFICATE_UNKNOWN(46), ILLEGAL_PARAMETER(47), UNKNOWN_CA(48), ACCESS_DENIED(49), DECODE_ERROR(50),
	DECRYPT_ERROR(51), PROTOCOL_VERSION(70), INSUFFICIENT_SECURITY(71), INTERNAL_ERROR(80), INAPPROPRIATE_FALLBACK(86),
	USER_CANCELED(90), NO_RENEGOTIATION(100), MISSING_EXTENSION(109), UNSUPPORTED_EXTENSION(110),
	UNRECOGNIZED_NAME(112), BAD_CERTIFICATE_STATUS_RESPONSE(113), UNKNOWN_PSK_IDENTITY(115), CERTIFICATE_REQUIRED(116),
	NO_APPLICATION_PROTOCOL(120);

	static final int WARNING = 1;

	static final int FATAL = 2;

	private static final String NUMBER = "number ";

	private final int number;

	Alert(int number) {
		this.number = number;
	}

	/**
	 * Returns what a peer is best told. The compiler asks for a line here with every new
	 * reason. RFC 8446 section 6.2 decides where it speaks of the case; otherwise what
	 * OpenSSL's {@code ssl_x509err2alert} sends (DANE mismatch for our pins).
	 * @return the alert; {@code null} where the peer is told nothing: it does not speak
	 * TLS, it ended the connection itself, or it did not answer in time
	 */
	static @Nullable Alert of(SslReason reason) {
		return switch (reason) {
			case CERTIFICATE_EXPIRED -> CERTIFICATE_EXPIRED;
			case CERTIFICATE_NOT_YET_VALID, HOSTNAME_MISMATCH, PIN_MISMATCH, BAD_CERTIFICATE, WEAK_ALGORITHM ->
				BAD_CERTIFICATE;
			case UNKNOWN_CA -> UNKNOWN_CA;
			case REVOKED -> CERTIFICATE_REVOKED;
			case REVOCATION_UNKNOWN -> CERTIFICATE_UNKNOWN;
			case UNSUITABLE_CERTIFICATE -> UNSUPPORTED_CERTIFICATE;
			case CERTIFICATE_REQUIRED -> CERTIFICATE_REQUIRED;
			case CALLBACK_REFUSED -> ACCESS_DENIED;
			case PROTOCOL_VERSION -> PROTOCOL_VERSION;
			case HANDSHAKE_FAILURE -> HANDSHAKE_FAILURE;
			case UNRECOGNIZED_NAME -> UNRECOGNIZED_NAME;
			// What OpenSSL says of a message that is too large (tls_get_message_header).
			case CLIENT_HELLO_TOO_LARGE -> ILLEGAL_PARAMETER;
			case NO_APPLICATION_PROTOCOL -> NO_APPLICATION_PROTOCOL;
			case BAD_RECORD_MAC -> BAD_RECORD_MAC;
			case RENEGOTIATION_REFUSED -> NO_RENEGOTIATION;
			case PROTOCOL_ERROR -> UNEXPECTED_MESSAGE;
			case CERTIFICATE_REFUSED_BY_PEER, PEER_ALERT, NOT_TLS, PLAINTEXT_INJECTED, TRUNCATED, CONNECT_TIMEOUT,
					HANDSHAKE_TIMEOUT, READ_TIMEOUT, WRITE_TIMEOUT, CLOSE_TIMEOUT, CLOSED, UNREAD_DATA, CONFIGURATION ->
				null;
		};
	}

	/** The name of an alert that arrived. */
	static String name(int number) {
		for (Alert alert : values()) {
			if (alert.number == number) {
				return alert.toString();
			}
		}
		return NUMBER + number;
	}

	/** The level of an alert that we send: two of them end nothing by themselves. */
	static int level(int number) {
		return (number == CLOSE_NOTIFY.number || number == USER_CANCELED.number) ? WARNING : FATAL;
	}

	/** The number of an alert by what {@link #name(int)} says of it. */
	static int number(String name) {
		for (Alert alert : values()) {
			if (alert.toString().equals(name)) {
				return alert.number;
			}
		}
		return name.startsWith(NUMBER) ? Integer.parseInt(name.substring(NUMBER.length())) : FlightEntry.NO_ALERT;
	}

	/**
	 * This alert as a record in clear. An alert is in clear before TLS 1.3 only, or
	 * before a version is agreed on; there {@code certificate_required} does not exist,
	 * and RFC 5246 section 7.4.6 wants {@code handshake_failure}.
	 */
	byte[] recordInClear() {
		int description = (this == CERTIFICATE_REQUIRED) ? HANDSHAKE_FAILURE.number : this.number;
		return new byte[] { RecordHeader.ALERT, 3, 3, 0, 2, FATAL, (byte) description };
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

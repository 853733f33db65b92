package dev.sslsocket.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.BadPaddingException;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reason in what JSSE throws. JSSE has no types for alerts: the alert's name is
 * in the message, in this form since JDK 1.4. Of our own alerts JDK 17 says not even the
 * name. Immutable; safe for use by many threads.
 */
final class JsseFaultTranslator implements FaultTranslator {

	private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

	/** Of a handshake message whose fields are longer than itself. */
	private static final String CUT_SHORT = "Insufficient space in the buffer";

	/** Of a TLS 1.3 server. */
	private static final String NO_GROUP = "No common named group";

	private static final Pattern SENT = Pattern.compile("^\\((\\w+)\\)");

	@Override
	public TlsFault translate(SSLException thrown, boolean presentedNothing) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof BadPaddingException) {
				return new TlsFault(SslReason.BAD_RECORD_MAC, "a record was damaged or forged on the way", thrown);
			}
		}
		String message = String.valueOf(thrown.getMessage());
		Matcher received = RECEIVED.matcher(message);
		if (received.find()) {
			return AlertReasons.received(received.group(1).toLowerCase(Locale.ROOT), presentedNothing, thrown);
		}
		if (message.contains("Empty client certificate chain")) {
			// JDK 17 has bad_certificate for it, in every version of TLS.
			return new TlsFault(SslReason.CERTIFICATE_REQUIRED, message, thrown);
		}
		if (message.startsWith(CUT_SHORT)) {
			// JDK 17 would say that the user canceled, JDK 25 that it is its own fault.
			return TlsFault.protocolError(Alert.DECODE_ERROR, message, thrown);
		}
		if (message.endsWith(NO_GROUP)) {
			// RFC 8446 section 4.1.1 has handshake_failure, JSSE unexpected_message.
			return new TlsFault(SslReason.HANDSHAKE_FAILURE, "no key exchange group in common (ssl.groups)", thrown);
		}
		return TlsFault.foundByEngine(ours(message), thrown);
	}

	/** JDK 17 does not name it. */
	@Override
	public @Nullable String alertOfOurs(SSLException thrown) {
		String message = String.valueOf(thrown.getMessage());
		Matcher sent = SENT.matcher(message);
		// JDK 25 begins with the peer's alert where it repeats that.
		return (sent.find() && !RECEIVED.matcher(message).find()) ? sent.group(1).toLowerCase(Locale.ROOT) : null;
	}

	private static SslReason ours(String message) {
		if (message.contains("Empty server certificate chain")) {
			return SslReason.CERTIFICATE_REQUIRED;
		}
		if (message.startsWith("No appropriate protocol") || message.startsWith("No available authentication scheme")) {
			// The one is refused before anything was sent: our versions and our suites do
			// not fit. Of the other, a certificate that TLS 1.3 has none of for this
			// client, JDK 17 does not name the alert, and it goes out encrypted.
			return SslReason.HANDSHAKE_FAILURE;
		}
		if (message.endsWith("No matching application layer protocol values")) {
			// As well: in TLS 1.3 a server says so once it has sent its ServerHello.
			return SslReason.NO_APPLICATION_PROTOCOL;
		}
		Matcher sent = SENT.matcher(message);
		return sent.find() ? AlertReasons.ofOurs(sent.group(1).toLowerCase(Locale.ROOT)) : SslReason.PROTOCOL_ERROR;
	}

}

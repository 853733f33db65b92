package dev.sslsocket.engine;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.BadPaddingException;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reason in what JSSE throws. JSSE has no types for alerts: the alert's name is
 * in the message, in this form since JDK 1.4. Of our own alerts JDK 17 says not even the
 * name.
 */
final class FaultTranslator {

	private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

	/** Of a handshake message whose fields are longer than itself. */
	private static final String CUT_SHORT = "Insufficient space in the buffer";

	/** Of a TLS 1.3 server. */
	private static final String NO_GROUP = "No common named group";

	private static final Pattern SENT = Pattern.compile("^\\((\\w+)\\)");

	private static final Map<String, SslReason> ALERTS_OF_PEER = Map.ofEntries(
			Map.entry("bad_record_mac", SslReason.BAD_RECORD_MAC),
			Map.entry("handshake_failure", SslReason.HANDSHAKE_FAILURE),
			Map.entry("insufficient_security", SslReason.HANDSHAKE_FAILURE),
			Map.entry("protocol_version", SslReason.PROTOCOL_VERSION),
			Map.entry("certificate_required", SslReason.CERTIFICATE_REQUIRED),
			Map.entry("bad_certificate", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("unsupported_certificate", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("certificate_revoked", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("certificate_expired", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("certificate_unknown", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("unknown_ca", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("access_denied", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("bad_certificate_status_response", SslReason.CERTIFICATE_REFUSED_BY_PEER),
			Map.entry("unrecognized_name", SslReason.UNRECOGNIZED_NAME),
			Map.entry("no_application_protocol", SslReason.NO_APPLICATION_PROTOCOL));

	private static final Map<String, SslReason> ALERTS_OF_OURS = Map.of("handshake_failure",
			SslReason.HANDSHAKE_FAILURE, "insufficient_security", SslReason.HANDSHAKE_FAILURE, "protocol_version",
			SslReason.PROTOCOL_VERSION, "bad_certificate", SslReason.CERTIFICATE_REQUIRED, "certificate_required",
			SslReason.CERTIFICATE_REQUIRED, "unrecognized_name", SslReason.UNRECOGNIZED_NAME, "no_application_protocol",
			SslReason.NO_APPLICATION_PROTOCOL, "bad_record_mac", SslReason.BAD_RECORD_MAC);

	private FaultTranslator() {
	}

	static TlsFault translate(SSLException thrown) {
		return translate(thrown, null, false);
	}

	/**
	 * Translates.
	 * @param alertReceived the peer's fatal alert, if it came in clear. A TLS 1.3 client
	 * that refuses our certificate may send it so, as OpenSSL's do; JSSE waits for an
	 * encrypted one, and sees a damaged record
	 * @param presentedNothing whether a TLS 1.2 server asked for a certificate and got
	 * none: what it refuses with handshake_failure (RFC 5246 section 7.4.6) or
	 * bad_certificate (JDK 17) then is that
	 */
	static TlsFault translate(SSLException thrown, @Nullable Integer alertReceived, boolean presentedNothing) {
		if (thrown instanceof TlsFault fault) {
			return fault;
		}
		if (alertReceived != null) {
			return received(Alert.name(alertReceived), presentedNothing, thrown);
		}
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SslCertificateException refused) {
				return new TlsFault(refused.reason(), String.valueOf(refused.getMessage()), refused);
			}
		}
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof BadPaddingException) {
				return new TlsFault(SslReason.BAD_RECORD_MAC, "a record was damaged or forged on the way", thrown);
			}
		}
		String message = String.valueOf(thrown.getMessage());
		Matcher received = RECEIVED.matcher(message);
		if (received.find()) {
			return received(received.group(1).toLowerCase(Locale.ROOT), presentedNothing, thrown);
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

	private static TlsFault received(String alert, boolean presentedNothing, SSLException thrown) {
		SslReason said = ALERTS_OF_PEER.getOrDefault(alert, SslReason.PEER_ALERT);
		boolean missing = presentedNothing
				&& (said == SslReason.HANDSHAKE_FAILURE || said == SslReason.CERTIFICATE_REFUSED_BY_PEER);
		return TlsFault.received(missing ? SslReason.CERTIFICATE_REQUIRED : said, alert, thrown);
	}

	/**
	 * Finds the reason in the alert that a fault made the engine send: JDK 17 leaves the
	 * alert's name out of its messages.
	 */
	static @Nullable SslReason reason(@Nullable Integer alertSent) {
		return (alertSent != null) ? ALERTS_OF_OURS.get(Alert.name(alertSent)) : null;
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
		return sent.find()
				? ALERTS_OF_OURS.getOrDefault(sent.group(1).toLowerCase(Locale.ROOT), SslReason.PROTOCOL_ERROR)
				: SslReason.PROTOCOL_ERROR;
	}

}

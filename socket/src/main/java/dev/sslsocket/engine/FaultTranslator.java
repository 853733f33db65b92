package dev.sslsocket.engine;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.BadPaddingException;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;

/**
 * Finds the reason in what JSSE throws. JSSE has no types for alerts: the alert's name is
 * in the message, in this form since JDK 1.4.
 */
final class FaultTranslator {

	private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

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
			Map.entry("unrecognized_name", SslReason.UNRECOGNIZED_NAME),
			Map.entry("no_application_protocol", SslReason.NO_APPLICATION_PROTOCOL));

	private static final Map<String, SslReason> ALERTS_OF_OURS = Map.of("handshake_failure",
			SslReason.HANDSHAKE_FAILURE, "protocol_version", SslReason.PROTOCOL_VERSION, "bad_certificate",
			SslReason.CERTIFICATE_REQUIRED, "certificate_required", SslReason.CERTIFICATE_REQUIRED, "unrecognized_name",
			SslReason.UNRECOGNIZED_NAME, "no_application_protocol", SslReason.NO_APPLICATION_PROTOCOL, "bad_record_mac",
			SslReason.BAD_RECORD_MAC);

	private FaultTranslator() {
	}

	static TlsFault translate(SSLException thrown) {
		if (thrown instanceof TlsFault fault) {
			return fault;
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
			return alertOfPeer(received.group(1).toLowerCase(Locale.ROOT), thrown);
		}
		return new TlsFault(ours(message), message, thrown);
	}

	static TlsFault alertOfPeer(String alert, SSLException thrown) {
		return new TlsFault(ALERTS_OF_PEER.getOrDefault(alert, SslReason.PEER_ALERT),
				"the peer sent the alert " + alert, thrown);
	}

	private static SslReason ours(String message) {
		if (message.contains("Empty client certificate chain") || message.contains("Empty server certificate chain")) {
			return SslReason.CERTIFICATE_REQUIRED;
		}
		Matcher sent = SENT.matcher(message);
		return sent.find()
				? ALERTS_OF_OURS.getOrDefault(sent.group(1).toLowerCase(Locale.ROOT), SslReason.PROTOCOL_ERROR)
				: SslReason.PROTOCOL_ERROR;
	}

}

package dev.sslsocket.engine;

import java.util.Map;

import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * What an alert means: one that came, and one that an engine sent for us.
 */
final class AlertReasons {

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

	private AlertReasons() {
	}

	static TlsFault received(String alert, boolean presentedNothing, SSLException thrown) {
		SslReason said = ALERTS_OF_PEER.getOrDefault(alert, SslReason.PEER_ALERT);
		boolean missing = presentedNothing
				&& (said == SslReason.HANDSHAKE_FAILURE || said == SslReason.CERTIFICATE_REFUSED_BY_PEER);
		return TlsFault.received(missing ? SslReason.CERTIFICATE_REQUIRED : said, alert, thrown);
	}

	/**
	 * Finds the reason in the alert that a fault made the engine send: JDK 17 leaves the
	 * alert's name out of its messages.
	 */
	static @Nullable SslReason ofOurs(@Nullable Integer alertSent) {
		return (alertSent != null) ? ALERTS_OF_OURS.get(Alert.name(alertSent)) : null;
	}

	/** The reason in an alert of ours, by its name. */
	static SslReason ofOurs(String alert) {
		return ALERTS_OF_OURS.getOrDefault(alert, SslReason.PROTOCOL_ERROR);
	}

}

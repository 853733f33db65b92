package dev.sslsocket.engine;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reason in what the native engine throws: a line of BoringSSL's error queue,
 * {@code error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE}. The
 * last twelve bits of the number are its reason, from 1000 on an alert of the peer's
 * ({@code SSL_AD_REASON_OFFSET}). Immutable; safe for use by many threads.
 */
final class OpenSslFaultTranslator implements FaultTranslator {

	private static final Pattern QUEUED = Pattern.compile("error:([0-9a-fA-F]+):[^:]*:[^:]*:(\\w+)");

	/** Netty's words for it; BoringSSL would say {@code internal_error}. */
	private static final String NO_KEY = "Unable to find key material";

	private static final int REASON = 0xfff;

	private static final int ALERTS = 1000;

	/** What it finds by itself, and the alert that it has sent for it. */
	private static final Map<String, Alert> ALERTS_OF_OURS = Map.ofEntries(
			Map.entry("NO_SHARED_CIPHER", Alert.HANDSHAKE_FAILURE),
			Map.entry("NO_SHARED_GROUP", Alert.HANDSHAKE_FAILURE), Map.entry("WRONG_CURVE", Alert.HANDSHAKE_FAILURE),
			Map.entry("NO_COMMON_SIGNATURE_ALGORITHMS", Alert.HANDSHAKE_FAILURE),
			Map.entry("NO_CIPHERS_AVAILABLE", Alert.HANDSHAKE_FAILURE),
			Map.entry("EXCESSIVE_MESSAGE_SIZE", Alert.ILLEGAL_PARAMETER),
			Map.entry("UNSUPPORTED_PROTOCOL", Alert.PROTOCOL_VERSION),
			Map.entry("WRONG_VERSION_NUMBER", Alert.PROTOCOL_VERSION),
			Map.entry("PEER_DID_NOT_RETURN_A_CERTIFICATE", Alert.CERTIFICATE_REQUIRED),
			Map.entry("BAD_DECRYPT", Alert.BAD_RECORD_MAC),
			Map.entry("DECRYPTION_FAILED_OR_BAD_RECORD_MAC", Alert.BAD_RECORD_MAC),
			Map.entry("NO_APPLICATION_PROTOCOL", Alert.NO_APPLICATION_PROTOCOL));

	@Override
	public TlsFault translate(SSLException thrown, boolean presentedNothing) {
		@Nullable Matcher queued = queued(thrown);
		if (queued == null) {
			return String.valueOf(thrown.getMessage()).startsWith(NO_KEY)
					? new TlsFault(SslReason.HANDSHAKE_FAILURE,
							"none of our certificates is for what the client can do", thrown)
					: TlsFault.foundByEngine(SslReason.PROTOCOL_ERROR, thrown);
		}
		int reason = (int) (Long.parseLong(queued.group(1), 16) & REASON);
		if (reason >= ALERTS) {
			return AlertReasons.received(Alert.name(reason - ALERTS), presentedNothing, thrown);
		}
		@Nullable Alert said = ALERTS_OF_OURS.get(queued.group(2));
		String text = queued.group(2).toLowerCase(Locale.ROOT).replace('_', ' ');
		SslReason found = (said != null) ? AlertReasons.ofOurs(said.toString()) : SslReason.PROTOCOL_ERROR;
		return (said == null || found == SslReason.PROTOCOL_ERROR) ? TlsFault.foundByEngine(found, text, thrown)
				: new TlsFault(found, text, thrown);
	}

	@Override
	public @Nullable String alertOfOurs(SSLException thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SslCertificateException refused) {
				return OpenSslRefusal.alert(refused).toString();
			}
		}
		@Nullable Matcher queued = queued(thrown);
		@Nullable Alert said = (queued != null) ? ALERTS_OF_OURS.get(queued.group(2)) : null;
		return (said != null) ? said.toString() : null;
	}

	private static @Nullable Matcher queued(SSLException thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			Matcher queued = QUEUED.matcher(String.valueOf(cause.getMessage()));
			if (queued.find()) {
				return queued;
			}
		}
		return null;
	}

}

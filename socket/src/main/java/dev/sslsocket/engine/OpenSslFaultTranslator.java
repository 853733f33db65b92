package dev.sslsocket.engine;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

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

	private static final int REASON = 0xfff;

	private static final int ALERTS = 1000;

	private static final Map<String, SslReason> REASONS = Map.ofEntries(
			Map.entry("NO_SHARED_CIPHER", SslReason.HANDSHAKE_FAILURE),
			Map.entry("NO_SHARED_GROUP", SslReason.HANDSHAKE_FAILURE),
			Map.entry("NO_COMMON_SIGNATURE_ALGORITHMS", SslReason.HANDSHAKE_FAILURE),
			Map.entry("NO_CIPHERS_AVAILABLE", SslReason.HANDSHAKE_FAILURE),
			Map.entry("NO_SUPPORTED_VERSIONS_ENABLED", SslReason.HANDSHAKE_FAILURE),
			Map.entry("UNSUPPORTED_PROTOCOL", SslReason.PROTOCOL_VERSION),
			Map.entry("WRONG_VERSION_NUMBER", SslReason.PROTOCOL_VERSION),
			Map.entry("PEER_DID_NOT_RETURN_A_CERTIFICATE", SslReason.CERTIFICATE_REQUIRED),
			Map.entry("DECRYPTION_FAILED_OR_BAD_RECORD_MAC", SslReason.BAD_RECORD_MAC),
			Map.entry("NO_APPLICATION_PROTOCOL", SslReason.NO_APPLICATION_PROTOCOL));

	@Override
	public TlsFault translate(SSLException thrown, boolean presentedNothing) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			Matcher queued = QUEUED.matcher(String.valueOf(cause.getMessage()));
			if (queued.find()) {
				return translate(queued, presentedNothing, thrown);
			}
		}
		return TlsFault.foundByEngine(SslReason.PROTOCOL_ERROR, thrown);
	}

	private static TlsFault translate(Matcher queued, boolean presentedNothing, SSLException thrown) {
		int reason = (int) (Long.parseLong(queued.group(1), 16) & REASON);
		if (reason >= ALERTS) {
			return AlertReasons.received(Alert.name(reason - ALERTS), presentedNothing, thrown);
		}
		SslReason found = REASONS.getOrDefault(queued.group(2), SslReason.PROTOCOL_ERROR);
		return new TlsFault(found, queued.group(2).toLowerCase(Locale.ROOT).replace('_', ' '), thrown);
	}

	/** It has sent it before it throws. */
	@Override
	public @Nullable String alertOfOurs(SSLException thrown) {
		return null;
	}

}

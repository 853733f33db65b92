package dev.sslsocket.engine;

import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslCertificateException;

import org.jspecify.annotations.Nullable;

/**
 * Finds the reason in what an engine throws, each engine in words of its own.
 */
interface FaultTranslator {

	/**
	 * Translates what was thrown.
	 * @param presentedNothing whether a TLS 1.2 server asked for a certificate and got
	 * none: what it refuses with handshake_failure (RFC 5246 section 7.4.6) or
	 * bad_certificate (JDK 17) then is that
	 */
	TlsFault translate(SSLException thrown, boolean presentedNothing);

	/** The alert that the engine is about to send, where it can be told. */
	@Nullable String alertOfOurs(SSLException thrown);

	/** Translates what was thrown when hands were shaken. */
	default TlsFault translate(SSLException thrown) {
		return translate(thrown, null, false);
	}

	/**
	 * Translates what was thrown, unless more is known than the engine.
	 * @param alertReceived the peer's fatal alert, if it came in clear. A TLS 1.3 client
	 * that refuses our certificate may send it so, as OpenSSL's do; an engine waits for
	 * an encrypted one, and sees a damaged record
	 */
	default TlsFault translate(SSLException thrown, @Nullable Integer alertReceived, boolean presentedNothing) {
		if (thrown instanceof TlsFault fault) {
			return fault;
		}
		if (alertReceived != null) {
			return AlertReasons.received(Alert.name(alertReceived), presentedNothing, thrown);
		}
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SslCertificateException refused) {
				return new TlsFault(refused.reason(), String.valueOf(refused.getMessage()), refused);
			}
		}
		return translate(thrown, presentedNothing);
	}

}

package dev.sslsocket.engine;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;

/**
 * What all engines of a context share.
 *
 * @param keyManager chooses our certificate
 * @param acceptedIssuers the CAs named in a certificate request
 * @param sessionTimeout how long a session may be resumed; from a second to seven days
 * @param sessionCacheSize sessions kept by the engine, at least 1
 * @param resumption whether a server resumes sessions; clients always may
 * @param sessions which sessions a server resumes
 * @param staples what a server staples
 */
public record EngineSettings(X509ExtendedKeyManager keyManager, List<X509Certificate> acceptedIssuers,
		Duration sessionTimeout, int sessionCacheSize, boolean resumption, SessionRules sessions, Staples staples) {

	/** RFC 8446 section 4.6.1 allows no more, and JSSE sends no ticket beyond it. */
	private static final Duration LONGEST = Duration.ofDays(7);

	public EngineSettings {
		acceptedIssuers = List.copyOf(acceptedIssuers);
	}

	/** Those of an engine that staples nothing and shares no session with another. */
	public EngineSettings(X509ExtendedKeyManager keyManager, List<X509Certificate> acceptedIssuers,
			Duration sessionTimeout, int sessionCacheSize) {
		this(keyManager, acceptedIssuers, sessionTimeout, sessionCacheSize, true, SessionRules.NONE, Staples.NONE);
	}

	/**
	 * Returns settings by which a server sends no ticket in TLS 1.3. In TLS 1.2 they
	 * break handshakes: JSSE promises a ticket before it decides to send none.
	 * @return the same settings with sessions that last too long for a ticket
	 */
	EngineSettings withoutTickets() {
		return new EngineSettings(this.keyManager, this.acceptedIssuers, LONGEST.plusDays(1), this.sessionCacheSize,
				false, this.sessions, this.staples);
	}

}

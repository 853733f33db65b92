package dev.sslsocket.engine;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * What a handshake agreed on, copied when it ended: afterwards the engine is asked
 * nothing, since its lock may be held by a slow trust check of another connection's
 * thread.
 *
 * @param session the engine's session
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite IANA name
 * @param group key exchange group, {@code null} where there was none (resumed without key
 * exchange, static RSA)
 * @param alpn application protocol, an empty string where none was agreed on
 * @param resumed whether a session was resumed
 * @param peerCertificates as sent, the peer's own first; empty where none came
 * @param localCertificates what we presented; empty where nothing was
 */
public record TlsFacts(SSLSession session, String protocol, String cipherSuite, @Nullable String group, String alpn,
		boolean resumed, List<X509Certificate> peerCertificates, List<X509Certificate> localCertificates) {

	static TlsFacts of(SSLEngine engine, HandshakeObserver observer) {
		SSLSession session = engine.getSession();
		String alpn = engine.getApplicationProtocol();
		return new TlsFacts(session, session.getProtocol(), session.getCipherSuite(), observer.group(),
				(alpn != null) ? alpn : "", observer.resumed(), peerCertificates(session),
				x509(session.getLocalCertificates()));
	}

	private static List<X509Certificate> peerCertificates(SSLSession session) {
		try {
			return x509(session.getPeerCertificates());
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of();
		}
	}

	private static List<X509Certificate> x509(Certificate @Nullable [] certificates) {
		return (certificates == null) ? List.of()
				: Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
	}

}

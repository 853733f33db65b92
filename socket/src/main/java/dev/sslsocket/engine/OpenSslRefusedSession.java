package dev.sslsocket.engine;

import java.lang.ref.WeakReference;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/**
 * Drops the sessions of a server that did not resume the one it was offered: it was
 * started anew, and knows none of them. Netty keeps all sessions of a peer until they
 * expire and offers any one, so that the new one would have to wait for its turn: of TLS
 * 1.2 beside those that were refused, of TLS 1.3 behind every ticket that was sent beyond
 * those used.
 *
 * @param engine a client's, which this does not keep
 * @param check decides about the server; BoringSSL has it asked in full handshakes only,
 * and before there is a new session
 */
record OpenSslRefusedSession(WeakReference<SSLEngine> engine, PeerCheck check) implements PeerCheck {

	@Override
	public void check(List<X509Certificate> chain, List<byte[]> stapled) throws CertificateException {
		this.check.check(chain, stapled);
		SSLEngine asking = this.engine.get();
		if (asking != null && asking.getSession().getId().length > 0) {
			forget(asking.getSession().getSessionContext(), asking);
		}
	}

	/** Looks at each, since they are found by their ids only. */
	private static void forget(SSLSessionContext sessions, SSLEngine asking) {
		for (byte[] id : Collections.list(sessions.getIds())) {
			SSLSession kept = sessions.getSession(id);
			if (kept != null && kept.getPeerPort() == asking.getPeerPort()
					&& kept.getPeerHost().equals(asking.getPeerHost())) {
				kept.invalidate();
			}
		}
	}

}

package dev.sslsocket.engine;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Decides about the peer of one connection. Called while a delegated task runs, hence CPU
 * work only: a delegated task holds the JDK engine's lock.
 */
@FunctionalInterface
public interface PeerCheck {

	/**
	 * Checks what the peer presented.
	 * @param presented the peer's chain, its own certificate first
	 * @param stapled OCSP responses that a server brought along (RFC 6066 section 8, RFC
	 * 8446 section 4.4.2.1), in no particular order; empty where there are none
	 * @throws CertificateException if the peer is refused
	 */
	void check(List<X509Certificate> presented, List<byte[]> stapled) throws CertificateException;

}

package dev.sslsocket.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.sslsocket.x509.PeerCertificate;

/**
 * A connection as it was at one moment. Immutable; safe for use by many threads. Before
 * the handshake is complete, what it agrees on is empty.
 *
 * @param id number of the connection, unique in this JVM
 * @param context name of its SSL context
 * @param side which side we play
 * @param peer the peer as the user named it, {@code host:port}; of an accepted connection
 * its address
 * @param localAddress our own address
 * @param engine whose TLS it is: {@code jdk} or {@code openssl}
 * @param openedAt when TLS was put on it
 * @param handshakenAt when the handshake was complete
 * @param protocol such as {@code TLSv1.3}, or an empty string
 * @param cipher OpenSSL's name of the cipher suite, or an empty string
 * @param cipherSuite IANA's name of the cipher suite, or an empty string
 * @param group key exchange group such as {@code x25519}, or an empty string
 * @param alpn application protocol, or an empty string
 * @param serverName the SNI host name, or an empty string
 * @param resumed whether a session was resumed
 * @param verified whether chain and, on a client, name were verified
 * @param peerCertificates the peer's chain as sent, its own certificate first
 * @param bytesRead plain bytes the application has read
 * @param bytesWritten plain bytes the application has written
 */
public record SslConnection(long id, String context, ConnectionSide side, String peer, String localAddress,
		String engine, Instant openedAt, Optional<Instant> handshakenAt, String protocol, String cipher,
		String cipherSuite, String group, String alpn, String serverName, boolean resumed, boolean verified,
		List<PeerCertificate> peerCertificates, long bytesRead, long bytesWritten) {

	public SslConnection {
		peerCertificates = List.copyOf(peerCertificates);
	}

	/**
	 * Returns the peer's own certificate.
	 * @return the certificate, or empty where none was presented
	 */
	public Optional<PeerCertificate> peerCertificate() {
		return this.peerCertificates.stream().findFirst();
	}

}

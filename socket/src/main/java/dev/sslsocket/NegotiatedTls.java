package dev.sslsocket;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;

import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * What the two ends of a connection agreed on, and who the other one is. Safe for use by
 * many threads.
 */
public interface NegotiatedTls {

	/**
	 * Returns OpenSSL's name of the cipher suite (the seed's {@code get_cipher}).
	 * @return such as {@code ECDHE-RSA-AES128-GCM-SHA256}; an empty string before the
	 * handshake
	 */
	String cipher();

	/**
	 * Returns the protocol version.
	 * @return such as {@code TLSv1.3}; an empty string before the handshake
	 */
	String protocol();

	/**
	 * Returns the application protocol.
	 * @return such as {@code h2}; an empty string where none was agreed on
	 */
	String alpn();

	/**
	 * Returns the key exchange group.
	 * @return such as {@code x25519} or {@code ffdhe2048}; for a server's own
	 * Diffie-Hellman parameters their size, such as {@code DH, 2048 bits}; an empty
	 * string where there was none
	 */
	String group();

	/**
	 * Returns the host name of the SNI extension, sent or received (the seed family's
	 * {@code get_servername}).
	 * @return the name; an empty string where there was none
	 */
	String serverName();

	/**
	 * Returns whether a session was resumed (the seed family's
	 * {@code get_session_reused}).
	 * @return false before the handshake
	 */
	boolean sessionReused();

	/**
	 * Returns the peer's own certificate (the seed's {@code peer_certificate}).
	 * @return the certificate
	 * @throws SSLPeerUnverifiedException if none was presented, or before the handshake
	 */
	default PeerCertificate peerCertificate() throws SSLPeerUnverifiedException {
		return peerCertificates().stream()
			.findFirst()
			.orElseThrow(() -> new SSLPeerUnverifiedException("The peer presented no certificate"));
	}

	/**
	 * Returns the peer's certificates as it sent them.
	 * @return its own first; empty where none was presented, and before the handshake
	 */
	List<PeerCertificate> peerCertificates();

	/**
	 * Returns the chain that led to a trusted CA.
	 * @return from the peer's certificate to the anchor; empty where nothing was verified
	 * in this handshake, as in a resumed one
	 */
	List<X509Certificate> verifiedChain();

	/**
	 * Returns the certificate that we presented.
	 * @return the certificate, {@code null} where none was
	 */
	@Nullable PeerCertificate localCertificate();

	/**
	 * Returns subject and issuer of the peer's certificate in the seed's form.
	 * @return two lines, an empty string where no certificate was presented
	 */
	default String dumpPeerCertificate() {
		return peerCertificates().stream().findFirst().map(PeerCertificate::dump).orElse("");
	}

	/**
	 * Returns everything that is known about this connection.
	 * @return a snapshot
	 * @throws IllegalStateException if it is not connected
	 */
	SslConnection snapshot();

}

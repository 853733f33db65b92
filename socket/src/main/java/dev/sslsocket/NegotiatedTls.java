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
	 * Returns the protocol version (the seed family's {@code get_sslversion}).
	 * @return such as {@code TLSv1.3}; an empty string before the handshake
	 */
	String protocol();

	/**
	 * Returns the number of the protocol version (the seed family's
	 * {@code get_sslversion_int}).
	 * @return such as 0x0304, which is TLS 1.3; 0 before the handshake
	 */
	default int protocolNumber() {
		return switch (protocol()) {
			case "TLSv1.3" -> 0x0304;
			case "TLSv1.2" -> 0x0303;
			case "TLSv1.1" -> 0x0302;
			case "TLSv1" -> 0x0301;
			default -> 0;
		};
	}

	/**
	 * Returns the application protocol (the seed family's {@code alpn_selected}).
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
	 * Returns the peer's certificates as it sent them (the seed family's
	 * {@code peer_certificates}).
	 * @return its own first; empty where none was presented, and before the handshake
	 */
	List<PeerCertificate> peerCertificates();

	/**
	 * Returns the chain that led to a trusted CA. Where a session was resumed it is found
	 * again from the certificates that the peer presented when the session was made, by
	 * the same rules.
	 * @return from the peer's certificate to the anchor; empty where nothing was
	 * verified, and of a resumed session where what led to the anchor is gone
	 */
	List<X509Certificate> verifiedChain();

	/**
	 * Returns the certificate that we presented (the seed family's
	 * {@code sock_certificate}).
	 * @return the certificate, {@code null} where none was
	 */
	@Nullable PeerCertificate localCertificate();

	/**
	 * Returns subject and issuer of the peer's certificate in the seed's form (its
	 * {@code dump_peer_certificate}).
	 * @return two lines, an empty string where no certificate was presented
	 */
	default String dumpPeerCertificate() {
		return peerCertificates().stream().findFirst().map(PeerCertificate::dump).orElse("");
	}

	/**
	 * Returns what a login inside TLS can be tied to this connection with.
	 * @param type which binding
	 * @return the binding without its name, the same at both ends
	 * @throws UnsupportedOperationException if this connection has none of this type; the
	 * message says why, and what to use
	 * @throws IllegalStateException before the handshake
	 */
	byte[] channelBinding(ChannelBinding type);

	/**
	 * Returns everything that is known about this connection.
	 * @return a snapshot
	 * @throws IllegalStateException if it is not connected
	 */
	SslConnection snapshot();

}

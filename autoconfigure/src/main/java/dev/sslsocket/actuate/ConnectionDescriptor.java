package dev.sslsocket.actuate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.sslsocket.connection.SslConnection;

/**
 * A live connection as {@code /actuator/sslconnections} shows it. What the handshake
 * agrees on is empty until it is complete. Immutable; safe for use by many threads.
 *
 * @param id number of the connection, unique in this JVM
 * @param context name of its SSL context
 * @param side {@code client} or {@code server}: which side we play
 * @param peer the peer as {@code host:port}
 * @param localAddress our own address
 * @param engine {@code jdk} or {@code openssl}: whose TLS it is
 * @param openedAt when TLS was put on it
 * @param handshakenAt when the handshake was complete, {@code null} before
 * @param protocol such as {@code TLSv1.3}
 * @param cipher OpenSSL's name of the cipher suite
 * @param cipherSuite IANA's name of the cipher suite
 * @param group key exchange group such as {@code x25519}
 * @param alpn application protocol
 * @param serverName the SNI host name
 * @param resumed whether a session was resumed
 * @param verified whether chain and, on a client, name were verified
 * @param bytesRead plain bytes the application has read
 * @param bytesWritten plain bytes the application has written
 * @param peerCertificate the peer's certificate, {@code null} where none was presented
 */
public record ConnectionDescriptor(long id, String context, String side, String peer, String localAddress,
		String engine, Instant openedAt, @Nullable Instant handshakenAt, String protocol, String cipher,
		String cipherSuite, String group, String alpn, String serverName, boolean resumed, boolean verified,
		long bytesRead, long bytesWritten,
		@Nullable CertificateDescriptor peerCertificate) implements OperationResponseBody {

	static ConnectionDescriptor of(SslConnection connection) {
		return new ConnectionDescriptor(connection.id(), connection.context(), connection.side().toString(),
				connection.peer(), connection.localAddress(), connection.engine(), connection.openedAt(),
				connection.handshakenAt().orElse(null), connection.protocol(), connection.cipher(),
				connection.cipherSuite(), connection.group(), connection.alpn(), connection.serverName(),
				connection.resumed(), connection.verified(), connection.bytesRead(), connection.bytesWritten(),
				connection.peerCertificate().map(CertificateDescriptor::of).orElse(null));
	}

}

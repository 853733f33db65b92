package dev.sslsocket;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLEngine;

import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An alert in clear where TLS 1.3 expects an encrypted one: what OpenSSL's client sends
 * when it refuses the server's certificate.
 */
@Timeout(30)
class ClearAlertTests {

	private static final byte[] UNKNOWN_CA = { 21, 3, 3, 0, 2, 2, 48 };

	@Test
	void handshakeWhenTheClientsAlertIsInClearNamesTheAlert() throws Exception {
		SslContext context = Endpoints.server((builder) -> builder);
		try (SslServerSocket server = Endpoints.listen(context);
				Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
				SslSocket accepted = server.accept()) {
			CompletableFuture<Void> handshake = Endpoints.async(() -> {
				accepted.startHandshake();
				return null;
			});
			client.getOutputStream().write(clientHello());
			assertThat(client.getInputStream().read()).isEqualTo(22);
			client.getOutputStream().write(UNKNOWN_CA);
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> Endpoints.get(handshake))
				.havingCause()
				.isInstanceOfSatisfying(SslHandshakeException.class,
						(ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER))
				.withMessageEndingWith(": the peer sent the alert unknown_ca");
		}
	}

	private static byte[] clientHello() throws Exception {
		SSLEngine engine = Endpoints.PKI.jdkAnonymousClientContext().createSSLEngine();
		engine.setUseClientMode(true);
		ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), record);
		byte[] bytes = new byte[record.flip().remaining()];
		record.get(bytes);
		return bytes;
	}

}

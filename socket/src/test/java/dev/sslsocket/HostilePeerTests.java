package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What no honest peer does.
 */
@Timeout(30)
class HostilePeerTests {

	private SslServerSocket server;

	private CompletableFuture<Throwable> accepted;

	@BeforeEach
	void listen() throws Exception {
		this.server = Endpoints.listen(Endpoints.server((b) -> b));
		this.accepted = Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				return catchThrowable(() -> socket.getInputStream().transferTo(socket.getOutputStream()));
			}
		});
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	private SslReason reason() throws Exception {
		return ((SslFailure) Endpoints.get(this.accepted)).reason();
	}

	@Test
	void renegotiationWhenAClientAsksForItIsRefused() throws Exception {
		try (SSLSocket client = (SSLSocket) Endpoints.PKI.jdkClientContext()
			.getSocketFactory()
			.createSocket("localhost", this.server.getLocalPort())) {
			client.setEnabledProtocols(new String[] { "TLSv1.2" });
			client.getOutputStream().write(1);
			assertThat(client.getInputStream().read()).isEqualTo(1);
			client.startHandshake();
			assertThat(catchThrowable(() -> client.getInputStream().read())).isInstanceOf(IOException.class);
			assertThat(reason()).isEqualTo(SslReason.RENEGOTIATION_REFUSED);
		}
	}

	@Test
	void renegotiationWhenAServerAsksForItIsRefused() throws Exception {
		javax.net.ssl.SSLServerSocket jdk = (javax.net.ssl.SSLServerSocket) Endpoints.PKI.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
		try (jdk) {
			Endpoints.async(() -> {
				SSLSocket socket = (SSLSocket) jdk.accept();
				socket.setEnabledProtocols(new String[] { "TLSv1.2" });
				socket.getOutputStream().write(1);
				socket.startHandshake();
				socket.getOutputStream().write(2);
				return socket.getInputStream().read();
			});
			try (SslSocket client = Endpoints.client((b) -> b)
				.socketFactory()
				.connect("localhost", jdk.getLocalPort())) {
				assertThat(client.getInputStream().read()).isEqualTo(1);
				assertThat(catchThrowable(() -> client.getInputStream().read())).satisfies(
						(ex) -> assertThat(((SslFailure) ex).reason()).isEqualTo(SslReason.RENEGOTIATION_REFUSED));
			}
		}
	}

	@Test
	void recordLongerThanTlsAllowsIsRefusedBeforeItsBody() throws Exception {
		try (Socket plain = new Socket(this.server.getInetAddress(), this.server.getLocalPort());
				SslSocket client = Endpoints.client((b) -> b).socketFactory().startTls(plain, "localhost")) {
			client.getOutputStream().write(1);
			client.getInputStream().read();
			plain.getOutputStream().write(new byte[] { 23, 3, 3, (byte) 0xff, (byte) 0xff });
			assertThat(Endpoints.get(this.accepted)).hasMessageContaining("longer than TLS allows");
			assertThat(reason()).isEqualTo(SslReason.PROTOCOL_ERROR);
		}
	}

	// There is no engine yet to say so.
	@Test
	void clientHelloThatIsTooLargeIsAnsweredByAnAlertInClear() throws Exception {
		try (Socket plain = new Socket(this.server.getInetAddress(), this.server.getLocalPort())) {
			plain.getOutputStream().write(new byte[] { 22, 3, 1, 0x10, 0, 1, 0, (byte) 0xff, (byte) 0xff });
			plain.shutdownOutput();
			byte[] answer = plain.getInputStream().readAllBytes();
			assertThat(answer).hasSize(7).startsWith(21, 3, 3, 0, 2, 2);
			assertThat(Endpoints.get(this.accepted)).hasMessageContaining("its ClientHello has 65535 bytes");
		}
	}

	@Test
	void clientHelloWhoseFieldsAreLongerThanItselfIsAnsweredByDecodeError() throws Exception {
		try (Socket plain = new Socket(this.server.getInetAddress(), this.server.getLocalPort())) {
			byte[] hello = new byte[5 + 4 + 2 + 32 + 5];
			System.arraycopy(new byte[] { 22, 3, 1, 0, 43, 1, 0, 0, 39, 3, 3 }, 0, hello, 0, 11);
			// Length of the session identifier.
			hello[43] = (byte) 0xff;
			plain.getOutputStream().write(hello);
			// In a record of TLS 1.0 or 1.2, as the engine likes.
			assertThat(plain.getInputStream().readAllBytes()).hasSize(7).startsWith(21, 3).endsWith(0, 2, 2, 50);
			assertThat(reason()).isEqualTo(SslReason.PROTOCOL_ERROR);
		}
	}

	@Test
	void recordsThatBringNothingForwardAreCutOff() throws Exception {
		SSLEngine engine = Endpoints.PKI.jdkClientContext().createSSLEngine();
		engine.setUseClientMode(true);
		ByteBuffer hello = ByteBuffer.allocate(20_000);
		engine.wrap(ByteBuffer.allocate(0), hello);
		try (Socket plain = new Socket(this.server.getInetAddress(), this.server.getLocalPort())) {
			plain.getOutputStream().write(hello.array(), 0, hello.position());
			byte[] dummy = { 20, 3, 3, 0, 1, 1 };
			for (int i = 0; i < 40; i++) {
				plain.getOutputStream().write(dummy);
			}
			assertThat(reason()).isEqualTo(SslReason.PROTOCOL_ERROR);
		}
	}

}

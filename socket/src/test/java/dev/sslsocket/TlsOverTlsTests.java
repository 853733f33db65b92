package dev.sslsocket;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * TLS within TLS, as through a proxy that speaks it: the outer socket can do less than a
 * plain one, and takes longer.
 */
@Timeout(60)
class TlsOverTlsTests {

	private final SslContext server = Endpoints.server((b) -> b);

	private final SslContext client = Endpoints.client((b) -> b);

	@Test
	void closeWhenTheInnerOneIsClosedClosesBoth() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(this.server)) {
			CompletableFuture<Integer> reading = Endpoints.async(() -> {
				try (SslSocket inner = this.server.serverSocketFactory().startTls(listening.accept())) {
					byte[] all = inner.getInputStream().readAllBytes();
					return all.length;
				}
			});
			SslSocket outer = this.client.socketFactory().connect("localhost", listening.getLocalPort());
			SslSocket inner = within(outer, "localhost");
			inner.getOutputStream().write(new byte[100]);
			inner.close();
			assertThat(Endpoints.get(reading)).isEqualTo(100);
			assertThat(outer.isClosed()).isTrue();
		}
	}

	@Test
	void handshakeWhenTheInnerPeerIsRefusedSaysWhyAndClosesBoth() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(this.server)) {
			CompletableFuture<Throwable> refused = Endpoints.async(() -> catchThrowable(() -> {
				try (SslSocket outer = listening.accept()) {
					this.server.serverSocketFactory().startTls(outer);
				}
			}));
			SslSocket outer = this.client.socketFactory().connect("localhost", listening.getLocalPort());
			SslSocket inner = this.client.socketFactory().createSocket(outer, "other.example", 443, true);
			SslHandshakeException why = catchThrowableOfType(SslHandshakeException.class, inner::startHandshake);
			assertThat(why.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
			assertThat(inner.isClosed()).isTrue();
			assertThat(Endpoints.get(refused)).isNotNull();
			// Lingering is not over when the exception comes.
			outer.close();
		}
	}

	@Test
	void writeWhenTheOuterSocketWaitsForItsWriterEndsInTime() throws Exception {
		SslContext hurried = Endpoints.client((b) -> b.writeTimeout(Duration.ofMillis(300)));
		try (SSLServerSocket listening = (SSLServerSocket) Endpoints.PKI.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<SslSocket> mute = Endpoints
				.async(() -> this.server.serverSocketFactory().startTls(listening.accept()));
			SSLSocket outer = (SSLSocket) Endpoints.PKI.jdkAnonymousClientContext()
				.getSocketFactory()
				.createSocket("localhost", listening.getLocalPort());
			SslSocket inner = hurried.socketFactory().createSocket(outer, "localhost", 443, true);
			inner.startHandshake();
			SslTimeoutException why = catchThrowableOfType(SslTimeoutException.class,
					() -> inner.getOutputStream().write(new byte[50_000_000]));
			assertThat(why.reason()).isEqualTo(SslReason.WRITE_TIMEOUT);
			inner.close();
			Endpoints.get(mute).close();
		}
	}

	// Such as an SSLSocket of the JDK whose TCP somebody else has closed.
	@Test
	void closeWhenTheSocketBeneathIsClosedAndDoesNotSaySoIsNoFailure() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(this.server)) {
			CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
				SslSocket socket = listening.accept();
				socket.startHandshake();
				return socket;
			});
			Socket beneath = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort()) {

				@Override
				public int getSoLinger() throws SocketException {
					throw new SocketException("Socket closed");
				}

			};
			SslSocket socket = this.client.socketFactory().createSocket(beneath, "localhost", 443, true);
			socket.startHandshake();
			socket.close();
			assertThat(socket.isClosed()).isTrue();
			assertThat(Endpoints.get(accepted).getInputStream().read()).isNegative();
			Endpoints.get(accepted).close();
		}
	}

	private SslSocket within(SslSocket outer, String host) throws Exception {
		SslSocket inner = this.client.socketFactory().createSocket(outer, host, 443, true);
		inner.startHandshake();
		return inner;
	}

}

package dev.sslsocket;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;

/**
 * Contexts over one test PKI, and the two ends of a conversation in one line each.
 */
final class Endpoints {

	static final TestPki PKI = TestPki.create();

	private Endpoints() {
	}

	static SslContext server(UnaryOperator<SslContextBuilder> more) {
		return more.apply(SslContext.builder().name("server").identity(identity(PKI.server()))).build();
	}

	static SslContext client(UnaryOperator<SslContextBuilder> more) {
		return more.apply(SslContext.builder().name("client").trust(TrustSource.certificates(PKI.ca().certificate())))
			.build();
	}

	static SslIdentity identity(CertifiedKey key) {
		return SslIdentity.of(key.privateKey(), key.chain().toArray(java.security.cert.X509Certificate[]::new));
	}

	static SslServerSocket listen(SslContext context) throws Exception {
		return context.serverSocketFactory().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	/**
	 * Returns as many bytes as come, up to the peer's end if its engine can end its
	 * direction only.
	 */
	static void echo(Socket socket, int length) throws IOException {
		byte[] data = new byte[16384];
		int left = length;
		while (left > 0) {
			int count = socket.getInputStream().read(data, 0, Math.min(left, data.length));
			if (count < 0) {
				throw new EOFException(left + " bytes before the end");
			}
			socket.getOutputStream().write(data, 0, count);
			left -= count;
		}
		if (EngineUnderTest.closesHalf() && socket.getInputStream().read() >= 0) {
			throw new IOException("there is more");
		}
	}

	/** Something that may throw. */
	@FunctionalInterface
	interface Work<T> {

		T run() throws Exception;

	}

	/** Does something on a thread of its own. */
	static <T> CompletableFuture<T> async(Work<T> work) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				result.complete(work.run());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}, "test-peer");
		thread.setDaemon(true);
		thread.start();
		return result;
	}

	static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(20, TimeUnit.SECONDS);
	}

}

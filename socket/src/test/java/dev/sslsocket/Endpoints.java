package dev.sslsocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

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

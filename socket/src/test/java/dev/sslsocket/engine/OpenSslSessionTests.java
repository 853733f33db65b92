package dev.sslsocket.engine;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509TrustManager;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCounted;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who gives a native engine back, and when. That nothing is left of many connections is
 * in {@code NativeLeakTests}.
 */
@RequiresNativeEngine
class OpenSslSessionTests {

	private final AtomicInteger handshakesOver = new AtomicInteger();

	@Test
	void releaseWhenCalledAgainReleasesOnce() throws Exception {
		ReferenceCounted engine = engine();
		OpenSslSession session = session(engine);
		assertThat(engine.refCnt()).isOne();
		session.release();
		assertThat(engine.refCnt()).isZero();
		assertThatCode(session::release).doesNotThrowAnyException();
		assertThat(engine.refCnt()).isZero();
		assertThat(this.handshakesOver).hasValue(2);
	}

	@Test
	void releaseByManyThreadsReleasesOnce() throws Exception {
		ReferenceCounted engine = engine();
		// Were it released twice, this reference would be gone as well.
		engine.retain();
		OpenSslSession session = session(engine);
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = Stream.generate(() -> new Thread(() -> {
			try {
				start.await();
				session.release();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		})).limit(8).peek(Thread::start).toList();
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(engine.refCnt()).isOne();
		engine.release();
	}

	@Test
	void sessionWhenItIsForgottenIsReleasedByTheCleaner() throws Exception {
		ReferenceCounted engine = engine();
		forget(engine);
		for (int i = 0; i < 200 && engine.refCnt() > 0; i++) {
			System.gc();
			Thread.onSpinWait();
		}
		assertThat(engine.refCnt()).isZero();
	}

	private void forget(ReferenceCounted engine) {
		assertThat(session(engine).engine()).isSameAs(engine);
	}

	@Test
	void engineWhenBothSidesAreReleasedGoesWithTheSecond() throws Exception {
		ReferenceCounted engine = engine();
		TlsEngine tls = new TlsEngine(session(engine), Buffers.direct());
		tls.handshake();
		tls.releaseOutput();
		tls.releaseOutput();
		assertThat(engine.refCnt()).isOne();
		tls.releaseInput();
		assertThat(engine.refCnt()).isZero();
		tls.releaseInput();
		tls.runTasks();
		assertThatExceptionOfType(TlsFault.class).isThrownBy(() -> tls.write(new byte[1], 0, 1));
	}

	// A channel is closed while its executor checks the peer: the task has native memory
	// at hand.
	@Test
	void engineWhenReleasedInTheMiddleOfATaskGoesWhenThatIsOver() throws Exception {
		AtomicInteger references = new AtomicInteger(-1);
		AtomicReference<TlsEngine> client = new AtomicReference<>();
		AtomicReference<ReferenceCounted> engine = new AtomicReference<>();
		engine.set(engine((builder) -> builder.trustManager(new Closing(() -> {
			client.get().releaseInput();
			client.get().releaseOutput();
			references.set(engine.get().refCnt());
		}))));
		client.set(new TlsEngine(session(engine.get()), Buffers.direct()));
		TlsEngine server = EngineSide.with(EngineSide.PKI.server()).server();
		client.get().handshake();
		EnginePair.carry(client.get(), server);
		while (server.handshake() == TlsEngine.Need.TASK) {
			server.runTasks();
		}
		EnginePair.carry(server, client.get());
		assertThat(client.get().handshake()).isEqualTo(TlsEngine.Need.TASK);
		client.get().runTasks();
		assertThat(references).hasValue(1);
		assertThat(engine.get().refCnt()).isZero();
		server.releaseInput();
		server.releaseOutput();
	}

	/** Does something instead of looking at a server. */
	private record Closing(Runnable work) implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
			throw new CertificateException();
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
			this.work.run();
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

	private OpenSslSession session(ReferenceCounted engine) {
		return new OpenSslSession((SSLEngine) engine, this.handshakesOver::incrementAndGet);
	}

	private static ReferenceCounted engine() throws Exception {
		return engine((builder) -> builder);
	}

	private static ReferenceCounted engine(UnaryOperator<SslContextBuilder> more) throws Exception {
		ReferenceCountedOpenSslContext context = (ReferenceCountedOpenSslContext) more
			.apply(SslContextBuilder.forClient()
				.sslProvider(SslProvider.OPENSSL_REFCNT)
				.endpointIdentificationAlgorithm(""))
			.build();
		try {
			return (ReferenceCounted) context.newEngine(UnpooledByteBufAllocator.DEFAULT);
		}
		finally {
			context.release();
		}
	}

}

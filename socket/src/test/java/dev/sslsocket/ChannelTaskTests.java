package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.Revocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Handshakes whose work is done by an executor, a task at a time, when the test says so.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelTaskTests {

	/** Tasks that nobody has run yet. */
	private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	private final SslConnections connections = new SslConnections();

	@RegisterExtension
	final ChannelEnds ends = new ChannelEnds();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void handshakeWhenATaskRunsElsewhereWaitsForItAndTouchesNothing(String protocol) throws Exception {
		CountDownLatch told = new CountDownLatch(1);
		try (SslSocketChannel server = server(this.tasks::add, protocol)) {
			server.onTaskDone(told::countDown);
			CompletableFuture<Void> client = clientHello();
			Runnable task = untilTask(server);
			assertThat(server.interestOps()).isZero();
			assertThat(server.handshake()).isFalse();
			assertThat(server.read(ByteBuffer.allocate(1))).isZero();
			assertThat(server.write(ByteBuffer.allocate(1))).isZero();
			assertThat(server.wants()).isEqualTo(ChannelNeed.TASK);
			assertThat(this.tasks).isEmpty();
			Endpoints.async(() -> {
				task.run();
				return null;
			});
			assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
			while (!server.handshake()) {
				Runnable next = this.tasks.poll();
				if (next != null) {
					next.run();
				}
			}
			assertThat(server.protocol()).isEqualTo(protocol);
			Endpoints.get(client);
		}
	}

	@Test
	void handshakeWhenTheExecutorRunsTasksOnThreadsCompletes() throws Exception {
		Executor threads = (task) -> new Thread(task, "handshake task").start();
		CompletableFuture<Void> client = clientHello();
		try (ChannelDriver server = ChannelDriver.of(server(threads, "TLSv1.3"))) {
			server.handshake();
			Endpoints.get(client);
		}
	}

	// Danger 18.
	@Test
	void handshakeWhenTheExecutorRejectsFails() throws Exception {
		CompletableFuture<Void> client = clientHello();
		SslSocketChannel server = server((task) -> {
			throw new RejectedExecutionException("full");
		}, "TLSv1.3");
		Throwable failure = untilFailure(server);
		assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.CONFIGURATION);
		assertThat(failure).hasMessageContaining("took no task").hasMessageContaining("full");
		assertThat(server.tlsState()).isEqualTo(TlsState.FAILED);
		assertThat(catchThrowable(server::handshake)).isSameAs(failure);
		assertThat(client).failsWithin(Duration.ofSeconds(10));
	}

	@Test
	void handshakeWhenATaskThrowsFails() throws Exception {
		HandshakeTasks tasks = new HandshakeTasks(this.tasks::add);
		assertThat(tasks.run(() -> {
			throw new StackOverflowError("deep");
		})).isFalse();
		this.tasks.remove().run();
		assertThatExceptionOfType(IOException.class).isThrownBy(tasks::settled)
			.withMessageContaining("a task of the handshake failed")
			.withCauseInstanceOf(StackOverflowError.class);
		assertThat(tasks.settled()).isTrue();
	}

	@Test
	void closeWhenATaskRunsClosesTcpAndLeavesTheEngineToIt() throws Exception {
		SslSocketChannel server = server(this.tasks::add, "TLSv1.3");
		assertThat(this.connections.size()).isOne();
		CompletableFuture<Void> client = clientHello();
		Runnable task = untilTask(server);
		server.close();
		assertThat(server.isOpen()).isFalse();
		assertThat(this.ends.far().isOpen()).isFalse();
		assertThat(this.connections.size()).isZero();
		assertThat(client).failsWithin(Duration.ofSeconds(10));
		task.run();
		assertThat(server.tlsState()).isEqualTo(TlsState.CLOSED);
		assertThatExceptionOfType(IOException.class).isThrownBy(server::handshake).withMessage("Socket closed");
	}

	@Test
	void handshakeWhenATaskNeverEndsIsOverAtTheDeadline() throws Exception {
		SslContext context = Endpoints
			.server((b) -> b.executor(this.tasks::add).handshakeTimeout(Duration.ofMillis(300)));
		SslSocketChannel server = context.serverChannel(this.ends.far());
		CompletableFuture<Void> client = clientHello();
		untilTask(server);
		Throwable failure = untilFailure(server);
		assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.HANDSHAKE_TIMEOUT);
		assertThat(this.ends.far().isOpen()).isFalse();
		assertThat(client).failsWithin(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@EnumSource(names = { "SOFT", "HARD" })
	void channelWhenTasksRunInPlaceAndRespondersAreAskedIsRefused(OcspMode mode) {
		SslContext context = client(mode, (b) -> b);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> context.channel(this.ends.near(), "localhost", 1))
			.withMessageContaining("executor")
			.withMessageContaining("revocation.ocsp: " + mode.name().toLowerCase(java.util.Locale.ROOT));
		assertThat(this.ends.near().isOpen()).isTrue();
	}

	// The answer is a task: no thread of the loop waits for a responder.
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void handshakeWhenAResponderIsAskedIsHeldByATask(boolean good) throws Exception {
		OcspResponder.warmUp();
		CertifiedKey ca = Endpoints.PKI.ca();
		CertifiedKey[] served = new CertifiedKey[1];
		try (OcspResponder responder = OcspResponder.holding(
				(request) -> (good ? OcspMaker.issuedBy(ca).good(served[0]) : OcspMaker.issuedBy(ca).revoked(served[0]))
					.inAnswerTo(request)
					.der())) {
			served[0] = CertificateMaker.localhost().ocspResponder(responder.uri()).issuedBy(ca);
			try (TlsPeer peer = TlsPeer.presenting(served[0])) {
				SslContext context = client(OcspMode.HARD,
						(b) -> b.executor((task) -> new Thread(task, "handshake task").start()));
				SocketChannel channel = ChannelDriver.connect(peer.port());
				try (ChannelDriver client = ChannelDriver.of(context.channel(channel, "localhost", peer.port()))) {
					CompletableFuture<Throwable> outcome = Endpoints.async(() -> catchThrowable(client::handshake));
					responder.awaitRequest();
					while (client.tls().wants() != ChannelNeed.TASK) {
						Thread.onSpinWait();
					}
					assertThat(client.tls().handshake()).isFalse();
					assertThat(client.tls().tlsState()).isEqualTo(TlsState.NEW);
					responder.release();
					Throwable refused = Endpoints.get(outcome);
					if (good) {
						assertThat(refused).isNull();
						client.write("echo\n");
						assertThat(client.text(5)).isEqualTo("echo\n");
					}
					else {
						assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.REVOKED);
						assertThat(context.sessionCache().size()).isZero();
					}
				}
			}
		}
	}

	private SslSocketChannel server(Executor executor, String protocol) throws IOException {
		return Endpoints.server((b) -> b.executor(executor).protocols(protocol).connectionListener(this.connections))
			.serverChannel(this.ends.far());
	}

	private static SslContext client(OcspMode mode, UnaryOperator<SslContextBuilder> more) {
		return Endpoints.client((b) -> more.apply(b.revocation(Revocation.builder().ocsp(mode).build())));
	}

	private CompletableFuture<Void> clientHello() throws IOException {
		SslSocketChannel client = Endpoints.client((b) -> b).channel(this.ends.near(), "localhost", 1);
		return Endpoints.async(() -> {
			ChannelDriver.of(client).handshake();
			return null;
		});
	}

	/** Goes on until a task is due. */
	private Runnable untilTask(SslSocketChannel tls) throws Exception {
		while (tls.wants() != ChannelNeed.TASK) {
			assertThat(tls.handshake()).isFalse();
		}
		return this.tasks.remove();
	}

	private static Throwable untilFailure(SslSocketChannel tls) {
		Throwable failure = null;
		while (failure == null) {
			failure = catchThrowable(tls::handshake);
		}
		return failure;
	}

}

package dev.sslsocket;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.engine.EngineUnderTest;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Case 77: thousands of idle sockets on virtual threads. None of them holds a carrier or
 * a record buffer, and each still answers. From JDK 24 on {@code synchronized} pins
 * nobody (JEP 491), so what is recorded as pinned would be ours.
 */
@Timeout(180)
@EnabledForJreRange(min = JRE.JAVA_24)
class VirtualThreadTests {

	/** Of both ends together. */
	private static final int SOCKETS = 10_000;

	/** A record's buffer alone takes more. */
	private static final long BYTES_PER_SOCKET = 48 * 1024;

	/** Handshakes at a time: as many as the backlog takes. */
	private static final int AT_ONCE = 32;

	private final SslConnections connections = new SslConnections();

	private final Queue<SslSocket> clients = new ConcurrentLinkedQueue<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	@TempDir
	private Path directory;

	@Test
	void socketsWhenIdlePinNobodyAndHoldNoBuffers() throws Exception {
		int pairs = Math.min(SOCKETS, descriptors()) / 2;
		assertThat(pairs).isGreaterThan(1000);
		SslContext client = Endpoints.client((builder) -> builder.connectionListener(this.connections));
		SslContext server = Endpoints.server((builder) -> builder.connectionListener(this.connections));
		ExecutorService threads = virtualThreads();
		try (SslServerSocket listening = Endpoints.listen(server); Recording recording = new Recording()) {
			threads.execute(() -> accept(listening, threads));
			// Classes are initialised with a native frame on the stack.
			connect(client, listening.getLocalPort(), threads, 50);
			recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
			recording.start();
			long before = heap();
			connect(client, listening.getLocalPort(), threads, pairs);
			assertThat(this.failures).isEmpty();
			assertThat(this.connections.size()).isEqualTo(2 * (pairs + 50));
			assertThat((heap() - before) / (2 * pairs)).as("bytes per idle socket").isLessThan(BYTES_PER_SOCKET);
			assertAllAnswer(threads);
			recording.stop();
			assertThat(pinned(recording)).allMatch(VirtualThreadTests::byTheNativeEngine);
		}
		finally {
			for (SslSocket socket : this.clients) {
				socket.close();
			}
			threads.shutdown();
		}
		assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.connections.size()).isZero();
		assertThat(this.failures).isEmpty();
	}

	/** A recording that sees nothing would let everything pass. */
	@Test
	void recordingWhenAThreadIsPinnedSeesIt() throws Exception {
		ExecutorService threads = virtualThreads();
		try (Recording recording = new Recording()) {
			recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
			recording.start();
			assertThat(threads.submit(() -> Waiting.LONG_ENOUGH).get()).isTrue();
			recording.stop();
			assertThat(pinned(recording)).isNotEmpty();
		}
		finally {
			threads.shutdown();
		}
	}

	/** Waits while it is initialised, which the JDK does below a native frame. */
	private static final class Waiting {

		static final boolean LONG_ENOUGH;

		static {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
			LONG_ENOUGH = true;
		}

	}

	/** The server's threads wait in a read for as long as the clients say nothing. */
	private void accept(SslServerSocket listening, ExecutorService threads) {
		while (true) {
			try {
				SslSocket socket = listening.accept();
				threads.execute(() -> echo(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void echo(SslSocket accepted) {
		try (SslSocket socket = accepted) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (IOException | RuntimeException ex) {
			this.failures.add(ex);
		}
	}

	private void connect(SslContext context, int port, ExecutorService threads, int count) throws Exception {
		CountDownLatch connected = new CountDownLatch(count);
		Semaphore passes = new Semaphore(AT_ONCE);
		for (int i = 0; i < count; i++) {
			passes.acquire();
			threads.execute(() -> {
				try {
					SslSocket socket = context.socketFactory().connect("127.0.0.1", port);
					this.clients.add(socket);
					roundTrip(socket);
				}
				catch (IOException | RuntimeException ex) {
					this.failures.add(ex);
				}
				passes.release();
				connected.countDown();
			});
		}
		assertThat(connected.await(120, TimeUnit.SECONDS)).isTrue();
	}

	private void assertAllAnswer(ExecutorService threads) throws Exception {
		CountDownLatch answered = new CountDownLatch(this.clients.size());
		for (SslSocket socket : this.clients) {
			threads.execute(() -> {
				try {
					roundTrip(socket);
					answered.countDown();
				}
				catch (IOException | RuntimeException ex) {
					this.failures.add(ex);
				}
			});
		}
		assertThat(answered.await(60, TimeUnit.SECONDS)).as(() -> this.failures.toString()).isTrue();
	}

	private static void roundTrip(SslSocket socket) throws IOException {
		socket.getOutputStream().write(42);
		assertThat(socket.getInputStream().read()).isEqualTo(42);
	}

	private List<RecordedEvent> pinned(Recording recording) throws IOException {
		Path file = this.directory.resolve("pinned.jfr");
		recording.dump(file);
		return RecordingFile.readAllEvents(file);
	}

	/**
	 * BoringSSL calls Netty back, which shares its cache of sessions among threads: that
	 * waits for nothing but memory.
	 */
	private static boolean byTheNativeEngine(RecordedEvent pinned) {
		return EngineUnderTest.isNative() && pinned.getStackTrace()
			.getFrames()
			.get(0)
			.getMethod()
			.getType()
			.getName()
			.startsWith("io.netty.handler.ssl.");
	}

	// The JDK that compiles knows no virtual threads.
	private static ExecutorService virtualThreads() throws ReflectiveOperationException {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	private static int descriptors() {
		UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return (int) Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount() - 1000);
	}

	private static long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}

package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever writes for too long is interrupted, and nobody else.
 */
@Timeout(30)
class WatchdogTests {

	@Test
	void alarmsWhenTimeIsUpAllRing() throws Exception {
		List<Stuck> all = new ArrayList<>();
		List<Watchdog.Alarm> alarms = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			Stuck stuck = new Stuck();
			all.add(stuck);
			alarms.add(Watchdog.watch(new SocketTransport(stuck), Duration.ofMillis(1 + i)));
		}
		for (Stuck stuck : all) {
			assertThat(stuck.closed.await(10, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(alarms).allMatch(Watchdog.Alarm::rang);
	}

	@Test
	void alarmWhenClosedInTimeNeverRings() throws Exception {
		Stuck good = new Stuck();
		Stuck bad = new Stuck();
		Watchdog.Alarm alarm = Watchdog.watch(new SocketTransport(good), Duration.ofMillis(60));
		alarm.close();
		// Later than the first would have rung.
		Watchdog.watch(new SocketTransport(bad), Duration.ofMillis(180));
		assertThat(bad.closed.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(alarm.rang()).isFalse();
		assertThat(good.isClosed()).isFalse();
	}

	@Test
	void alarmsWhenSomeSocketsCannotBeClosedRingForTheOthers() throws Exception {
		List<Stuck> good = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Stuck stuck = new Stuck();
			good.add(stuck);
			Watchdog.watch(new SocketTransport(stuck), Duration.ofMillis(60));
			Watchdog.watch(new SocketTransport(new Unclosable()), Duration.ofMillis(60));
		}
		for (Stuck stuck : good) {
			assertThat(stuck.closed.await(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void alarmWhenAnotherSocketTakesLongToCloseRingsAllTheSame() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		Slow slow = new Slow(never);
		Watchdog.watch(new SocketTransport(slow), Duration.ofMillis(1));
		assertThat(slow.closing.await(10, TimeUnit.SECONDS)).isTrue();
		Stuck stuck = new Stuck();
		Watchdog.watch(new SocketTransport(stuck), Duration.ofMillis(1));
		assertThat(stuck.closed.await(10, TimeUnit.SECONDS)).isTrue();
		never.countDown();
	}

	@Test
	void watchWhenThereIsNoLimitWatchesNobody() throws Exception {
		assertThat(Watchdog.watch(new SocketTransport(new Stuck()), Duration.ZERO))
			.isSameAs(Watchdog.watch(new SocketTransport(new Stuck()), Duration.ZERO));
	}

	@Test
	void threadWhenWritesEndInTimeIsNotWokenForThem() throws Exception {
		SocketTransport transport = new SocketTransport(new Stuck());
		long before = Watchdog.looks();
		for (int i = 0; i < 100_000; i++) {
			Watchdog.watch(transport, Duration.ofSeconds(5)).close();
		}
		// By itself it looks 20 times a second; a minute of that, should the machine
		// stand still, and it is still nothing beside one for each write.
		assertThat(Watchdog.looks() - before).isLessThan(1500);
	}

	/** A socket that needs no peer. */
	private static class Silent extends Socket {

		@Override
		public InputStream getInputStream() {
			return InputStream.nullInputStream();
		}

		@Override
		public OutputStream getOutputStream() {
			return OutputStream.nullOutputStream();
		}

	}

	/** A socket that says when it is closed. */
	private static final class Stuck extends Silent {

		final CountDownLatch closed = new CountDownLatch(1);

		@Override
		public void close() throws IOException {
			super.close();
			this.closed.countDown();
		}

	}

	/** A socket whose closing waits, as that of an SSLSocket waits for its writer. */
	private static final class Slow extends Silent {

		final CountDownLatch closing = new CountDownLatch(1);

		private final CountDownLatch closable;

		Slow(CountDownLatch closable) {
			this.closable = closable;
		}

		@Override
		public void close() throws IOException {
			this.closing.countDown();
			try {
				this.closable.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			super.close();
		}

	}

	private static final class Unclosable extends Silent {

		@Override
		public void close() {
			throw new IllegalStateException("not mine");
		}

	}

}

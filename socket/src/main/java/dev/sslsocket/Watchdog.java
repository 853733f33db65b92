package dev.sslsocket;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Bounds a write, which no socket option can: when the time is up it closes the
 * transport, which wakes the writer. One daemon thread serves all; it exists while
 * somebody is watched.
 */
final class Watchdog {

	private static final ScheduledThreadPoolExecutor TIMER = timer();

	private static final Alarm NEVER = new Alarm(null);

	private Watchdog() {
	}

	private static ScheduledThreadPoolExecutor timer() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "ssl-socket-watchdog");
			thread.setDaemon(true);
			return thread;
		});
		timer.setRemoveOnCancelPolicy(true);
		timer.setKeepAliveTime(5, TimeUnit.SECONDS);
		timer.allowCoreThreadTimeOut(true);
		return timer;
	}

	/**
	 * Watches over what happens until the alarm is closed.
	 * @param transport closed when the time is up
	 * @param timeout how long it may take; zero for no limit
	 * @return the alarm
	 */
	static Alarm watch(Transport transport, Duration timeout) {
		return timeout.isZero() ? NEVER : new Alarm(transport).set(timeout);
	}

	/** Rings unless it is closed in time. */
	static final class Alarm implements AutoCloseable {

		private final @Nullable Transport transport;

		private @Nullable ScheduledFuture<?> pending;

		private volatile boolean rang;

		private Alarm(@Nullable Transport transport) {
			this.transport = transport;
		}

		private Alarm set(Duration timeout) {
			this.pending = TIMER.schedule(this::ring, timeout.toNanos(), TimeUnit.NANOSECONDS);
			return this;
		}

		private void ring() {
			this.rang = true;
			if (this.transport != null) {
				closeQuietly(this.transport);
			}
		}

		boolean rang() {
			return this.rang;
		}

		@Override
		public void close() {
			if (this.pending != null) {
				this.pending.cancel(false);
			}
		}

	}

	static void closeQuietly(Transport transport) {
		try {
			transport.close();
		}
		catch (IOException ex) {
			// It is given up either way.
			return;
		}
	}

}

package dev.sslsocket;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Bounds a write, which no socket option can: when the time is up it closes the
 * transport, which wakes the writer. One daemon thread serves all; it exists while
 * somebody is watched, and {@value #IDLE_SECONDS} seconds longer.
 * <p>
 * Nearly every write ends long before its time, so nobody wakes the thread: it looks by
 * itself, every {@value #TICK_MILLIS} ms and when the first time that it knows of is up.
 * A time shorter than that may be exceeded by as much. A timer that is told of each write
 * costs a switch of threads for each: a ScheduledThreadPoolExecutor made 16 futex calls
 * per handshake. Safe for use by many threads.
 */
final class Watchdog {

	private static final int IDLE_SECONDS = 5;

	private static final int TICK_MILLIS = 50;

	private static final int IDLE_TICKS = IDLE_SECONDS * 1000 / TICK_MILLIS;

	/** Near enough for differences of the nano clock. */
	private static final long LONGEST = Long.MAX_VALUE / 2;

	private static final Alarm NEVER = new Alarm(null, 0);

	private static final Set<Alarm> PENDING = ConcurrentHashMap.newKeySet();

	private static final AtomicReference<@Nullable Thread> GUARD = new AtomicReference<>();

	/** Whether there was an alarm since the thread looked; it may be gone already. */
	private static volatile boolean used;

	/** How often the thread has looked; written by nobody else. */
	private static volatile long looks;

	private Watchdog() {
	}

	/**
	 * Watches over what happens until the alarm is closed.
	 * @param transport closed when the time is up
	 * @param timeout how long it may take; zero for no limit
	 * @return the alarm
	 */
	static Alarm watch(Transport transport, Duration timeout) {
		if (timeout.isZero()) {
			return NEVER;
		}
		Alarm alarm = new Alarm(transport, System.nanoTime() + Math.min(timeout.toNanos(), LONGEST));
		PENDING.add(alarm);
		if (!used) {
			used = true;
		}
		if (GUARD.get() == null) {
			start();
		}
		return alarm;
	}

	private static void start() {
		Thread thread = daemon(Watchdog::guard);
		if (GUARD.compareAndSet(null, thread)) {
			boolean started = false;
			try {
				thread.start();
				started = true;
			}
			finally {
				// Where the machine has no more threads the next alarm tries again.
				if (!started) {
					GUARD.set(null);
				}
			}
		}
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "ssl-socket-watchdog");
		thread.setDaemon(true);
		return thread;
	}

	private static void guard() {
		Thread self = Thread.currentThread();
		try {
			do {
				for (int idle = 0; idle < IDLE_TICKS; idle = used ? 0 : idle + 1) {
					used = false;
					LockSupport.parkNanos(Watchdog.class, look());
				}
				GUARD.set(null);
			}
			// An alarm that came before that line started no thread.
			while (!PENDING.isEmpty() && GUARD.compareAndSet(null, self));
		}
		finally {
			// Should it die, the next alarm starts another.
			GUARD.compareAndSet(self, null);
		}
	}

	/**
	 * Rings for those whose time is up.
	 * @return nanoseconds until it is to be done again
	 */
	private static long look() {
		looks++;
		long now = System.nanoTime();
		long sleep = Duration.ofMillis(TICK_MILLIS).toNanos();
		for (Alarm alarm : PENDING) {
			used = true;
			long left = alarm.end - now;
			if (left <= 0) {
				alarm.ring();
			}
			else {
				sleep = Math.min(sleep, left);
			}
		}
		return sleep;
	}

	/** How often the thread has looked at the alarms; for tests. */
	static long looks() {
		return looks;
	}

	/** Rings unless it is closed in time. */
	static final class Alarm implements AutoCloseable {

		private enum State {

			SET, RANG, CLOSED

		}

		private final @Nullable Transport transport;

		private final long end;

		private final AtomicReference<State> state = new AtomicReference<>(State.SET);

		private Alarm(@Nullable Transport transport, long end) {
			this.transport = transport;
			this.end = end;
		}

		private void ring() {
			PENDING.remove(this);
			if (this.transport == null || !this.state.compareAndSet(State.SET, State.RANG)) {
				return;
			}
			Transport late = this.transport;
			if (late.closesAtOnce()) {
				abort(late);
			}
			else {
				// The others are still to be rung for.
				daemon(() -> abort(late)).start();
			}
		}

		private static void abort(Transport late) {
			try {
				late.abort();
			}
			catch (IOException | RuntimeException ex) {
				// It is given up either way, and may be of somebody else's make.
				return;
			}
		}

		/** Whether the time was up: the transport is closed, or about to be. */
		boolean rang() {
			return this.state.get() == State.RANG;
		}

		/** Afterwards it does not ring; whether it has, is settled. */
		@Override
		public void close() {
			if (this.state.compareAndSet(State.SET, State.CLOSED) && this.transport != null) {
				PENDING.remove(this);
			}
		}

	}

}

package dev.sslsocket;

import java.io.IOException;
import java.util.concurrent.Executor;

import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Runs what a handshake computes or waits for, one task at a time, on an executor. Used
 * under the pump's handshake lock, which no task holds. The executor's own thread tells
 * the event loop when a task is over; one that ran in place has nobody to tell.
 */
final class HandshakeTasks {

	/** What a task does. */
	@FunctionalInterface
	interface Work {

		void run() throws IOException;

	}

	private final Executor executor;

	private volatile Runnable onDone = () -> {
	};

	private @Nullable Task running;

	HandshakeTasks(Executor executor) {
		this.executor = executor;
	}

	void onDone(Runnable onDone) {
		this.onDone = onDone;
	}

	/**
	 * Starts a task.
	 * @return whether it is over already
	 * @throws IOException what it threw, if so; a {@link TlsFault} if nobody runs it
	 */
	boolean run(Work work) throws IOException {
		Task task = new Task(work, Thread.currentThread());
		this.running = task;
		try {
			this.executor.execute(task);
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			this.running = null;
			throw new TlsFault(SslReason.CONFIGURATION,
					"the executor of the context took no task of the handshake: " + ex, ex);
		}
		return settled();
	}

	/**
	 * Returns whether no task is running.
	 * @throws IOException what the last one threw, once
	 */
	boolean settled() throws IOException {
		Task last = this.running;
		if (last == null) {
			return true;
		}
		if (!last.done) {
			return false;
		}
		this.running = null;
		if (last.thrown instanceof IOException ex) {
			throw ex;
		}
		if (last.thrown != null) {
			throw new TlsFault(SslReason.HANDSHAKE_FAILURE, "a task of the handshake failed: " + last.thrown,
					last.thrown);
		}
		return true;
	}

	private final class Task implements Runnable {

		private final Work work;

		private final Thread starter;

		private @Nullable Throwable thrown;

		private volatile boolean done;

		Task(Work work, Thread starter) {
			this.work = work;
			this.starter = starter;
		}

		@Override
		public void run() {
			try {
				this.work.run();
			}
			catch (Throwable ex) {
				// Whatever it is: it ends this handshake and nothing else.
				this.thrown = ex;
			}
			this.done = true;
			if (Thread.currentThread() != this.starter) {
				HandshakeTasks.this.onDone.run();
			}
		}

	}

}

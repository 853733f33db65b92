package dev.sslsocket.benchmarks.workload;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own, whose failure is not lost.
 */
public final class Background {

	private static final CompletableFuture<Throwable> FAILURE = new CompletableFuture<>();

	private Background() {
	}

	/**
	 * Begins.
	 * @param name of the thread
	 * @param work what is done
	 * @return to be given to {@link #result}
	 */
	public static <T> FutureTask<T> start(String name, Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(() -> {
			try {
				return work.call();
			}
			catch (Exception ex) {
				FAILURE.complete(ex);
				throw ex;
			}
		});
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return task;
	}

	/**
	 * Completes when any work in this process has failed. Then the other end of a
	 * connection may wait for ever: whoever waits for a measurement waits for this, too.
	 */
	public static CompletableFuture<Throwable> failure() {
		return FAILURE;
	}

	/**
	 * Waits for the end, a minute at the most.
	 * @throws IllegalStateException if the work failed, or does not end
	 */
	public static <T> T result(FutureTask<T> task) throws InterruptedException {
		try {
			return task.get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("a measurement failed", ex);
		}
	}

}

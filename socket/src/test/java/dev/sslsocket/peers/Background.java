package dev.sslsocket.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Work on a thread of its own, and a bounded wait for it.
 *
 * @param <T> what comes of it
 */
final class Background<T> {

	private static final long LIMIT_SECONDS = 30;

	private final CompletableFuture<T> result = new CompletableFuture<>();

	/**
	 * Something that may throw.
	 *
	 * @param <T> what comes of it
	 */
	@FunctionalInterface
	interface Work<T> {

		T run() throws Exception;

	}

	private Background() {
	}

	static <T> Background<T> start(Work<T> work) {
		Background<T> background = new Background<>();
		Thread thread = new Thread(() -> {
			try {
				background.result.complete(work.run());
			}
			catch (Throwable ex) {
				background.result.completeExceptionally(ex);
			}
		}, "test background");
		thread.setDaemon(true);
		thread.start();
		return background;
	}

	boolean isDone() {
		return this.result.isDone();
	}

	/** Waits for the result; throws what the work threw. */
	T await() throws Exception {
		try {
			return this.result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

}

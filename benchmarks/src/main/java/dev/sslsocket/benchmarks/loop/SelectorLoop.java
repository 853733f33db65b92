package dev.sslsocket.benchmarks.loop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.sslsocket.benchmarks.workload.Background;

/**
 * One thread that serves many channels.
 */
final class SelectorLoop implements Closeable {

	/** What belongs to a channel. */
	interface Handler {

		/**
		 * Does what can be done now.
		 * @return the operations to wait for
		 */
		int ready() throws IOException;

		/** Ends TLS, where there is any. */
		default void close() throws IOException {
			// A listening channel has none.
		}

	}

	private final Selector selector = Selector.open();

	private final Queue<Callable<?>> errands = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	SelectorLoop(String name) throws IOException {
		Background.start(name, () -> {
			run();
			return true;
		});
	}

	private void run() throws Exception {
		while (!this.closed) {
			this.selector.select((key) -> {
				try {
					interest(key, ((Handler) key.attachment()).ready());
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			for (Callable<?> errand = this.errands.poll(); errand != null; errand = this.errands.poll()) {
				errand.call();
			}
		}
		for (SelectionKey key : this.selector.keys()) {
			((Handler) key.attachment()).close();
			key.channel().close();
		}
		this.selector.close();
	}

	private static void interest(SelectionKey key, int operations) {
		if (key.isValid() && key.interestOps() != operations) {
			key.interestOps(operations);
		}
	}

	/** Does something on the loop's thread. */
	void run(Callable<?> errand) {
		this.errands.add(errand);
		this.selector.wakeup();
	}

	/** Serves a channel from now on; called on the loop's thread. */
	void serve(SelectableChannel channel, Handler handler) throws IOException {
		channel.register(this.selector, handler.ready(), handler);
	}

	/** Lets a handler go on of itself; called on the loop's thread. */
	void proceed(SelectableChannel channel, Handler handler) throws IOException {
		interest(channel.keyFor(this.selector), handler.ready());
	}

	@Override
	public void close() {
		this.closed = true;
		this.selector.wakeup();
	}

}

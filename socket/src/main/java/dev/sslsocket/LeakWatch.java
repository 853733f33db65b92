package dev.sslsocket;

import java.lang.ref.Cleaner;

import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnectionListener;

import org.jspecify.annotations.Nullable;

/**
 * Tells whoever listens that a connection is over: closed, or left behind by its owner,
 * in whose place the garbage collector notices. (The JDK then closes TCP, and no
 * close_notify is sent, as in the seed's {@code DESTROY}.) Safe for use by many threads.
 * <p>
 * What is watched is an object that every read and write in progress needs, not the
 * socket, which a reader may have let go of.
 */
final class LeakWatch implements Runnable {

	private static final Cleaner CLEANER = Cleaner.create((task) -> {
		Thread thread = new Thread(task, "ssl-socket-leaks");
		thread.setDaemon(true);
		return thread;
	});

	private final LiveConnection connection;

	private final SslConnectionListener listener;

	/** How the watch ends; {@code null} once its connection has ended. */
	private volatile Cleaner.@Nullable Cleanable cleanable;

	private LeakWatch(LiveConnection connection, SslConnectionListener listener) {
		this.connection = connection;
		this.listener = listener;
	}

	/**
	 * Begins to watch.
	 * @param lifeline reachable as long as somebody can use the connection
	 * @param connection must not lead to the lifeline, for listeners hold on to it
	 * @param listener told once that the connection is closed
	 * @return the watch, for {@link #end()}
	 */
	static LeakWatch over(Object lifeline, LiveConnection connection, SslConnectionListener listener) {
		LeakWatch watch = new LeakWatch(connection, listener);
		watch.cleanable = CLEANER.register(lifeline, watch);
		return watch;
	}

	/** Says that the connection has ended; whoever listens is told, once. */
	void end() {
		Cleaner.Cleanable watching = this.cleanable;
		this.cleanable = null;
		if (watching != null) {
			watching.clean();
		}
	}

	/** For the cleaner. */
	@Override
	public void run() {
		if (this.cleanable != null) {
			this.listener.leaked(this.connection);
		}
		this.listener.closed(this.connection);
	}

}

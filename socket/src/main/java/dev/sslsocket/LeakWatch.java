package dev.sslsocket;

import java.lang.ref.Cleaner;

import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnectionListener;

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

	private volatile boolean ended;

	private LeakWatch(LiveConnection connection, SslConnectionListener listener) {
		this.connection = connection;
		this.listener = listener;
	}

	/**
	 * Begins to watch.
	 * @param lifeline reachable as long as somebody can use the connection
	 * @param connection must not lead to the lifeline, for listeners hold on to it
	 * @param listener told once that the connection is closed
	 * @return to be run when the connection ends
	 */
	static Runnable over(Object lifeline, LiveConnection connection, SslConnectionListener listener) {
		LeakWatch watch = new LeakWatch(connection, listener);
		Cleaner.Cleanable cleanable = CLEANER.register(lifeline, watch);
		return () -> {
			watch.ended = true;
			cleanable.clean();
		};
	}

	@Override
	public void run() {
		if (!this.ended) {
			this.listener.leaked(this.connection);
		}
		this.listener.closed(this.connection);
	}

}

package dev.sslsocket;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.connection.SslConnectionListener;

import org.jspecify.annotations.Nullable;

/**
 * Tells whoever listens that a connection is over: closed, or left behind by its owner,
 * in whose place the garbage collector notices. (The JDK then closes TCP, and no
 * close_notify is sent, as in the seed's {@code DESTROY}.) Safe for use by many threads.
 * <p>
 * What is watched is an object that every read and write in progress needs, not the
 * socket, which a reader may have let go of. A {@link java.lang.ref.Cleaner} would do the
 * same with twice the memory for each connection.
 */
final class LeakWatch extends PhantomReference<Object> {

	private static final ReferenceQueue<Object> LEFT = new ReferenceQueue<>();

	/** Guards the list. */
	private static final ReentrantLock LOCK = new ReentrantLock();

	/** All that watch: nobody else need hold them. */
	private static @Nullable LeakWatch first;

	private final TlsConnection connection;

	private @Nullable LeakWatch previous;

	/** Itself once the watch has ended. */
	private @Nullable LeakWatch next;

	static {
		// Without the local variables and the class loader of whoever happens to be
		// first.
		Thread thread = new Thread(null, LeakWatch::tellOfLeaks, "ssl-socket-leaks", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(LeakWatch.class.getClassLoader());
		thread.start();
	}

	private LeakWatch(Object lifeline, TlsConnection connection) {
		super(lifeline, LEFT);
		this.connection = connection;
	}

	/**
	 * Begins to watch.
	 * @param lifeline reachable as long as somebody can use the connection
	 * @param connection must not lead to the lifeline, for listeners hold on to it; its
	 * listener is told once that it is closed
	 * @return the watch, for {@link #end()}
	 */
	static LeakWatch over(Object lifeline, TlsConnection connection) {
		LeakWatch watch = new LeakWatch(lifeline, connection);
		LOCK.lock();
		try {
			LeakWatch last = first;
			watch.next = last;
			if (last != null) {
				last.previous = watch;
			}
			first = watch;
		}
		finally {
			LOCK.unlock();
		}
		return watch;
	}

	/** Says that the connection has ended; whoever listens is told, once. */
	void end() {
		if (unwatch()) {
			clear();
			listener().closed(this.connection);
		}
	}

	/** Whether this call ends the watch. */
	private boolean unwatch() {
		LOCK.lock();
		try {
			LeakWatch before = this.previous;
			LeakWatch behind = this.next;
			if (behind == this) {
				return false;
			}
			// Who holds on to a watch that has ended must not hold its neighbours.
			this.previous = null;
			this.next = this;
			if (before != null) {
				before.next = behind;
			}
			else {
				first = behind;
			}
			if (behind != null) {
				behind.previous = before;
			}
			return true;
		}
		finally {
			LOCK.unlock();
		}
	}

	private void leaked() {
		if (unwatch()) {
			listener().leaked(this.connection);
			listener().closed(this.connection);
		}
	}

	private static void tellOfLeaks() {
		while (true) {
			try {
				((LeakWatch) LEFT.remove()).leaked();
			}
			catch (Throwable ex) {
				// Listeners say themselves what is wrong with them, and nobody interrupts
				// this thread; whatever it is, the next one is to be told.
				continue;
			}
		}
	}

	private SslConnectionListener listener() {
		return this.connection.context().connectionListener();
	}

}

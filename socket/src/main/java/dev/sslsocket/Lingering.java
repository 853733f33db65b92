package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;

/**
 * Closes TCP so that what was written last still arrives. Closing a socket with unread
 * bytes sends RST, which throws away data on its way to the peer: a client that writes
 * and closes without reading the server's TLS 1.3 ticket lost data in 17 of 20 runs, and
 * in none when it ended its own direction first and drained the other.
 */
final class Lingering {

	private static final Duration INLINE = Duration.ofMillis(250);

	/** What "no limit" means in the background, whose threads are shared. */
	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final int MAX_WAITING = 1024;

	/** Room for what is thrown away: seldom more than a close_notify. */
	private static final int SINK = 512;

	private static final byte[] NOTHING = new byte[0];

	private static final ThreadPoolExecutor CLOSER = closer();

	private Lingering() {
	}

	/** Says whether there is a reason to wait for the peer. */
	@FunctionalInterface
	interface Reason {

		boolean toLinger() throws IOException;

	}

	private static ThreadPoolExecutor closer() {
		ThreadPoolExecutor closer = new ThreadPoolExecutor(4, 4, 5, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAX_WAITING), Lingering::thread);
		closer.allowCoreThreadTimeOut(true);
		return closer;
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "ssl-socket-closer");
		thread.setDaemon(true);
		return thread;
	}

	/** For a transport whose closing may take long: others are not to wait for it. */
	private static void alone(Runnable task) {
		thread(task).start();
	}

	/**
	 * Ends our direction and, if there is a reason, waits for the peer to end its own:
	 * 250 ms here if the transport waits, the rest in the background.
	 * @param unsent what a transport that does not wait has still to take
	 * @return whether TCP is closed, or will be; if not, the caller closes it
	 */
	static boolean close(Transport transport, Duration limit, byte[] unsent, Reason reason) {
		Deadline deadline = bounded(limit);
		try {
			if (unsent.length > 0) {
				finishBehind(transport, unsent, deadline);
				return true;
			}
			transport.shutdownOutput();
			if (!reason.toLinger()) {
				return false;
			}
			if (!transport.waits()) {
				finishBehind(transport, unsent, deadline);
				return true;
			}
			boolean longer = limit.isZero() || limit.compareTo(INLINE) > 0;
			if (drained(transport, longer ? Deadline.in(INLINE) : deadline) || deadline.expired()) {
				return false;
			}
			finishBehind(transport, unsent, deadline);
			return true;
		}
		catch (IOException | RejectedExecutionException ex) {
			// The peer broke off, or too many peers dawdle: close now.
			return false;
		}
	}

	/**
	 * Closes after a handshake that failed. A peer that was sent an alert is to read it:
	 * no RST may overtake it, neither now nor when the rest of its flight arrives.
	 * @param why how it failed
	 */
	static void abandon(Transport transport, Duration limit, IOException why) {
		if (why instanceof SslHandshakeException failure && failure.reason() != SslReason.CLOSED) {
			closeBehind(transport, limit);
		}
		else {
			closeQuietly(transport);
		}
	}

	/**
	 * Ends our direction and waits for the peer to end its own in the background only.
	 */
	private static void closeBehind(Transport transport, Duration limit) {
		try {
			transport.shutdownOutput();
			finishBehind(transport, NOTHING, bounded(limit));
		}
		catch (IOException | RejectedExecutionException ex) {
			// The peer broke off, or too many peers dawdle: close now.
			closeQuietly(transport);
		}
	}

	private static Deadline bounded(Duration limit) {
		return Deadline.in(limit.isZero() ? LONGEST : limit);
	}

	private static void finishBehind(Transport transport, byte[] unsent, Deadline deadline) {
		Executor closer = transport.closesAtOnce() ? CLOSER : Lingering::alone;
		closer.execute(() -> {
			Transport open = transport;
			try {
				open = transport.waiting();
				finish(open, unsent, deadline);
			}
			catch (IOException | IllegalBlockingModeException ex) {
				// The peer broke off: nothing is on its way any more. Or somebody has
				// changed the mode of a channel that is no longer theirs.
				return;
			}
			finally {
				closeQuietly(open);
			}
		});
	}

	private static void finish(Transport transport, byte[] unsent, Deadline deadline) throws IOException {
		if (unsent.length > 0) {
			transport.write(ByteBuffer.wrap(unsent), Duration.ofMillis(deadline.remainingMillis()));
			transport.shutdownOutput();
		}
		drained(transport, deadline);
	}

	private static boolean drained(Transport transport, Deadline deadline) throws IOException {
		ByteBuffer sink = ByteBuffer.allocate(SINK);
		try {
			while (true) {
				transport.timeout(deadline.remainingMillis());
				if (transport.read(sink.clear()) < 0) {
					return true;
				}
			}
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	private static void closeQuietly(Transport transport) {
		try {
			transport.close();
		}
		catch (IOException ex) {
			// It is given up either way.
			return;
		}
	}

}

package dev.sslsocket.connection;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;

/**
 * Counts failed handshakes by reason and remembers the last {@value #REMEMBERED}. Safe
 * for use by many threads.
 */
public final class SslFailures implements SslConnectionListener {

	private static final int REMEMBERED = 20;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<SslReason, Long> counts = new EnumMap<>(SslReason.class);

	private final Deque<FailedHandshake> last = new ArrayDeque<>();

	private final Clock clock;

	/** Creates an empty record that reads the system's clock. */
	public SslFailures() {
		this(Clock.systemUTC());
	}

	SslFailures(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void failed(LiveConnection connection, SslFailure failure) {
		SslConnection failed = connection.snapshot();
		FailedHandshake entry = new FailedHandshake(this.clock.instant(), failed.context(), failed.side(),
				failed.peer(), failure.reason(), failure.peerAlert(), FailureText.of(failure), failure.trace());
		this.lock.lock();
		try {
			this.counts.merge(failure.reason(), 1L, Long::sum);
			this.last.addFirst(entry);
			if (this.last.size() > REMEMBERED) {
				this.last.removeLast();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns how many handshakes failed.
	 * @return a copy, by reason; reasons that did not occur are not in it
	 */
	public Map<SslReason, Long> counts() {
		this.lock.lock();
		try {
			return Map.copyOf(this.counts);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the last failures.
	 * @return a copy, the newest first
	 */
	public List<FailedHandshake> last() {
		this.lock.lock();
		try {
			return List.copyOf(this.last);
		}
		finally {
			this.lock.unlock();
		}
	}

}

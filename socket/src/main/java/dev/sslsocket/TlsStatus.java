package dev.sslsocket;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * Whether TLS on a connection can still be used, and if not, why. Safe for use by many
 * threads.
 */
final class TlsStatus {

	private static final AtomicIntegerFieldUpdater<TlsStatus> END = AtomicIntegerFieldUpdater
		.newUpdater(TlsStatus.class, "end");

	private static final int CLOSED = 1;

	private static final int STOPPED = 2;

	private final TlsConnection connection;

	/** Bits. Not an object for each: there may be many idle connections. */
	private volatile int end;

	private volatile @Nullable IOException failure;

	TlsStatus(TlsConnection connection) {
		this.connection = connection;
	}

	void check() throws IOException {
		if (stopped()) {
			throw diagnosis().stopped();
		}
		if (closed()) {
			throw diagnosis().closed(null);
		}
		IOException failed = this.failure;
		if (failed != null) {
			throw failed;
		}
	}

	/**
	 * Remembers why TLS failed: every later use says the same.
	 * @return what to throw
	 */
	IOException fail(IOException why) {
		if (closed()) {
			return diagnosis().closed(why);
		}
		this.failure = why;
		return why;
	}

	boolean failed() {
		return this.failure != null;
	}

	/** Whether this call closed it. */
	boolean close() {
		return (END.getAndAccumulate(this, CLOSED, TlsStatus::both) & CLOSED) == 0;
	}

	boolean closed() {
		return (this.end & CLOSED) != 0;
	}

	void stop() {
		END.getAndAccumulate(this, STOPPED, TlsStatus::both);
	}

	boolean stopped() {
		return (this.end & STOPPED) != 0;
	}

	private static int both(int one, int other) {
		return one | other;
	}

	/** Whether nothing will be read or written any more. */
	boolean over() {
		return this.end != 0;
	}

	TlsConnection connection() {
		return this.connection;
	}

	SslContext context() {
		return this.connection.context();
	}

	Diagnosis diagnosis() {
		return new Diagnosis(this.connection);
	}

}

package dev.sslsocket;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Whether TLS on a connection can still be used, and if not, why. Safe for use by many
 * threads.
 */
final class TlsStatus {

	private final TlsConnection connection;

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile boolean stopped;

	private volatile @Nullable IOException failure;

	TlsStatus(TlsConnection connection) {
		this.connection = connection;
	}

	void check() throws IOException {
		if (this.stopped) {
			throw diagnosis().stopped();
		}
		if (this.closed.get()) {
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
		if (this.closed.get()) {
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
		return this.closed.compareAndSet(false, true);
	}

	boolean closed() {
		return this.closed.get();
	}

	void stop() {
		this.stopped = true;
	}

	boolean stopped() {
		return this.stopped;
	}

	/** Whether nothing will be read or written any more. */
	boolean over() {
		return this.stopped || this.closed.get();
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

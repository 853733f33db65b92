package dev.sslsocket;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.sslsocket.engine.TlsEngine;

import org.jspecify.annotations.Nullable;

/**
 * What both sides of a connection share: whose it is, the engine, where its bytes come
 * from and go to, and whether TLS on it can still be used; if not, why. Safe for use by
 * many threads, except for the engine.
 */
final class TlsWire {

	private static final AtomicIntegerFieldUpdater<TlsWire> STATUS = AtomicIntegerFieldUpdater.newUpdater(TlsWire.class,
			"status");

	private static final int CLOSED = 1;

	private static final int STOPPED = 2;

	private static final int ABANDONED = 4;

	private static final int FAILURE_TOLD = 8;

	private static final int ENDED = 16;

	private final TlsConnection connection;

	private final Transport transport;

	/** {@code null} until hands are shaken. */
	private volatile @Nullable TlsEngine engine;

	/** Bits. Not an object for each: there may be many idle connections. */
	private volatile int status;

	private volatile @Nullable IOException failure;

	TlsWire(TlsConnection connection, Transport transport) {
		this.connection = connection;
		this.transport = transport;
	}

	/** Says that hands are shaken. */
	void established(TlsEngine engine) {
		this.engine = engine;
	}

	TlsEngine engine() {
		TlsEngine shaken = this.engine;
		if (shaken == null) {
			throw new IllegalStateException("the handshake is still to come");
		}
		return shaken;
	}

	Transport transport() {
		return this.transport;
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
		return set(CLOSED);
	}

	boolean closed() {
		return is(CLOSED);
	}

	void stop() {
		set(STOPPED);
	}

	boolean stopped() {
		return is(STOPPED);
	}

	/** Whether nothing will be read or written any more. */
	boolean over() {
		return is(CLOSED | STOPPED);
	}

	/** Says that nobody will use it again, whatever became of it. */
	void abandon() {
		set(ABANDONED);
	}

	boolean abandoned() {
		return is(ABANDONED);
	}

	/** Says that who listens is told that it is over. */
	void end() {
		set(ENDED);
	}

	boolean ended() {
		return is(ENDED);
	}

	/** Whether this call is the one that tells who listens that TLS has failed. */
	boolean tellFailure() {
		return set(FAILURE_TOLD);
	}

	private boolean is(int bits) {
		return (this.status & bits) != 0;
	}

	/** Whether this call did it. */
	private boolean set(int bit) {
		return (STATUS.getAndAccumulate(this, bit, (before, now) -> before | now) & bit) == 0;
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

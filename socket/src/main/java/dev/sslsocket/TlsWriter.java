package dev.sslsocket;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslReason;

/**
 * The writing side of a connection that has shaken hands. Its lock guards the engine's
 * writing side.
 */
final class TlsWriter {

	/** Older writes have arrived, or will not. */
	private static final long RECENT = TimeUnit.SECONDS.toNanos(5);

	private final ReentrantLock lock = new ReentrantLock();

	private final TlsEngine engine;

	private final Transport transport;

	private final TlsStatus status;

	private volatile boolean notifySent;

	private volatile boolean answered = true;

	private volatile long lastWrite;

	TlsWriter(TlsEngine engine, Transport transport, TlsStatus status) {
		this.engine = engine;
		this.transport = transport;
		this.status = status;
	}

	void write(byte[] source, int offset, int length) throws IOException {
		this.lock.lock();
		try {
			this.status.check();
			if (this.notifySent) {
				throw this.status.diagnosis().closedForWriting();
			}
			this.answered = false;
			this.status.connection().debug().sending(source, offset, length);
			int done = 0;
			while (done < length) {
				done += this.engine.write(source, offset + done, length - done);
				flush();
			}
			this.status.connection().countWritten(length);
			this.lastWrite = System.nanoTime();
		}
		catch (TlsFault fault) {
			throw (fault.reason() == SslReason.CLOSED) ? this.status.diagnosis().closedForWriting()
					: this.status.fail(this.status.diagnosis().protocol(fault));
		}
		finally {
			unlock();
		}
	}

	private void flush() throws IOException {
		flush(this.status.context().timeouts().write());
	}

	private void flush(Duration timeout) throws IOException {
		NetBuffer out = this.engine.outgoing();
		if (out.remaining() == 0) {
			return;
		}
		try (Watchdog.Alarm alarm = Watchdog.watch(this.transport, timeout)) {
			try {
				this.transport.write(out.array(), out.position(), out.remaining());
			}
			catch (IOException ex) {
				throw alarm.rang() ? this.status.fail(this.status.diagnosis().writeTimeout(timeout, ex)) : ex;
			}
		}
		finally {
			out.consumed(out.remaining());
		}
	}

	/** Sends close_notify, once. */
	void sendCloseNotify() throws IOException {
		this.lock.lock();
		try {
			this.status.check();
			closeNotify();
		}
		finally {
			unlock();
		}
	}

	private void closeNotify() throws IOException {
		if (!this.notifySent) {
			this.notifySent = true;
			this.engine.closeOutbound();
			flush(this.status.context().timeouts().close());
			this.status.connection().debug().step("> close_notify");
		}
	}

	/**
	 * Sends close_notify on closing, unless a write is under way: nothing may come
	 * between its records, and nobody waits for it.
	 * @return whether the peer has heard all that was to be said
	 */
	boolean sayGoodbye() {
		if (!this.lock.tryLock()) {
			return false;
		}
		try {
			if (!this.status.failed()) {
				closeNotify();
			}
			return true;
		}
		catch (IOException ex) {
			// The peer is gone already; closing goes on.
			return false;
		}
		finally {
			unlock();
		}
	}

	/** Sends the alert that a fault calls for, if the writing side is free. */
	void sendAlert() {
		if (!this.lock.tryLock()) {
			return;
		}
		try {
			this.notifySent = true;
			this.engine.closeOutbound();
			flush(this.status.context().timeouts().close());
		}
		catch (IOException ex) {
			// The fault says more than the failure to tell the peer of it.
			return;
		}
		finally {
			unlock();
		}
	}

	/**
	 * Sends what the engine has to say meanwhile. If a write is under way, it takes that
	 * along.
	 * @return whether it was sent
	 */
	boolean sendControl() throws IOException {
		if (!this.lock.tryLock()) {
			return false;
		}
		try {
			if (!this.notifySent) {
				this.engine.wrapControl();
				flush();
			}
			return true;
		}
		finally {
			unlock();
		}
	}

	/** Says that the peer answered: what was written has arrived. */
	void answered() {
		this.answered = true;
	}

	/** Whether what was written may still be on its way. */
	boolean unanswered() {
		return !this.answered && System.nanoTime() - this.lastWrite < RECENT;
	}

	boolean notifySent() {
		return this.notifySent;
	}

	void release() {
		if (this.lock.tryLock()) {
			unlock();
		}
	}

	private void unlock() {
		if (this.status.over()) {
			this.engine.releaseOutput();
		}
		this.lock.unlock();
	}

}

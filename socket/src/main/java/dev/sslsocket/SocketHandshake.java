package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;

import org.jspecify.annotations.Nullable;

/**
 * Shakes hands over a transport that waits, within one total deadline. A read that ends
 * with SO_TIMEOUT loses nothing: {@link #run()} may be called again.
 */
final class SocketHandshake implements Handshake {

	private static final int VERDICT_MILLIS = 250;

	private final HandshakeCourse course;

	private final Transport transport;

	private final Duration timeout;

	private final boolean closable;

	private @Nullable Deadline deadline;

	/**
	 * Prepares a handshake.
	 * @param timeout the total time, zero for no limit
	 * @param closable whether the transport may be closed under a read when the time is
	 * up, which is cheaper than a time limit for each read: a socket of the JDK that was
	 * read with one is non-blocking for good, and each read of it that has to wait, of
	 * data too, takes three system calls in place of one
	 */
	SocketHandshake(HandshakeCourse course, Transport transport, Duration timeout, boolean closable) {
		this.course = course;
		this.transport = transport;
		this.timeout = timeout;
		this.closable = closable;
	}

	@Override
	public @Nullable TlsEngine engine() {
		return this.course.engine();
	}

	@Override
	public void abandon() {
		this.course.abandon();
	}

	@Override
	public TlsEngine run() throws IOException {
		int soTimeout = this.transport.timeout();
		if (this.deadline == null) {
			this.deadline = Deadline.in(this.timeout);
		}
		try {
			advance(soTimeout);
			this.course.conclude(left());
			return this.course.handshaken();
		}
		catch (TlsFault fault) {
			throw this.course.refuse(fault, (alert) -> this.transport.write(ByteBuffer.wrap(alert), left()));
		}
		catch (SocketTimeoutException ex) {
			throw (soTimeout == 0 || deadline().expired()) ? this.course.timedOut()
					: this.course.diagnosis().readTimeout(soTimeout, ex);
		}
		finally {
			restore(soTimeout);
		}
	}

	private void advance(int soTimeout) throws IOException {
		if (!this.closable || soTimeout != 0) {
			advance(within(soTimeout));
			return;
		}
		Watchdog.Alarm alarm = Watchdog.watch(this.transport, left());
		try {
			advance(this::read);
		}
		finally {
			alarm.close();
		}
		if (alarm.rang()) {
			throw new SocketTimeoutException("the deadline has passed");
		}
	}

	private void advance(HandshakeCourse.Source source) throws IOException {
		while (true) {
			switch (this.course.advance()) {
				case TASK -> this.course.runTasks();
				case OUTPUT -> flush();
				case INPUT -> this.course.receive(source);
				case COMPLETE -> {
					return;
				}
			}
		}
	}

	private int read(ByteBuffer target) throws IOException {
		try {
			return this.transport.read(target);
		}
		catch (IOException ex) {
			throw deadline().expired() ? timeIsUp(ex) : ex;
		}
	}

	private HandshakeCourse.Source within(int soTimeout) {
		return (target) -> {
			this.transport.timeout(deadline().soonerMillis(soTimeout));
			return this.transport.read(target);
		};
	}

	private void flush() throws IOException {
		try {
			this.transport.write(this.course.outgoing(), left());
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw deadline().expired() ? timeIsUp(ex) : this.course.alertBehind(within(VERDICT_MILLIS), ex);
		}
	}

	/** By then the watchdog has closed the transport. */
	private static IOException timeIsUp(IOException broken) {
		return (IOException) new SocketTimeoutException("the deadline has passed").initCause(broken);
	}

	/**
	 * Counted from the first call of {@link #run()}: an accepted socket may have queued.
	 */
	private Deadline deadline() {
		Deadline begun = this.deadline;
		if (begun == null) {
			throw new IllegalStateException("the handshake has not begun");
		}
		return begun;
	}

	private Duration left() throws SocketTimeoutException {
		return Duration.ofMillis(deadline().remainingMillis());
	}

	private void restore(int soTimeout) {
		try {
			this.transport.timeout(soTimeout);
		}
		catch (IOException ex) {
			// Closed meanwhile; there is nothing left to wait for.
			return;
		}
	}

}

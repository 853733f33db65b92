package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import dev.sslsocket.engine.TlsEngine.Control;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * What the records that came carry: straight to where the caller wants it if it fits, or
 * kept until it is taken. Guarded by the reading side.
 */
final class Inflow {

	/** Records in a row that carry nothing for the application (as Go's crypto/tls). */
	private static final int MAX_IDLE_RECORDS = 16;

	/** Room into which no record fits. */
	private static final int NOWHERE = -1;

	private final RecordReader reader;

	private final PlainBuffer plain;

	/** Whether an engine that wants to wrap may hold back what is wrong with a record. */
	private final boolean wrapsFirst;

	private byte idleRecords;

	/** What a read met behind the bytes that it returned. */
	private @Nullable SSLException untold;

	private boolean endTold;

	private volatile boolean closed;

	private volatile Control control = Control.NOTHING;

	/**
	 * Reads records.
	 * @param announced what an engine has to say that wants to wrap
	 */
	Inflow(RecordReader reader, PlainBuffer plain, Control announced) {
		this.reader = reader;
		this.plain = plain;
		this.wrapsFirst = announced == Control.FIRST;
	}

	/** Reads the next record, which must be complete, for the handshake. */
	void handshake() throws SSLException {
		if (!this.reader.carriesHandshake() && ++this.idleRecords > MAX_IDLE_RECORDS) {
			throw tooManyIdleRecords();
		}
		SSLEngineResult result = keep();
		if (result.getStatus() == Status.CLOSED) {
			throw new TlsFault(SslReason.CLOSED, "the peer closed TLS during the handshake");
		}
		if (result.getStatus() != Status.OK) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "a handshake record could not be read: " + result);
		}
	}

	/**
	 * Takes what is left of the record before, or what the next one carries, and as many
	 * behind it as fit whole.
	 * @return how many bytes; 0 if more input is needed, or {@link Control#FIRST
	 * something is to be said}; -1 after the peer's close_notify
	 */
	int read(ByteBuffer target) throws SSLException {
		if (pending() > 0 || !target.hasRemaining()) {
			return this.plain.take(target);
		}
		while (keepUntilFitting(reaches(target) ? target.remaining() : NOWHERE)) {
			int before = target.position();
			afterUnwrap(this.reader.unwrap(target));
			if (target.position() > before) {
				readOn(target);
				return target.position() - before;
			}
		}
		if (pending() == 0) {
			return end();
		}
		int taken = this.plain.take(target);
		while (pending() == 0 && keepsOn(target.remaining())) {
			taken += this.plain.take(target);
		}
		return taken;
	}

	/** Does the same with an array as the target. */
	int read(byte[] target, int offset, int length) throws SSLException {
		if (pending() > 0) {
			return this.plain.take(target, offset, length);
		}
		if (keepUntilFitting(this.reader.reachesHeap() ? length : NOWHERE)) {
			return read(ByteBuffer.wrap(target, offset, length));
		}
		if (pending() == 0) {
			return end();
		}
		int taken = this.plain.take(target, offset, length);
		while (pending() == 0 && keepsOn(length - taken)) {
			taken += this.plain.take(target, offset + taken, length - taken);
		}
		return taken;
	}

	private boolean reaches(ByteBuffer target) {
		return target.isDirect() || this.reader.reachesHeap();
	}

	/**
	 * Decrypts until something is kept, as far as the bytes at hand suffice and no record
	 * fits where it is wanted.
	 * @param room how much room there is, or {@link #NOWHERE}
	 * @return whether such a record comes next
	 */
	private boolean keepUntilFitting(int room) throws SSLException {
		while (pending() == 0 && next()) {
			if (this.reader.fits(room)) {
				return true;
			}
			afterUnwrap(keep());
		}
		return false;
	}

	/** Decrypts one more record of data, as {@link #readOn} does. */
	private boolean keepsOn(int room) {
		try {
			if (!next() || !this.reader.carriesMoreData() || !this.reader.fits(room)) {
				return false;
			}
			afterUnwrap(keep());
		}
		catch (SSLException ex) {
			this.untold = ex;
		}
		return pending() > 0;
	}

	/**
	 * An alert is left for the next call: the peer's close_notify ends our direction,
	 * too, in TLS 1.2 and on some engines, and the application may want to answer what it
	 * has just got.
	 */
	private void readOn(ByteBuffer target) {
		try {
			while (next() && this.reader.carriesMoreData() && this.reader.fits(target.remaining())) {
				afterUnwrap(this.reader.unwrap(target));
			}
		}
		catch (SSLException ex) {
			this.untold = ex;
		}
	}

	/**
	 * Reads until something is pending, as far as the bytes at hand suffice.
	 * @return whether the peer's close_notify was reached
	 */
	boolean ahead() throws SSLException {
		keepUntilFitting(NOWHERE);
		return pending() == 0 && this.closed;
	}

	private int end() {
		this.endTold = this.closed;
		return this.closed ? -1 : 0;
	}

	/** Whether a read has still to tell of the end, or of a fault. */
	boolean untold() {
		return this.untold != null || this.closed && !this.endTold;
	}

	/** Whether there is a next record to read, and nothing to say before. */
	private boolean next() throws SSLException {
		@Nullable SSLException met = this.untold;
		if (met != null) {
			throw met;
		}
		return !this.closed && this.control != Control.FIRST && this.reader.complete();
	}

	private SSLEngineResult keep() throws SSLException {
		try {
			return this.reader.unwrap(this.plain.room());
		}
		finally {
			this.plain.settle();
		}
	}

	private void afterUnwrap(SSLEngineResult result) throws SSLException {
		if (result.getStatus() == Status.CLOSED) {
			// BoringSSL says so of every record once our own direction is closed.
			this.closed = this.reader.ended();
		}
		else if (result.getStatus() != Status.OK) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "a record could not be read: " + result);
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
			this.reader.runTasks();
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			// Of an engine that is closed it is the answer to a close_notify.
			this.control = (this.wrapsFirst && result.getStatus() == Status.OK) ? Control.FIRST : Control.LATER;
		}
		if (result.bytesProduced() > 0) {
			this.idleRecords = 0;
		}
		else if (++this.idleRecords > MAX_IDLE_RECORDS) {
			throw tooManyIdleRecords();
		}
	}

	private static TlsFault tooManyIdleRecords() {
		return new TlsFault(SslReason.PROTOCOL_ERROR,
				"the peer sent more than " + MAX_IDLE_RECORDS + " records in a row that carry nothing");
	}

	int peek(ByteBuffer target) {
		return this.plain.peek(target);
	}

	/** Bytes left of the record that was read last. */
	int pending() {
		return this.plain.remaining();
	}

	/** Whether the peer's close_notify was read. */
	boolean closed() {
		return this.closed;
	}

	/** What the engine has to say that is not application data. */
	Control control() {
		return this.control;
	}

	/** Says that it is being said or, where reading has to wait for it, was said. */
	void controlTaken() {
		this.control = Control.NOTHING;
	}

	/** Drops what is kept. */
	void release() {
		this.plain.release();
	}

}

package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Fills the outgoing buffer with records: several for one socket write, each as long as
 * the engine makes them (16367 bytes of plaintext on TLS 1.3, not 16384). Guarded by the
 * writing side.
 */
final class RecordWriter {

	private static final ByteBuffer[] NOTHING = { ByteBuffer.allocate(0) };

	private final SSLEngine engine;

	private final NetBuffer outgoing;

	/** {@code null} once the handshake is complete. */
	private @Nullable HandshakeObserver observer;

	private int packet;

	/** The most plaintext that the engine is known to take for one record. */
	private int fragment = RecordHeader.MAX_PLAINTEXT;

	RecordWriter(SSLEngine engine, NetBuffer outgoing, HandshakeObserver observer) {
		this.engine = engine;
		this.outgoing = outgoing;
		this.observer = observer;
	}

	NetBuffer outgoing() {
		return this.outgoing;
	}

	/** Says that the handshake is complete: what follows is nobody's but the peer's. */
	void established() {
		this.observer = null;
		this.packet = this.engine.getSession().getPacketBufferSize();
	}

	/**
	 * Encrypts as much as there is room for; a record takes from several sources.
	 * @return how many bytes were taken
	 */
	long write(ByteBuffer[] sources, int offset, int length) throws SSLException {
		long left = remaining(sources, offset, length);
		long taken = 0;
		if (this.outgoing.direct() && !direct(sources, offset, length)) {
			// Room for two: an engine may have something else to say first.
			while (taken < left && roomFor(2 * this.packet + this.fragment)) {
				taken += writeStaged(sources, offset, (int) Math.min(left - taken, this.fragment));
			}
			return taken;
		}
		while (taken < left && roomFor(this.packet)) {
			taken += writeRecord(sources, offset, length);
		}
		return taken;
	}

	private boolean roomFor(int bytes) {
		return this.outgoing.remaining() == 0 || this.outgoing.space() >= bytes;
	}

	private int writeRecord(ByteBuffer[] sources, int offset, int length) throws SSLException {
		SSLEngineResult result = wrap(sources, offset, length);
		if (result.getStatus() != Status.OK) {
			throw (result.getStatus() == Status.CLOSED) ? new TlsFault(SslReason.CLOSED, "TLS is closed for writing")
					: new TlsFault(SslReason.PROTOCOL_ERROR, "a record could not be written: " + result);
		}
		return result.bytesConsumed();
	}

	/** One record from bytes that the engine could not reach where they are. */
	private int writeStaged(ByteBuffer[] sources, int offset, int count) throws SSLException {
		ByteBuffer[] staged = this.outgoing.stage(sources, offset, count, this.packet);
		try {
			while (staged[0].hasRemaining()) {
				int taken = writeRecord(staged, 0, 1);
				if (taken > 0 && staged[0].hasRemaining()) {
					// As JSSE does in TLS 1.3.
					this.fragment = taken;
				}
			}
			return count;
		}
		finally {
			this.outgoing.unstage();
		}
	}

	private static boolean direct(ByteBuffer[] sources, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			if (!sources[i].isDirect()) {
				return false;
			}
		}
		return true;
	}

	private static long remaining(ByteBuffer[] sources, int offset, int length) {
		long all = 0;
		for (int i = offset; i < offset + length; i++) {
			all += sources[i].remaining();
		}
		return all;
	}

	/**
	 * Encrypts bytes that fit one record, from a copy: of few bytes it costs less than an
	 * object that leads to the caller's array.
	 */
	void writeCopy(byte[] source, int offset, int length) throws SSLException {
		ByteBuffer[] copy = this.outgoing.stage(source, offset, length, this.packet);
		try {
			write(copy, 0, 1);
		}
		finally {
			this.outgoing.unstage();
		}
	}

	/** Encrypts what the engine has to say by itself. */
	void writeControl() throws SSLException {
		while (this.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			if (wrapNothing().bytesProduced() == 0) {
				return;
			}
		}
	}

	/**
	 * Encrypts what the engine wants sent before it reads on, or before it throws.
	 * @throws SSLException what it has found wrong with a record
	 */
	void writeFirst() throws SSLException {
		SSLEngineResult result = wrapNothing();
		while (result.bytesProduced() > 0) {
			result = wrapNothing();
		}
		if (result.getStatus() == Status.CLOSED) {
			// It has thrown at somebody else, or was closed before it could.
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "the engine has ended TLS without a reason");
		}
	}

	/** Encrypts close_notify, or the alert that a fault calls for. */
	void close() {
		this.engine.closeOutbound();
		try {
			while (!this.engine.isOutboundDone() && wrapNothing().bytesProduced() > 0) {
				continue;
			}
		}
		catch (SSLException ex) {
			// The fault that led here says more than the failure to tell the peer of it.
			return;
		}
	}

	/**
	 * Ends the handshake as {@link #close()} does. Where the engine's last words are in
	 * clear, they are replaced: it never knows why we refused, and after a fault that it
	 * has not seen it would claim that the user canceled.
	 * @param inClear the alert record to send instead, empty for the engine's own
	 * @return the description of the engine's alert, if that was in clear
	 */
	@Nullable Integer abort(byte[] inClear) {
		HandshakeObserver watching = this.observer;
		if (watching == null) {
			close();
			return null;
		}
		watching.recorder().ending();
		close();
		int kept = withoutAlertsInClear();
		@Nullable Integer alertOfEngine = watching.alertSent();
		if (inClear.length > 0 && (kept < this.outgoing.remaining() || watching.inClear())) {
			this.outgoing.truncate(kept);
			this.outgoing.add(inClear, 0, inClear.length);
			watching.recorder().lastAlert(inClear[RecordHeader.LENGTH + 1] & 0xff);
		}
		else if (alertOfEngine != null) {
			watching.recorder().lastAlert(alertOfEngine);
		}
		return alertOfEngine;
	}

	/**
	 * Finds where the last words begin, which some engines say before they fail. An
	 * encrypted alert is longer than two bytes, or looks like data.
	 * @return how many bytes are no such alerts
	 */
	private int withoutAlertsInClear() {
		int kept = 0;
		int at = 0;
		ByteBuffer held = this.outgoing.held();
		while (at < this.outgoing.remaining()) {
			RecordHeader header = RecordHeader.at(held, held.position() + at);
			at += header.total();
			if (header.type() != RecordHeader.ALERT || header.length() != 2) {
				kept = at;
			}
		}
		return kept;
	}

	/** Encrypts what the engine has to say, if anything. */
	SSLEngineResult wrapNothing() throws SSLException {
		return wrap(NOTHING, 0, 1);
	}

	private SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length) throws SSLException {
		HandshakeObserver watching = this.observer;
		if (watching == null) {
			this.outgoing.ensureSpace(this.packet);
			return this.engine.wrap(sources, offset, length, this.outgoing.room());
		}
		while (true) {
			this.outgoing.ensureSpace(this.engine.getSession().getPacketBufferSize());
			SSLEngineResult result = this.engine.wrap(sources, offset, length, this.outgoing.room());
			watching.sent(this.outgoing, result.bytesProduced());
			watching.requireAllowed();
			if (result.getStatus() != Status.BUFFER_OVERFLOW) {
				return result;
			}
			// Session sizes can grow in a handshake; the next turn has more room.
			this.outgoing.ensureSpace(this.outgoing.space() + 1);
		}
	}

}

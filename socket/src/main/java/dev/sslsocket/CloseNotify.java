package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.sslsocket.engine.NetBuffer;

/**
 * Waits for the peer's close_notify, reading record by record and never a byte behind it.
 * Used by whoever is inside the reader.
 */
final class CloseNotify {

	/** Application data came first. */
	static final class UnreadDataException extends IOException {

		private static final long serialVersionUID = 1L;

	}

	/** TCP ended first. */
	static final class TruncatedException extends IOException {

		private static final long serialVersionUID = 1L;

	}

	private final TlsWire wire;

	private final TlsWriter writer;

	private final Deadline deadline;

	CloseNotify(TlsWire wire, TlsWriter writer, Deadline deadline) {
		this.wire = wire;
		this.writer = writer;
		this.deadline = deadline;
	}

	/**
	 * Waits, if the transport does.
	 * @return whether it came; false for "not now"
	 * @throws UnreadDataException if the peer sent application data that nobody has read;
	 * it still can be
	 * @throws TruncatedException if TCP ended
	 * @throws java.net.SocketTimeoutException if the deadline passed
	 */
	boolean await() throws IOException {
		while (!this.wire.engine().decryptAhead()) {
			if (this.wire.engine().pending() > 0) {
				throw new UnreadDataException();
			}
			if (!this.writer.saidFirst() && fillOneRecord() == 0) {
				return false;
			}
		}
		return true;
	}

	/** Waits, throwing application data away. */
	void awaitDiscarding() throws IOException {
		ByteBuffer sink = ByteBuffer.allocate(512);
		while (!this.wire.engine().decryptAhead()) {
			if (this.wire.engine().read(sink.clear()) == 0 && !this.writer.saidFirst()) {
				fillOneRecord();
			}
		}
	}

	private int fillOneRecord() throws IOException {
		NetBuffer in = this.wire.engine().incoming();
		int missing = this.wire.engine().missing();
		in.ensureSpace(missing);
		this.wire.transport().timeout(this.deadline.remainingMillis());
		ByteBuffer room = in.room();
		try {
			int count = this.wire.transport().read(room.limit(room.position() + missing));
			if (count < 0) {
				throw new TruncatedException();
			}
			return count;
		}
		finally {
			in.settle();
		}
	}

}

package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One direction of a proxied connection. Its thread pumps until the sender ends or the
 * connection is closed under it.
 */
final class Wire {

	private final Splice splice;

	private final Socket from;

	private final Socket to;

	private final Supplier<Fault> faults;

	private final Queue<byte[]> passed;

	Wire(Splice splice, Socket from, Socket to, Supplier<Fault> faults, Queue<byte[]> passed) {
		this.splice = splice;
		this.from = from;
		this.to = to;
		this.faults = faults;
		this.passed = passed;
	}

	void pump() throws IOException {
		byte[] buffer = new byte[16384];
		Fault fault = this.faults.get();
		Passage passage = fault.open();
		for (int count = read(buffer); count >= 0; count = read(buffer)) {
			Fault current = this.faults.get();
			if (current != fault) {
				passage.end(this);
				passage = current.open();
				fault = current;
			}
			passage.pass(Arrays.copyOf(buffer, count), this);
		}
		passage.end(this);
		this.splice.halfClose(this.to);
	}

	void write(byte[] bytes) throws IOException {
		write(bytes, 0, bytes.length);
	}

	void write(byte[] bytes, int offset, int count) throws IOException {
		// After a cut the senders are read to their end, so that theirs is an end and
		// no reset.
		if (count > 0 && !this.splice.isCut()) {
			this.passed.add(Arrays.copyOfRange(bytes, offset, offset + count));
			this.to.getOutputStream().write(bytes, offset, count);
		}
	}

	void cut() throws IOException {
		this.splice.cut();
	}

	void reset() throws IOException {
		this.splice.reset();
	}

	void stall() {
		this.splice.awaitClose();
	}

	private int read(byte[] buffer) throws IOException {
		return this.from.getInputStream().read(buffer);
	}

}

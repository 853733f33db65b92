package dev.sslsocket.benchmarks.jmh;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes on their way from one end to the other. Allocates nothing once it is made; what
 * does not fit is an error, since the writer of a benchmark is its reader, too.
 */
final class MemoryPipe {

	private final byte[] bytes = new byte[1 << 18];

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition written = this.lock.newCondition();

	private int start;

	private int end;

	private boolean discarding;

	/** From here on what is written is lost. */
	void discard() {
		this.discarding = true;
	}

	void write(byte[] source, int offset, int length) {
		if (this.discarding) {
			return;
		}
		this.lock.lock();
		try {
			if (this.start == this.end) {
				this.start = 0;
				this.end = 0;
			}
			System.arraycopy(source, offset, this.bytes, this.end, length);
			this.end += length;
			this.written.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	int read(byte[] target, int offset, int length) {
		this.lock.lock();
		try {
			while (this.start == this.end) {
				this.written.awaitUninterruptibly();
			}
			int count = Math.min(length, this.end - this.start);
			System.arraycopy(this.bytes, this.start, target, offset, count);
			this.start += count;
			return count;
		}
		finally {
			this.lock.unlock();
		}
	}

	int available() {
		return this.end - this.start;
	}

}

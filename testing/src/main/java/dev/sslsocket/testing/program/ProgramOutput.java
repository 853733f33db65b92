package dev.sslsocket.testing.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What a program has written so far to its two streams. Both are drained all the time:
 * the program never waits for a reader. Safe for use by many threads; one lock guards
 * everything.
 */
final class ProgramOutput {

	private final Lock lock = new ReentrantLock();

	private final Condition grown = this.lock.newCondition();

	private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();

	private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();

	private int open = 2;

	static ProgramOutput of(Process process) {
		ProgramOutput output = new ProgramOutput();
		output.drain(process.getInputStream(), output.standardOutput, process.pid());
		output.drain(process.getErrorStream(), output.standardError, process.pid());
		return output;
	}

	byte[] standardOutput() {
		return locked(this.standardOutput::toByteArray);
	}

	byte[] standardError() {
		return locked(this.standardError::toByteArray);
	}

	/**
	 * Waits for a line.
	 * @param text what the line contains
	 * @param nanos how long at most
	 * @return the line, without its end; empty when both streams ended, or the time,
	 * without one
	 */
	Optional<String> awaitLine(String text, long nanos) throws InterruptedException {
		this.lock.lock();
		try {
			long left = nanos;
			Optional<String> line = line(text);
			while (line.isEmpty() && this.open > 0 && left > 0) {
				left = this.grown.awaitNanos(left);
				line = line(text);
			}
			return line;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for the end of both streams.
	 * @param nanos how long at most
	 * @return whether they ended in time
	 */
	boolean awaitEnd(long nanos) throws InterruptedException {
		this.lock.lock();
		try {
			long left = nanos;
			while (this.open > 0 && left > 0) {
				left = this.grown.awaitNanos(left);
			}
			return this.open == 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	private Optional<String> line(String text) {
		return line(this.standardOutput, text).or(() -> line(this.standardError, text));
	}

	// A line counts once it is whole: a port number may arrive in two pieces.
	private Optional<String> line(ByteArrayOutputStream stream, String text) {
		String all = stream.toString(StandardCharsets.UTF_8);
		int end = (this.open > 0) ? all.lastIndexOf('\n') + 1 : all.length();
		return all.substring(0, end).lines().filter((line) -> line.contains(text)).findFirst();
	}

	private void drain(InputStream from, ByteArrayOutputStream to, long pid) {
		Thread thread = new Thread(() -> copy(from, to), "output of process " + pid);
		thread.setDaemon(true);
		thread.start();
	}

	private void copy(InputStream from, ByteArrayOutputStream to) {
		byte[] buffer = new byte[8192];
		try (from) {
			for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
				append(to, buffer, count);
			}
		}
		catch (IOException ex) {
			// The JDK closes the stream under a reader when the process is destroyed:
			// the end, like any other.
		}
		finally {
			ended();
		}
	}

	private void append(ByteArrayOutputStream to, byte[] buffer, int count) {
		this.lock.lock();
		try {
			to.write(buffer, 0, count);
			this.grown.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ended() {
		this.lock.lock();
		try {
			this.open--;
			this.grown.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private <T> T locked(Supplier<T> supplier) {
		this.lock.lock();
		try {
			return supplier.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}

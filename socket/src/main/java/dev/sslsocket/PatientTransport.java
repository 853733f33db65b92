package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Transport over a channel in non-blocking mode that waits all the same, by a selector of
 * its own: a channel that somebody's selector knows cannot be put into blocking mode. For
 * closing behind the application's back. Used by one thread.
 */
final class PatientTransport implements Transport {

	private final SocketChannel channel;

	private final Selector selector;

	private final SelectionKey key;

	private int timeout;

	PatientTransport(SocketChannel channel) throws IOException {
		this.channel = channel;
		this.selector = channel.provider().openSelector();
		try {
			this.key = channel.register(this.selector, 0);
		}
		catch (IOException | RuntimeException ex) {
			this.selector.close();
			throw ex;
		}
	}

	@Override
	public boolean waits() {
		return true;
	}

	@Override
	public Transport waiting() {
		return this;
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		Deadline deadline = Deadline.in(Duration.ofMillis(this.timeout));
		int count = this.channel.read(target);
		while (count == 0) {
			await(SelectionKey.OP_READ, deadline);
			count = this.channel.read(target);
		}
		return count;
	}

	@Override
	public int write(ByteBuffer source, Duration within) throws IOException {
		Deadline deadline = Deadline.in(within);
		int length = source.remaining();
		while (source.hasRemaining()) {
			if (this.channel.write(source) == 0) {
				await(SelectionKey.OP_WRITE, deadline);
			}
		}
		return length;
	}

	private void await(int operation, Deadline deadline) throws IOException {
		this.key.interestOps(operation);
		this.selector.select(deadline.remainingMillis());
		this.selector.selectedKeys().clear();
		if (deadline.expired()) {
			throw new SocketTimeoutException("the peer did not move");
		}
	}

	@Override
	public int available() {
		return 0;
	}

	@Override
	public void timeout(int millis) {
		this.timeout = millis;
	}

	@Override
	public int timeout() {
		return this.timeout;
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.channel.shutdownOutput();
	}

	@Override
	public void close() throws IOException {
		try {
			this.selector.close();
		}
		finally {
			this.channel.close();
		}
	}

	@Override
	public boolean closesAtOnce() {
		return true;
	}

}

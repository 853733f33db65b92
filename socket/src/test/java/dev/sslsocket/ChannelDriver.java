package dev.sslsocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.engine.EngineUnderTest;

/**
 * Drives one channel as an event loop would, for a test that has time: every call that
 * brings nothing is followed by one wait for what the channel says it waits for. So what
 * it does not say ends the test.
 */
public final class ChannelDriver implements AutoCloseable {

	private static final long LIMIT = TimeUnit.SECONDS.toMillis(20);

	private final SslSocketChannel tls;

	private final Selector selector;

	private final SelectionKey key;

	private ChannelDriver(SslSocketChannel tls) throws IOException {
		this.tls = tls;
		this.selector = Selector.open();
		this.key = tls.channel().register(this.selector, 0);
		tls.onTaskDone(this.selector::wakeup);
	}

	public static ChannelDriver of(SslSocketChannel tls) throws IOException {
		return new ChannelDriver(tls);
	}

	/** A channel to a port of this machine, in non-blocking mode. */
	public static SocketChannel connect(int port) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		channel.configureBlocking(false);
		return channel;
	}

	public static ServerSocketChannel listen() throws IOException {
		return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1100);
	}

	public static int port(ServerSocketChannel listening) throws IOException {
		return ((InetSocketAddress) listening.getLocalAddress()).getPort();
	}

	/** The two ends of one connection, in non-blocking mode. */
	static SocketChannel[] pair() throws IOException {
		try (ServerSocketChannel listening = listen()) {
			SocketChannel near = connect(port(listening));
			SocketChannel far = listening.accept();
			far.configureBlocking(false);
			return new SocketChannel[] { near, far };
		}
	}

	public SslSocketChannel tls() {
		return this.tls;
	}

	/** Waits once for what the channel says it waits for. */
	public void await() throws IOException {
		await(this.tls.interestOps());
	}

	private void await(int operations) throws IOException {
		this.key.interestOps(operations);
		long begun = System.nanoTime();
		this.selector.select(LIMIT);
		this.selector.selectedKeys().clear();
		if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) >= LIMIT) {
			throw new IOException("nothing came of waiting for " + this.tls.wants() + " (" + operations + ")");
		}
	}

	public ChannelDriver handshake() throws IOException {
		while (!this.tls.handshake()) {
			await();
		}
		return this;
	}

	public void write(byte[] data) throws IOException {
		ByteBuffer source = ByteBuffer.wrap(data);
		while (source.hasRemaining() || !this.tls.flush()) {
			if (this.tls.write(source) == 0 && !this.tls.flush()) {
				await();
			}
		}
	}

	public void write(String text) throws IOException {
		write(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** Exactly as many bytes. */
	public byte[] read(int length) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(length);
		while (target.hasRemaining()) {
			int count = this.tls.read(target);
			if (count < 0) {
				throw new IOException("ended after " + target.position() + " bytes");
			}
			if (count == 0) {
				await();
			}
		}
		return target.array();
	}

	public String text(int length) throws IOException {
		return new String(read(length), StandardCharsets.US_ASCII);
	}

	/** All up to the peer's close_notify. */
	public byte[] readAll() throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		ByteBuffer target = ByteBuffer.allocate(7000);
		for (int count = this.tls.read(target); count >= 0; count = this.tls.read(target.clear())) {
			all.write(target.array(), 0, count);
			if (count == 0) {
				await();
			}
		}
		return all.toByteArray();
	}

	/** One read that must bring something. */
	public int readOnce() throws IOException {
		ByteBuffer target = ByteBuffer.allocate(1);
		int count = this.tls.read(target);
		while (count == 0) {
			await();
			count = this.tls.read(target);
		}
		return (count < 0) ? count : target.get(0);
	}

	/**
	 * Writes in pieces and reads all of it back, both at once, then ends our direction
	 * where that can be done alone.
	 */
	byte[] exchange(byte[] data, int chunk) throws IOException {
		// Else a read might end it that a write has waited for, and wait for the peer
		// alone.
		handshake();
		ByteBuffer answer = ByteBuffer.allocate(data.length);
		int sent = 0;
		while (answer.hasRemaining()) {
			int piece = Math.min(chunk, data.length - sent);
			int written = this.tls.write(ByteBuffer.wrap(data, sent, piece));
			sent += written;
			int count = this.tls.read(answer);
			if (count < 0) {
				throw new IOException("ended after " + answer.position() + " bytes");
			}
			if (written == 0 && count == 0) {
				await();
			}
		}
		if (EngineUnderTest.closesHalf()) {
			this.tls.shutdownOutput();
		}
		return answer.array();
	}

	/**
	 * Returns as many bytes as come, up to the peer's end if its engine can end its
	 * direction only; then closes.
	 */
	void echo(int chunk, int length) throws IOException {
		ByteBuffer data = ByteBuffer.allocate(chunk);
		int left = length;
		while (left > 0) {
			int count = this.tls.read(data.clear());
			if (count < 0) {
				throw new IOException(left + " bytes before the end");
			}
			if (count == 0) {
				await();
			}
			write(Arrays.copyOf(data.array(), count));
			left -= count;
		}
		if (EngineUnderTest.closesHalf() && readOnce() >= 0) {
			throw new IOException("there is more");
		}
		this.tls.close();
	}

	public PlainChannel stopTls() throws IOException {
		while (!this.tls.stopTls()) {
			await();
		}
		return this.tls.plainChannel().orElseThrow();
	}

	/** Exactly as many characters behind TLS, or instead of it. */
	public String inClear(PlainChannel plain, int length) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(length);
		while (plain.leftover().hasRemaining() && target.hasRemaining()) {
			target.put(plain.leftover().get());
		}
		while (target.hasRemaining()) {
			int count = plain.channel().read(target);
			if (count < 0) {
				throw new IOException("ended after " + target.position() + " bytes in clear");
			}
			if (count == 0) {
				await(SelectionKey.OP_READ);
			}
		}
		return new String(target.array(), StandardCharsets.US_ASCII);
	}

	@Override
	public void close() throws IOException {
		this.key.cancel();
		this.selector.close();
		this.tls.close();
	}

}

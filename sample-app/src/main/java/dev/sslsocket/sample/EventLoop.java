package dev.sslsocket.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sslsocket.ChannelNeed;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocketChannel;

/**
 * An echo server that serves all its clients on the one thread that runs it. Nothing
 * waits but the selector. Any thread may close it.
 */
final class EventLoop implements Runnable, Closeable {

	private static final Logger LOGGER = LoggerFactory.getLogger(EventLoop.class);

	/** How often clients are looked at that nothing is heard of. */
	private static final Duration ROUND = Duration.ofSeconds(1);

	/** Reads of one client before it is the others' turn. */
	private static final int READS_PER_TURN = 16;

	private final ServerSocketChannel listening;

	private final Supplier<SslContext> context;

	private final int maxConnections;

	private final Duration idleTimeout;

	private final Selector selector;

	/** What has to go on without the selector: a task is over, or more was read. */
	private final Queue<SelectionKey> ready = new ConcurrentLinkedQueue<>();

	private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

	private long lastRound = System.nanoTime();

	private volatile boolean closing;

	EventLoop(ServerSocketChannel listening, Supplier<SslContext> context, int maxConnections, Duration idleTimeout)
			throws IOException {
		this.listening = listening;
		this.context = context;
		this.maxConnections = maxConnections;
		this.idleTimeout = idleTimeout;
		this.selector = Selector.open();
		listening.configureBlocking(false);
	}

	/** A client, and when it was heard of last. */
	private static final class Client {

		private final SslSocketChannel tls;

		private long heard = System.nanoTime();

		Client(SslSocketChannel tls) {
			this.tls = tls;
		}

	}

	@Override
	public void run() {
		try (this.selector; this.listening) {
			SelectionKey door = this.listening.register(this.selector, SelectionKey.OP_ACCEPT);
			while (!this.closing) {
				if (this.ready.isEmpty()) {
					this.selector.select(this::turn, ROUND.toMillis());
				}
				else {
					this.selector.selectNow(this::turn);
				}
				for (int left = this.ready.size(); left > 0; left--) {
					serve(this.ready.remove());
				}
				if (System.nanoTime() - this.lastRound >= ROUND.toNanos()) {
					this.lastRound = System.nanoTime();
					this.selector.keys().forEach(this::round);
				}
				if (this.selector.keys().size() > this.maxConnections) {
					door.interestOps(0);
				}
			}
			this.selector.keys().forEach(this::drop);
		}
		catch (IOException ex) {
			LOGGER.error("The event loop has ended", ex);
		}
	}

	private void turn(SelectionKey key) {
		if (key.channel() == this.listening) {
			accept(key);
		}
		else {
			serve(key);
		}
	}

	private void accept(SelectionKey door) {
		try {
			SocketChannel accepted = this.listening.accept();
			if (accepted != null) {
				admit(accepted);
			}
		}
		catch (IOException ex) {
			// No descriptor is free. Until the next round nobody is let in: accept would
			// fail at once, and keep a core busy.
			door.interestOps(0);
			LOGGER.warn("The event loop cannot take a client: {}", ex.toString());
		}
	}

	private void admit(SocketChannel accepted) throws IOException {
		try {
			accepted.configureBlocking(false);
			SslSocketChannel tls = this.context.get().serverChannel(accepted);
			SelectionKey key = accepted.register(this.selector, tls.interestOps(), new Client(tls));
			tls.onTaskDone(() -> {
				this.ready.add(key);
				this.selector.wakeup();
			});
			// The first step, from which on the time of a silent client is counted.
			serve(key);
		}
		catch (IOException | RuntimeException ex) {
			LOGGER.warn("The event loop cannot take a client: {}", ex.toString());
			accepted.close();
		}
	}

	private void serve(SelectionKey key) {
		if (!(key.attachment() instanceof Client client) || !key.isValid()) {
			return;
		}
		try {
			client.heard = System.nanoTime();
			if (echo(client.tls)) {
				key.interestOps(interest(client.tls));
				if (client.tls.pending() > 0 && client.tls.wants() != ChannelNeed.WRITE) {
					this.ready.add(key);
				}
			}
			else {
				drop(key);
			}
		}
		catch (IOException ex) {
			// The library has logged why a handshake failed.
			LOGGER.debug("The event loop: {}", ex.getMessage());
			drop(key);
		}
	}

	/**
	 * Sends back what has come. The handshake is part of it.
	 * @return whether more may come
	 */
	private boolean echo(SslSocketChannel tls) throws IOException {
		// Who does not take the answer is not read any further.
		for (int read = 0; read < READS_PER_TURN && tls.flush(); read++) {
			int count = tls.read(this.buffer.clear());
			if (count <= 0) {
				return count == 0;
			}
			// Taken whole, as nothing waits before it.
			tls.write(this.buffer.flip());
		}
		return true;
	}

	private static int interest(SslSocketChannel tls) {
		return (tls.wants() == ChannelNeed.WRITE) ? SelectionKey.OP_WRITE : tls.interestOps();
	}

	/** Opens the door again, drops who is too slow for a handshake or silent for long. */
	private void round(SelectionKey key) {
		if (!(key.attachment() instanceof Client client)) {
			key.interestOps(SelectionKey.OP_ACCEPT);
		}
		else if (client.tls.timeLeft().filter(Duration::isZero).isPresent()) {
			// The next step fails, and says so.
			serve(key);
		}
		else if (System.nanoTime() - client.heard >= this.idleTimeout.toNanos()) {
			drop(key);
		}
	}

	private void drop(SelectionKey key) {
		if (key.attachment() instanceof Client client) {
			key.cancel();
			try {
				client.tls.close();
			}
			catch (IOException ex) {
				LOGGER.debug("The event loop: closing", ex);
			}
		}
	}

	@Override
	public void close() {
		this.closing = true;
		this.selector.wakeup();
	}

}

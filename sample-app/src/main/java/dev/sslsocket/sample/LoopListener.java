package dev.sslsocket.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.sslsocket.SslContext;

/**
 * A server that runs an {@link EventLoop}. It starts and stops with the web server. Safe
 * for use by many threads.
 */
final class LoopListener implements SmartLifecycle {

	private static final Logger LOGGER = LoggerFactory.getLogger(LoopListener.class);

	private final InetSocketAddress address;

	private final Supplier<SslContext> context;

	private final int maxConnections;

	private final Duration idleTimeout;

	private volatile @Nullable Running running;

	private record Running(EventLoop loop, int port, CompletableFuture<Void> ended) {
	}

	LoopListener(InetSocketAddress address, Supplier<SslContext> context, int maxConnections, Duration idleTimeout) {
		this.address = address;
		this.context = context;
		this.maxConnections = maxConnections;
		this.idleTimeout = idleTimeout;
	}

	/** The port in use, which is not the configured one where that is 0. */
	int port() {
		Running now = this.running;
		if (now == null) {
			throw new IllegalStateException("Server 'loop' is not running");
		}
		return now.port();
	}

	@Override
	public void start() {
		try {
			ServerSocketChannel listening = ServerSocketChannel.open().bind(this.address, this.maxConnections);
			int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
			EventLoop loop = new EventLoop(listening, this.context, this.maxConnections, this.idleTimeout);
			CompletableFuture<Void> ended = new CompletableFuture<>();
			new Thread(() -> {
				loop.run();
				ended.complete(null);
			}, "loop").start();
			this.running = new Running(loop, port, ended);
			LOGGER.info("Server 'loop' listens on {}:{}", this.address.getAddress().getHostAddress(), port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Server 'loop' cannot listen: " + ex.getMessage(), ex);
		}
	}

	@Override
	public void stop() {
		Running last = this.running;
		this.running = null;
		if (last != null) {
			last.loop().close();
			last.ended().join();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
	}

}

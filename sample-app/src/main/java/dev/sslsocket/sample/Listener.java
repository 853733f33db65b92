package dev.sslsocket.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;

/**
 * A server: listens while the application runs, and gives each client a thread. It starts
 * and stops with the web server. Safe for use by many threads.
 */
final class Listener implements SmartLifecycle {

	private static final Logger LOGGER = LoggerFactory.getLogger(Listener.class);

	private final String name;

	private final Opening opening;

	private final Conversation conversation;

	private final Executor threads;

	private final int maxConnections;

	private final int idleMillis;

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private volatile @Nullable ServerSocket server;

	/** Opens the listening socket, plain or TLS. */
	@FunctionalInterface
	interface Opening {

		ServerSocket open() throws IOException;

	}

	Listener(String name, Opening opening, Conversation conversation, Executor threads, int maxConnections,
			Duration idleTimeout) {
		this.name = name;
		this.opening = opening;
		this.conversation = conversation;
		this.threads = threads;
		this.maxConnections = maxConnections;
		this.idleMillis = Math.toIntExact(idleTimeout.toMillis());
	}

	/** The port in use, which is not the configured one where that is 0. */
	int port() {
		ServerSocket listening = this.server;
		if (listening == null) {
			throw new IllegalStateException("Server '" + this.name + "' is not running");
		}
		return listening.getLocalPort();
	}

	@Override
	public void start() {
		try {
			ServerSocket opened = this.opening.open();
			this.server = opened;
			LOGGER.info("Server '{}' listens on {}:{}", this.name, opened.getInetAddress().getHostAddress(),
					opened.getLocalPort());
			AcceptLoop loop = new AcceptLoop(this.name, opened, this.maxConnections);
			this.threads.execute(() -> loop.run((client) -> admit(client, loop)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Server '" + this.name + "' cannot listen: " + ex.getMessage(), ex);
		}
	}

	private void admit(Socket client, AcceptLoop loop) throws IOException {
		client.setSoTimeout(this.idleMillis);
		Connection connection = new Connection(client);
		this.connections.add(connection);
		try {
			this.threads.execute(() -> serve(connection, client, loop));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			this.connections.remove(connection);
			throw ex;
		}
		if (!isRunning()) {
			// It came between the end of listening and the end of the others.
			closeQuietly(connection);
		}
	}

	private void serve(Connection connection, Socket client, AcceptLoop loop) {
		try {
			this.conversation.hold(connection);
		}
		catch (IOException ex) {
			if (!connection.isClosing()) {
				report(client, ex);
			}
		}
		catch (RuntimeException ex) {
			LOGGER.error("Server '{}' failed one client", this.name, ex);
		}
		finally {
			closeQuietly(connection);
			this.connections.remove(connection);
			loop.served();
		}
	}

	private void report(Socket client, IOException ex) {
		if (client instanceof SslSocket tls && tls.snapshot().handshakenAt().isEmpty()) {
			// The library has logged why the handshake failed.
			return;
		}
		// The messages of the library begin with the reason and name the peer.
		if (ex instanceof SslFailure) {
			LOGGER.info("Server '{}': {}", this.name, ex.getMessage());
		}
		else {
			LOGGER.info("Server '{}': {}: {}", this.name, client.getRemoteSocketAddress(), ex.toString());
		}
	}

	@Override
	public void stop() {
		closing().join();
	}

	@Override
	public void stop(Runnable callback) {
		closing().whenComplete((result, ex) -> callback.run());
	}

	private CompletableFuture<Void> closing() {
		ServerSocket listening = this.server;
		this.server = null;
		if (listening != null) {
			closeQuietly(listening);
		}
		return CompletableFuture.allOf(this.connections.stream()
			.map((connection) -> CompletableFuture.runAsync(() -> closeQuietly(connection), this.threads))
			.toArray(CompletableFuture[]::new));
	}

	private void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			LOGGER.debug("Server '{}': closing", this.name, ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
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

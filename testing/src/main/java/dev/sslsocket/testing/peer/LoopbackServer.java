package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts connections on the loopback addresses and holds a conversation with each, on a
 * daemon thread of its own. Safe for use by many threads.
 */
final class LoopbackServer implements Peer {

	private static final int BACKLOG = 128;

	private static final int ATTEMPTS = 10;

	private static final long JOIN_MILLIS = 2000;

	private final String name;

	private final Conversation conversation;

	private final List<ServerSocket> listeners;

	private final List<Thread> acceptors = new ArrayList<>();

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	private LoopbackServer(String name, List<ServerSocket> listeners, Conversation conversation) {
		this.name = name;
		this.listeners = listeners;
		this.conversation = conversation;
	}

	static LoopbackServer start(String name, Conversation conversation) {
		try {
			LoopbackServer server = new LoopbackServer(name, listen(), conversation);
			for (ServerSocket listener : server.listeners) {
				server.acceptors.add(server.run("accept", () -> server.acceptAll(listener)));
			}
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to listen on a loopback address", ex);
		}
	}

	@Override
	public int port() {
		return this.listeners.get(0).getLocalPort();
	}

	@Override
	public void close() {
		this.closed = true;
		this.listeners.forEach(LoopbackServer::closeQuietly);
		// The kernel listens on until the threads have left accept().
		this.acceptors.forEach(LoopbackServer::join);
		this.connections.forEach(LoopbackServer::closeQuietly);
	}

	static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// Whatever it was, nobody can use it any more.
		}
	}

	private void acceptAll(ServerSocket listener) {
		while (!this.closed) {
			try {
				Socket socket = listener.accept();
				this.connections.add(socket);
				run("connection", () -> converse(socket));
			}
			catch (IOException ex) {
				// The listener was closed, which ends the loop, or the client had left
				// before it was accepted, which does not.
			}
		}
	}

	private void converse(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			this.conversation.hold(socket);
		}
		catch (IOException ex) {
			// The other side is gone: what these peers provoke.
		}
		finally {
			this.connections.remove(socket);
		}
	}

	private Thread run(String role, Runnable runnable) {
		Thread thread = new Thread(runnable, this.name + " " + role + " " + port());
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void join(Thread thread) {
		try {
			thread.join(JOIN_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static List<ServerSocket> listen() throws IOException {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			ServerSocket first = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
			try {
				ServerSocket second = new ServerSocket(first.getLocalPort(), BACKLOG, InetAddress.getByName("::1"));
				return List.of(first, second);
			}
			catch (IOException ex) {
				// Somebody else has the port there, or there is no such address.
				first.close();
			}
		}
		return List.of(new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1")));
	}

}

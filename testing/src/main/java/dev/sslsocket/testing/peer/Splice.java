package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * A client's connection and the proxy's own to the target, as one. Safe for use by the
 * two threads of its wires.
 */
final class Splice implements AutoCloseable {

	private final Socket client;

	private final Socket server;

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile boolean cut;

	Splice(Socket client, Socket server) {
		this.client = client;
		this.server = server;
	}

	boolean isCut() {
		return this.cut;
	}

	void cut() throws IOException {
		this.cut = true;
		halfClose(this.client);
		halfClose(this.server);
	}

	void reset() throws IOException {
		for (Socket socket : new Socket[] { this.client, this.server }) {
			socket.setSoLinger(true, 0);
		}
		close();
	}

	void halfClose(Socket socket) throws IOException {
		if (!socket.isOutputShutdown()) {
			socket.shutdownOutput();
		}
	}

	void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		LoopbackServer.closeQuietly(this.client);
		LoopbackServer.closeQuietly(this.server);
		this.closed.countDown();
	}

}

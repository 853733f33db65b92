package dev.sslsocket.testing.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port for programs that cannot be told to choose one by themselves. Stateless; safe
 * for use by many threads.
 */
public final class FreePort {

	private FreePort() {
	}

	/**
	 * Finds a port that nobody listens on. Between this call and its use somebody else
	 * may take it, which is rare: the system hands ports out in turn. Where a program can
	 * listen on port 0 and say which one it got, that is better.
	 * @return the port
	 * @throws UncheckedIOException when there is none
	 */
	public static int find() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to find a free port", ex);
		}
	}

}

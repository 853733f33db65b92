package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Answers a ClientHello with a sound-looking ServerHello, byte by byte and so slowly that
 * it never ends: no single read times out, so only a deadline over the whole handshake
 * frees the client. Safe for use by many threads.
 */
public final class DripFeedingPeer implements Peer {

	// A handshake record of 16,384 bytes: a ServerHello of TLS 1.2 whose padding
	// extension
	// (RFC 7685) fills the rest. The zeros that follow are random, session id and
	// padding.
	private static final byte[] SERVER_HELLO_START = { 22, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc, 3, 3 };

	private static final int SERVER_HELLO_LENGTH = 5 + 16384;

	private static final byte[] CIPHER_AND_EXTENSION_AFTER_RANDOM = { 0, (byte) 0xc0, 0x2f, 0, 0x3f, (byte) 0xd4, 0, 21,
			0x3f, (byte) 0xd0 };

	private static final int RANDOM_LENGTH = 32;

	private final LoopbackServer server;

	private DripFeedingPeer(Duration interval) {
		int millis = Math.max(1, Math.toIntExact(interval.toMillis()));
		this.server = LoopbackServer.start("drip-feeding peer", (socket) -> feed(socket, millis));
	}

	/**
	 * Starts a peer that sends one byte every 50 milliseconds: fourteen minutes in all.
	 * @return the peer, listening
	 */
	public static DripFeedingPeer start() {
		return every(Duration.ofMillis(50));
	}

	/**
	 * Starts a peer that sends one byte now and then.
	 * @param interval the time from byte to byte, in milliseconds, at least one
	 * @return the peer, listening
	 */
	public static DripFeedingPeer every(Duration interval) {
		return new DripFeedingPeer(interval);
	}

	@Override
	public int port() {
		return this.server.port();
	}

	@Override
	public void close() {
		this.server.close();
	}

	static byte[] serverHello() {
		byte[] hello = Arrays.copyOf(SERVER_HELLO_START, SERVER_HELLO_LENGTH);
		System.arraycopy(CIPHER_AND_EXTENSION_AFTER_RANDOM, 0, hello, SERVER_HELLO_START.length + RANDOM_LENGTH,
				CIPHER_AND_EXTENSION_AFTER_RANDOM.length);
		return hello;
	}

	private static void feed(Socket socket, int millis) throws IOException {
		OutputStream output = socket.getOutputStream();
		socket.setSoTimeout(millis);
		for (byte drop : serverHello()) {
			if (leaves(socket)) {
				return;
			}
			output.write(drop);
		}
	}

	// The pause between two drops is a read: it ends at once when the client leaves.
	private static boolean leaves(Socket socket) throws IOException {
		try {
			return socket.getInputStream().read(new byte[16384]) < 0;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

}

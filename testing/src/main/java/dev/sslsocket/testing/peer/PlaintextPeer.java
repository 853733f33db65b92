package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Speaks no TLS: answers a ClientHello with text, or greets before anybody has spoken. It
 * keeps what it was sent, so that a test can show that a client stopped after its
 * ClientHello: {@code TlsRecord.parse(peer.awaitReceived())}. Safe for use by many
 * threads.
 */
public final class PlaintextPeer implements Peer {

	private static final String BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
			+ "Content-Length: 0\r\n\r\n";

	private final Received received = new Received();

	private final LoopbackServer server;

	private PlaintextPeer(String text, boolean speaksFirst) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		this.server = LoopbackServer.start("plaintext peer", (socket) -> converse(socket, bytes, speaksFirst));
	}

	/**
	 * Starts a web server without TLS: its only answer is {@code 400 Bad Request}.
	 * @return the peer, listening
	 */
	public static PlaintextPeer http() {
		return answering(BAD_REQUEST);
	}

	/**
	 * Starts a peer that answers the first bytes of its client, whatever they are, and
	 * then ends its own direction of the connection.
	 * @param text the answer, sent as UTF-8
	 * @return the peer, listening
	 */
	public static PlaintextPeer answering(String text) {
		return new PlaintextPeer(text, false);
	}

	/**
	 * Starts a peer that speaks first, as mail servers do, and then says nothing more;
	 * the connection stays open.
	 * @param text the greeting, sent as UTF-8
	 * @return the peer, listening
	 */
	public static PlaintextPeer greeting(String text) {
		return new PlaintextPeer(text, true);
	}

	@Override
	public int port() {
		return this.server.port();
	}

	/**
	 * Waits until a client has left; each call is for one client.
	 * @return what it sent, all of it
	 * @throws IllegalStateException when no client leaves within 30 seconds
	 */
	public byte[] awaitReceived() {
		return this.received.await();
	}

	@Override
	public void close() {
		this.server.close();
	}

	private void converse(Socket socket, byte[] text, boolean speaksFirst) throws IOException {
		byte[] start = speaksFirst ? new byte[0] : read(socket);
		try {
			socket.getOutputStream().write(text);
			if (!speaksFirst) {
				socket.shutdownOutput();
			}
		}
		catch (IOException ex) {
			// The client did not wait for the text; what it has sent counts all the same.
		}
		this.received.readToEnd(start, socket.getInputStream());
	}

	private static byte[] read(Socket socket) throws IOException {
		byte[] buffer = new byte[16384];
		int count = socket.getInputStream().read(buffer);
		return Arrays.copyOf(buffer, Math.max(0, count));
	}

}

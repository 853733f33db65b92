package dev.sslsocket.testing.peer;

/**
 * Accepts connections, takes what comes, and never answers: for handshake deadlines. A
 * client without one waits forever. Safe for use by many threads.
 */
public final class MutePeer implements Peer {

	private final Received received = new Received();

	private final LoopbackServer server = LoopbackServer.start("mute peer",
			(socket) -> this.received.readToEnd(new byte[0], socket.getInputStream()));

	private MutePeer() {
	}

	/**
	 * Starts the peer.
	 * @return the peer, listening
	 */
	public static MutePeer start() {
		return new MutePeer();
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

}

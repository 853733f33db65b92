package dev.sslsocket.peers;

/**
 * Who we are in a conversation; the peer is the other.
 */
enum Side {

	CLIENT, SERVER;

	@Override
	public String toString() {
		return (this == CLIENT) ? "our client" : "our server";
	}

}

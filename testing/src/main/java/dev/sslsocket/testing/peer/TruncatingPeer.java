package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.CertifiedKey;

/**
 * A TLS server of the JDK that sends a text and then ends the TCP connection without the
 * close_notify alert that TLS demands (RFC 8446 section 6.1): to the client it must not
 * look like the whole text. Safe for use by many threads.
 */
public final class TruncatingPeer implements Peer {

	private final LoopbackServer server;

	private TruncatingPeer(SSLContext context, byte[] text) {
		this.server = LoopbackServer.start("truncating peer", (socket) -> truncate(context, socket, text));
	}

	/**
	 * Starts the peer.
	 * @param key the certificate it presents
	 * @param text what it sends, as UTF-8, after the handshake
	 * @return the peer, listening
	 */
	public static TruncatingPeer sending(CertifiedKey key, String text) {
		return new TruncatingPeer(key.jdkContext(), text.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public int port() {
		return this.server.port();
	}

	@Override
	public void close() {
		this.server.close();
	}

	private static void truncate(SSLContext context, Socket plain, byte[] text) throws IOException {
		// Never closed: that would send close_notify.
		SSLSocket socket = TlsPeer.serverSide(context, plain);
		socket.getOutputStream().write(text);
		plain.shutdownOutput();
		// Until the client leaves: bytes left unread would turn the end into a reset.
		plain.getInputStream().transferTo(OutputStream.nullOutputStream());
	}

}

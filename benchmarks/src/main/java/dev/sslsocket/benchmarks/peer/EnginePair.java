package dev.sslsocket.benchmarks.peer;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Two of the JDK's engines that talk to each other in memory.
 */
public final class EnginePair {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private EnginePair() {
	}

	/** Shakes hands. */
	public static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
		ByteBuffer toServer = ByteBuffer.allocate(client.getSession().getPacketBufferSize() * 2);
		ByteBuffer toClient = ByteBuffer.allocate(server.getSession().getPacketBufferSize() * 2);
		ByteBuffer plain = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
		client.beginHandshake();
		server.beginHandshake();
		while (busy(client) || busy(server)) {
			advance(client, toClient, toServer, plain);
			advance(server, toServer, toClient, plain);
		}
	}

	private static boolean busy(SSLEngine engine) {
		return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
				&& engine.getHandshakeStatus() != HandshakeStatus.FINISHED;
	}

	private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out, ByteBuffer plain) throws SSLException {
		while (true) {
			switch (engine.getHandshakeStatus()) {
				case NEED_TASK -> engine.getDelegatedTask().run();
				case NEED_WRAP -> engine.wrap(NOTHING, out);
				case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
					in.flip();
					boolean any = in.hasRemaining();
					int before = in.remaining();
					engine.unwrap(in, plain.clear());
					boolean stuck = in.remaining() == before;
					in.compact();
					if (!any || stuck && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
						return;
					}
				}
				default -> {
					return;
				}
			}
		}
	}

}

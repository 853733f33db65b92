package dev.sslsocket.x509;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Two of the JDK's engines that shake hands in memory. Both trust everybody: what is
 * tested is what each of them presents.
 *
 * @param client the client's engine
 * @param server the server's engine
 */
record EnginePair(SSLEngine client, SSLEngine server) {

	static EnginePair of(String protocol, List<SslIdentity> clientIdentities, List<SslIdentity> serverIdentities,
			X509Certificate... authorities) throws GeneralSecurityException {
		SSLEngine client = engine(clientIdentities);
		client.setUseClientMode(true);
		SSLEngine server = engine(serverIdentities, authorities);
		server.setUseClientMode(false);
		server.setWantClientAuth(true);
		client.setEnabledProtocols(new String[] { protocol });
		return new EnginePair(client, server);
	}

	void shakeHands() throws SSLException {
		ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
		ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
		this.client.beginHandshake();
		this.server.beginHandshake();
		int rounds = 0;
		while (isHandshaking(this.client) || isHandshaking(this.server)) {
			if (++rounds > 100) {
				throw new SSLException("the handshake does not come to an end");
			}
			step(this.client, toServer, toClient);
			step(this.server, toClient, toServer);
		}
	}

	/** Feeds one record to the server; returns what it answers. */
	ByteBuffer answer(ByteBuffer record) throws SSLException {
		ByteBuffer answer = ByteBuffer.allocate(1 << 16);
		this.server.beginHandshake();
		this.server.unwrap(record, ByteBuffer.allocate(1 << 16));
		runTasks(this.server);
		while (this.server.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			this.server.wrap(ByteBuffer.allocate(0), answer);
		}
		return answer.flip();
	}

	private static void step(SSLEngine engine, ByteBuffer outgoing, ByteBuffer incoming) throws SSLException {
		runTasks(engine);
		if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			engine.wrap(ByteBuffer.allocate(0), outgoing);
		}
		else if (incoming.position() > 0) {
			incoming.flip();
			engine.unwrap(incoming, ByteBuffer.allocate(1 << 16));
			incoming.compact();
		}
	}

	private static void runTasks(SSLEngine engine) {
		Runnable task = engine.getDelegatedTask();
		while (task != null) {
			task.run();
			task = engine.getDelegatedTask();
		}
	}

	private static boolean isHandshaking(SSLEngine engine) {
		return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
	}

	private static SSLEngine engine(List<SslIdentity> identities, X509Certificate... authorities)
			throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(new IdentityKeyManager[] { new IdentityKeyManager(identities) },
				new TrustManager[] { new Everybody(authorities) }, null);
		return context.createSSLEngine();
	}

	private static final class Everybody extends X509ExtendedTrustManager {

		private final X509Certificate[] authorities;

		Everybody(X509Certificate... authorities) {
			this.authorities = authorities;
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return this.authorities.clone();
		}

	}

}

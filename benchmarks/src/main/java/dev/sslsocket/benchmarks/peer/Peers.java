package dev.sslsocket.benchmarks.peer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.sslsocket.SslContext;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;
import org.conscrypt.Conscrypt;
import tlschannel.ClientTlsChannel;
import tlschannel.ServerTlsChannel;

import org.jspecify.annotations.Nullable;

/**
 * The blocking peers by name.
 */
public final class Peers {

	/** What everything is compared with. */
	public static final String JDK = "jdk";

	/** Ours. */
	public static final String OURS = "ours";

	/** All names, in the order of the table. */
	public static final List<String> NAMES = List.of(JDK, OURS, "engine-loop", "tls-channel", "conscrypt", "plain");

	private final TestPki pki;

	/**
	 * Prepares the peers.
	 * @param pki the certificates they all use
	 */
	public Peers(TestPki pki) {
		this.pki = pki;
	}

	/**
	 * Returns a peer.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public Peer named(String name) throws GeneralSecurityException {
		return switch (name) {
			case JDK -> sockets(name, null);
			case OURS -> ours();
			case "engine-loop" -> new ChannelPeer(name, server(null), () -> client(null),
					(channel, engine, context) -> new EngineLoop(channel, engine));
			case "tls-channel" -> new ChannelPeer(name, server(null), () -> client(null),
					(channel, engine, context) -> engine.getUseClientMode()
							? ClientTlsChannel.newBuilder(channel, engine).build()
							: ServerTlsChannel.newBuilder(channel, context).build());
			case "conscrypt" -> sockets(name, Conscrypt.newProvider());
			case "plain" -> new SocketPeer(name, ServerSocketFactory.getDefault(), () -> SocketFactory.getDefault());
			default -> throw new IllegalArgumentException("no peer '" + name + "'; there are " + NAMES);
		};
	}

	private Peer ours() {
		CertifiedKey key = this.pki.server();
		SslContext server = SslContext.builder()
			.identity(SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new)))
			.build();
		return new SocketPeer(OURS, server.serverSocketFactory(),
				() -> SslContext.builder()
					.trust(TrustSource.certificates(this.pki.ca().certificate()))
					.sessionCache(SslSessionCache.ofSize(16))
					.build()
					.socketFactory());
	}

	private Peer sockets(String name, @Nullable Provider provider) {
		return new SocketPeer(name, server(provider).getServerSocketFactory(),
				() -> client(provider).getSocketFactory());
	}

	private SSLContext server(@Nullable Provider provider) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry("server", this.pki.server().privateKey(), new char[0],
					this.pki.server().chain().toArray(X509Certificate[]::new));
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, new char[0]);
			SSLContext context = context(provider);
			context.init(keys.getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SSLContext client(@Nullable Provider provider) {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setCertificateEntry("ca", this.pki.ca().certificate());
			TrustManagerFactory trust = (provider != null) ? TrustManagerFactory.getInstance("PKIX", provider)
					: TrustManagerFactory.getInstance("PKIX");
			trust.init(store);
			SSLContext context = context(provider);
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SSLContext context(@Nullable Provider provider) throws GeneralSecurityException {
		return (provider != null) ? SSLContext.getInstance("TLS", provider) : SSLContext.getInstance("TLS");
	}

}

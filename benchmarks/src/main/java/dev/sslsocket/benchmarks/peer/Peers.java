package dev.sslsocket.benchmarks.peer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.function.UnaryOperator;

import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
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
 * The peers by name.
 */
public final class Peers {

	/** What everything is compared with. */
	public static final String JDK = "jdk";

	/** Ours. */
	public static final String OURS = "ours";

	/** Ours on a native engine. */
	public static final String OURS_OPENSSL = "ours-openssl";

	/** Ours with one group only, which hardly every peer has. */
	public static final String OURS_X25519 = "ours-x25519";

	/** The JDK's engine in a loop written by hand. */
	public static final String ENGINE_LOOP = "engine-loop";

	/** A channel that is read and written like TCP's. */
	public static final String TLS_CHANNEL = "tls-channel";

	/** Another provider's sockets. */
	public static final String CONSCRYPT = "conscrypt";

	/** Netty over the JDK's engine. */
	public static final String NETTY_JDK = "netty-jdk";

	/** Netty over the engine that ours-openssl has. */
	public static final String NETTY_OPENSSL = "netty-openssl";

	/** TCP without TLS. */
	public static final String PLAIN = "plain";

	/** What is special about ours of each name. */
	private static final Map<String, UnaryOperator<SslContextBuilder>> SPECIAL = Map.of(OURS, (builder) -> builder,
			OURS_X25519, (builder) -> builder.groups("x25519"), OURS_OPENSSL, (builder) -> builder.engine("openssl"));

	private final TestPki pki;

	private final Tls tls;

	/**
	 * Prepares the peers.
	 * @param pki the certificates they all use
	 * @param tls what they all negotiate
	 */
	public Peers(TestPki pki, Tls tls) {
		this.pki = pki;
		this.tls = tls;
	}

	/**
	 * Returns a peer whose connections block.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public Peer named(String name) {
		return switch (name) {
			case JDK -> sockets(name, null);
			case OURS, OURS_X25519, OURS_OPENSSL -> ours(name);
			case ENGINE_LOOP -> new ChannelPeer(name, this.tls, server(null), () -> client(null),
					(channel, engine, context) -> new EngineLoop(channel, engine));
			case TLS_CHANNEL -> new ChannelPeer(name, this.tls, server(null), () -> client(null),
					(channel, engine, context) -> engine.getUseClientMode()
							? ClientTlsChannel.newBuilder(channel, engine).build()
							: ServerTlsChannel.newBuilder(channel, context).withEngineFactory((any) -> engine).build());
			case CONSCRYPT -> sockets(name, Conscrypt.newProvider());
			case PLAIN ->
				new SocketPeer(name, ServerSocketFactory.getDefault(), () -> SocketFactory.getDefault(), (socket) -> {
				});
			default -> throw new IllegalArgumentException("no peer '" + name + "'");
		};
	}

	/**
	 * Returns a peer whose connections live in a selector's loop.
	 * @throws UnsupportedOperationException if its connections can only block
	 */
	public LoopPeer loop(String name) {
		return switch (name) {
			case OURS, OURS_X25519, OURS_OPENSSL -> LoopPeers.ours(ourServer(name), ourClient(name));
			case ENGINE_LOOP -> LoopPeers.engineLoop(this.tls, server(null), client(null));
			case TLS_CHANNEL -> LoopPeers.tlsChannel(this.tls, server(null), client(null));
			default -> throw new UnsupportedOperationException(name + " has no connections that do not block");
		};
	}

	private Peer ours(String name) {
		return new SocketPeer(name, ourServer(name).serverSocketFactory(), () -> ourClient(name).socketFactory(),
				(socket) -> {
				});
	}

	private SslContext ourServer(String name) {
		CertifiedKey key = this.pki.server();
		return confined(name).identity(SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new)))
			.build();
	}

	private SslContext ourClient(String name) {
		return confined(name).trust(TrustSource.certificates(this.pki.ca().certificate()))
			.sessionCache(SslSessionCache.ofSize(16))
			.build();
	}

	private SslContextBuilder confined(String name) {
		UnaryOperator<SslContextBuilder> special = SPECIAL.get(name);
		if (special == null) {
			throw new IllegalArgumentException("nobody has said what is special about '" + name + "'");
		}
		SslContextBuilder builder = special.apply(SslContext.builder().protocols(this.tls.protocol()));
		if (this.tls == Tls.V1_2) {
			return builder.ciphers(this.tls.suite());
		}
		// BoringSSL takes no choice for TLS 1.3, and this one anyway.
		return name.equals(OURS_OPENSSL) ? builder : builder.cipherSuites(this.tls.suite());
	}

	private Peer sockets(String name, @Nullable Provider provider) {
		return new SocketPeer(name, server(provider).getServerSocketFactory(),
				() -> client(provider).getSocketFactory(), SocketPeer.confined(this.tls));
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

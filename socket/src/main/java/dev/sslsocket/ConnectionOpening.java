package dev.sslsocket;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.EngineRequest;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.verify.AsciiName;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PeerVerdict;
import dev.sslsocket.verify.PeerVerifier;

import org.jspecify.annotations.Nullable;

/**
 * How a connection comes about: which engine it gets, and what is thought of the peer.
 * Needed until hands are shaken. Guarded by the pump's handshake lock; the engine's tasks
 * call it too.
 */
final class ConnectionOpening {

	private final TlsConnection connection;

	private final SslContext context;

	private final PeerName peer;

	private final SslConnectOptions options;

	/** {@code null} once it is concluded. */
	private volatile @Nullable PeerVerdict verdict;

	ConnectionOpening(TlsConnection connection, SslConnectOptions options) {
		this.connection = connection;
		this.context = connection.context();
		this.peer = connection.peer();
		this.options = options;
	}

	TlsConnection connection() {
		return this.connection;
	}

	private boolean server() {
		return this.connection.side() == ConnectionSide.SERVER;
	}

	/**
	 * Creates the engine, now that the first handshake byte is due.
	 * @throws TlsFault if this server is not for the host that the client asks for, or
	 * does DHE only and in another group than those that the client names
	 */
	TlsEngine openEngine(HandshakeWishes wishes, @Nullable ClientHello hello) throws TlsFault {
		TlsEngine engine = server() ? openServer(wishes, hello) : openClient(wishes);
		engine.recorder(this.connection.recorder());
		return engine;
	}

	private TlsEngine openServer(HandshakeWishes wishes, @Nullable ClientHello hello) throws TlsFault {
		// From the hello and not from the session, which may have been made for another
		// host with the same identities.
		String asked = (hello != null) ? hello.serverName() : null;
		this.connection.asksFor(asked);
		ContextOffer offer = this.context.contextOffer();
		offer.holdTo(wishes.parameters(), hello);
		@Nullable Function<List<String>, @Nullable String> selector = (wishes.protocolSelector() != null)
				? wishes.protocolSelector() : offer.protocolSelector(wishes.parameters());
		return this.context.servedHosts()
			.serving(asked)
			.server(hello, new EngineRequest(wishes.parameters(), wishes.sessionCreation(),
					(presented, stapled) -> judged(this.context.verifier().judgeClient(presented)), selector));
	}

	private TlsEngine openClient(HandshakeWishes wishes) {
		SSLParameters parameters = wishes.parameters();
		this.connection.asksFor(requestedServerName(parameters));
		if (parameters.getServerNames() == null) {
			parameters.setServerNames(this.connection.requestedServerNames());
		}
		if (!this.options.alpn().isEmpty()) {
			parameters.setApplicationProtocols(this.options.alpn().toArray(String[]::new));
		}
		SessionPeer shared = sessionPeer(parameters);
		this.connection.sharesSessions(shared);
		return this.context.clientSessions()
			.open(shared,
					new EngineRequest(parameters, wishes.sessionCreation(),
							(presented, stapled) -> checkServer(presented, stapled,
									parameters.getEndpointIdentificationAlgorithm()),
							null));
	}

	private @Nullable String requestedServerName(SSLParameters parameters) {
		if (parameters.getServerNames() != null) {
			for (SNIServerName name : parameters.getServerNames()) {
				if (name.getType() == StandardConstants.SNI_HOST_NAME) {
					return ((SNIHostName) name).getAsciiName();
				}
			}
			return null;
		}
		@Nullable String set = (this.options.sniHost() != null) ? this.options.sniHost() : this.context.contextOffer().sniHost();
		@Nullable String host = (set != null) ? AsciiName.of(set) : this.peer.sniHost();
		return (host == null || host.isEmpty()) ? null : host;
	}

	private SessionPeer sessionPeer(SSLParameters parameters) {
		String name = (this.options.sessionKey() != null) ? this.options.sessionKey() : this.peer.toString();
		return this.context.clientSessions()
			.peer(name, this.peer.host(), verifyName(), this.connection.serverName(), parameters);
	}

	/** The name the certificate must be for. */
	private String verifyName() {
		return (this.options.verifyName() != null) ? this.options.verifyName()
				: this.context.verifyName().orElse(this.peer.host());
	}

	private void checkServer(List<X509Certificate> presented, List<byte[]> stapled, @Nullable String identification)
			throws CertificateException {
		judged(this.context.verifier().judgeServer(presented, stapled, verifyName()));
		if (identification != null && !identification.isEmpty()
				&& this.context.hostnameVerification() == HostnameScheme.NONE) {
			this.context.verifier().verifyName(presented.get(0), this.peer.host());
		}
	}

	private void judged(PeerVerdict found) {
		this.verdict = found;
		this.connection.found(found.found());
	}

	/**
	 * Ends the check of the peer, now that TLS is set up and before a byte of the
	 * application passes: asks whoever could not be asked while the engine was locked,
	 * and looks once more at the peer of a resumed session. No session of a peer that is
	 * refused here is resumed by us again.
	 * @param patience how long it may take, zero for no limit
	 * @param abandoned ends the waiting when it completes
	 * @throws CertificateException if the peer is refused
	 */
	void conclude(TlsFacts facts, Duration patience, CompletableFuture<?> abandoned) throws CertificateException {
		try {
			if (facts.resumed()) {
				judged(recheck(facts.peerCertificates()));
			}
			PeerVerdict found = this.verdict;
			if (found != null) {
				found.settle(patience, abandoned);
			}
			this.verdict = null;
		}
		catch (CertificateException ex) {
			facts.session().invalidate();
			this.connection.dropSessions();
			throw ex;
		}
	}

	/** Whether {@link #conclude} can neither wait nor take long. */
	boolean concludesAtOnce(TlsFacts facts) {
		PeerVerdict found = this.verdict;
		return !facts.resumed() && (found == null || !found.held());
	}

	private PeerVerdict recheck(List<X509Certificate> presented) throws CertificateException {
		PeerVerifier verifier = this.context.verifier();
		return server() ? verifier.recheckClient(presented) : verifier.recheckServer(presented, verifyName());
	}

}

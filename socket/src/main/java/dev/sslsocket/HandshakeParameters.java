package dev.sslsocket;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.TlsParameters;

import org.jspecify.annotations.Nullable;

/**
 * What the user may still change before the handshake, of a socket or of those a
 * listening socket accepts. Not thread-safe, as {@link SSLSocket}'s setters are not.
 */
final class HandshakeParameters {

	private final Supplier<SslContext> context;

	/** Shared, and not to be changed, unless {@link #own}. */
	private SSLParameters parameters;

	private boolean own;

	/** Whether other sockets may share these. */
	private boolean settled;

	private boolean clientMode;

	private boolean sessionCreation = true;

	private @Nullable BiFunction<SSLSocket, List<String>, String> protocolSelector;

	/**
	 * Creates the parameters that a context has.
	 * @param context asked again for what is supported, so that a listening socket whose
	 * context was replaced does not keep the old one
	 * @param clientMode which side is played
	 */
	HandshakeParameters(Supplier<SslContext> context, boolean clientMode) {
		this.context = context;
		this.parameters = context.get().contextOffer().sharedParameters();
		this.clientMode = clientMode;
	}

	/** A copy for a socket that was accepted. */
	HandshakeParameters(SslContext context, HandshakeParameters listening) {
		this.context = context.itself();
		this.parameters = TlsParameters.copy(listening.parameters);
		this.own = true;
		this.clientMode = listening.clientMode;
		this.sessionCreation = listening.sessionCreation;
	}

	private HandshakeParameters(HandshakeParameters settled) {
		this.context = settled.context;
		this.parameters = settled.parameters;
		this.clientMode = settled.clientMode;
		this.sessionCreation = settled.sessionCreation;
		this.protocolSelector = settled.protocolSelector;
	}

	SSLParameters get() {
		return TlsParameters.copy(this.parameters);
	}

	/**
	 * Takes everything over.
	 * @throws UnsupportedOperationException if the engine cannot do what is asked for
	 * @throws IllegalArgumentException if it does not have what is named
	 */
	void set(SSLParameters parameters) {
		SSLParameters copy = TlsParameters.copy(parameters);
		if (copy.getCipherSuites() == null) {
			copy.setCipherSuites(this.parameters.getCipherSuites());
		}
		if (copy.getProtocols() == null) {
			copy.setProtocols(this.parameters.getProtocols());
		}
		requireSupported(copy.getCipherSuites(), supportedCipherSuites());
		requireSupported(copy.getProtocols(), supportedProtocols());
		require(copy);
		this.parameters = copy;
		this.own = true;
	}

	private SSLParameters own() {
		if (!this.own) {
			this.parameters = TlsParameters.copy(this.parameters);
			this.own = true;
		}
		return this.parameters;
	}

	/**
	 * Says that hands are shaken. What was set is kept to be asked for, once for all
	 * sockets of the context that set the same.
	 */
	HandshakeParameters settled() {
		this.settled = true;
		return hasCode() ? this : this.context.get().contextOffer().shared(this);
	}

	/**
	 * Whether there is code of the user's in here, which may lead to this very socket.
	 */
	private boolean hasCode() {
		SSLParameters usual = this.context.get().contextOffer().sharedParameters();
		return this.protocolSelector != null || this.parameters.getSNIMatchers() != null
				|| this.parameters.getAlgorithmConstraints() != usual.getAlgorithmConstraints();
	}

	/** These; or, once hands are shaken, a copy. */
	HandshakeParameters changeable() {
		return this.settled ? new HandshakeParameters(this) : this;
	}

	/** Whether nobody could tell the two apart, both settled. */
	static boolean alike(HandshakeParameters one, HandshakeParameters other) {
		return one.clientMode == other.clientMode && one.sessionCreation == other.sessionCreation
				&& one.protocolSelector == other.protocolSelector
				&& (one.parameters == other.parameters || TlsParameters.alike(one.parameters, other.parameters));
	}

	/** Equal for those that are alike. */
	int kind() {
		return Arrays.hashCode(this.parameters.getProtocols()) * 2 + (this.clientMode ? 1 : 0);
	}

	String[] supportedCipherSuites() {
		return this.context.get().supported().getCipherSuites();
	}

	String[] supportedProtocols() {
		return this.context.get().supported().getProtocols();
	}

	String[] cipherSuites() {
		return this.parameters.getCipherSuites();
	}

	void cipherSuites(String[] suites) {
		requireSupported(suites, supportedCipherSuites());
		SSLParameters copy = get();
		copy.setCipherSuites(suites);
		require(copy);
		own().setCipherSuites(suites);
	}

	/** Refuses what the engine would pass over, or find out in the handshake. */
	private void require(SSLParameters asked) {
		EngineContext engine = engine();
		AskedFeatures.by(asked, this.context.get().supported()).forEach(engine::require);
		engine.requireGroups(TlsParameters.namedGroups(asked));
	}

	private EngineContext engine() {
		return this.context.get().engineContext();
	}

	String[] protocols() {
		return this.parameters.getProtocols();
	}

	void protocols(String[] protocols) {
		requireSupported(protocols, supportedProtocols());
		own().setProtocols(protocols);
	}

	private static void requireSupported(String @Nullable [] wanted, String[] supported) {
		if (wanted == null) {
			throw new IllegalArgumentException("null; name at least one");
		}
		List<String> known = Arrays.asList(supported);
		for (String name : wanted) {
			if (!known.contains(name)) {
				throw new IllegalArgumentException("'" + name + "' is not supported. Supported: " + known);
			}
		}
	}

	boolean needClientAuth() {
		return this.parameters.getNeedClientAuth();
	}

	void needClientAuth(boolean need) {
		own().setNeedClientAuth(need);
	}

	boolean wantClientAuth() {
		return this.parameters.getWantClientAuth();
	}

	void wantClientAuth(boolean want) {
		own().setWantClientAuth(want);
	}

	boolean clientMode() {
		return this.clientMode;
	}

	void clientMode(boolean clientMode) {
		this.clientMode = clientMode;
	}

	boolean sessionCreation() {
		return this.sessionCreation;
	}

	void sessionCreation(boolean sessionCreation) {
		if (!sessionCreation) {
			engine().require(EngineFeature.SESSION_CREATION);
		}
		this.sessionCreation = sessionCreation;
	}

	@Nullable BiFunction<SSLSocket, List<String>, String> protocolSelector() {
		return this.protocolSelector;
	}

	void protocolSelector(@Nullable BiFunction<SSLSocket, List<String>, String> selector) {
		this.protocolSelector = selector;
	}

	HandshakeWishes wishes(SSLSocket socket) {
		@Nullable BiFunction<SSLSocket, List<String>, String> selector = this.protocolSelector;
		return new HandshakeWishes(get(), this.sessionCreation,
				(selector != null) ? (offered) -> selector.apply(socket, offered) : null);
	}

}

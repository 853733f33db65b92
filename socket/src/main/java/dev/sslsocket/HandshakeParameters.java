package dev.sslsocket;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.cipher.CipherNames;
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

	private SSLParameters parameters;

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
		this.parameters = context.get().parameters();
		this.clientMode = clientMode;
	}

	/** A copy for a socket that was accepted. */
	HandshakeParameters(SslContext context, HandshakeParameters listening) {
		this.context = () -> context;
		this.parameters = TlsParameters.copy(listening.parameters);
		this.clientMode = listening.clientMode;
		this.sessionCreation = listening.sessionCreation;
	}

	SSLParameters get() {
		return TlsParameters.copy(this.parameters);
	}

	/**
	 * Takes everything over.
	 * @throws UnsupportedOperationException if the engine cannot do what is asked for
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
		requireTls13(copy.getCipherSuites());
		if (copy.getAlgorithmConstraints() != null) {
			engine().require(EngineFeature.ALGORITHM_CONSTRAINTS);
		}
		this.parameters = copy;
	}

	String[] supportedCipherSuites() {
		return engine().supportedParameters().getCipherSuites();
	}

	String[] supportedProtocols() {
		return engine().supportedParameters().getProtocols();
	}

	String[] cipherSuites() {
		return this.parameters.getCipherSuites();
	}

	void cipherSuites(String[] suites) {
		requireSupported(suites, supportedCipherSuites());
		requireTls13(suites);
		this.parameters.setCipherSuites(suites);
	}

	/** All suites of TLS 1.3 or none of them, where the engine cannot choose. */
	private void requireTls13(String[] suites) {
		long asked = Stream.of(suites).filter(CipherNames::isTls13).distinct().count();
		long all = Stream.of(supportedCipherSuites()).filter(CipherNames::isTls13).count();
		if (asked != 0 && asked != all) {
			engine().require(EngineFeature.TLS13_SUITES);
		}
	}

	private EngineContext engine() {
		return this.context.get().engineContext();
	}

	String[] protocols() {
		return this.parameters.getProtocols();
	}

	void protocols(String[] protocols) {
		requireSupported(protocols, supportedProtocols());
		this.parameters.setProtocols(protocols);
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
		this.parameters.setNeedClientAuth(need);
	}

	boolean wantClientAuth() {
		return this.parameters.getWantClientAuth();
	}

	void wantClientAuth(boolean want) {
		this.parameters.setWantClientAuth(want);
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

package dev.sslsocket;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineProbe;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.engine.TlsParameters;

import org.jspecify.annotations.Nullable;

/**
 * What a context's connections may agree on, ready for engines. Immutable; safe for use
 * by many threads.
 */
final class ContextOffer {

	private final SSLParameters parameters;

	private final Shared<HandshakeParameters> settled = new Shared<>(HandshakeParameters::kind,
			HandshakeParameters::alike);

	private final OfferedSuites suites;

	private final AlpnPolicy alpn;

	private final @Nullable String sniHost;

	private final @Nullable DheGroup dheGroup;

	/**
	 * Creates the offer.
	 * @param parameters not changed by anybody from here on
	 * @param suites what was set about cipher suites
	 * @param sniHost the name that clients send; {@code null} for the host connected to
	 * @param dheGroup the only group of DHE; {@code null} for the engine's choice
	 */
	ContextOffer(SSLParameters parameters, OfferedSuites suites, AlpnPolicy alpn, @Nullable String sniHost,
			@Nullable DheGroup dheGroup) {
		this.parameters = parameters;
		this.suites = suites;
		this.alpn = alpn;
		this.sniHost = sniHost;
		this.dheGroup = dheGroup;
	}

	/** What JSSE has a place for; a copy. */
	SSLParameters parameters() {
		return TlsParameters.copy(this.parameters);
	}

	/** The same, not to be changed. */
	SSLParameters sharedParameters() {
		return this.parameters;
	}

	/** Finds one object for all sockets whose users have set the same. */
	HandshakeParameters shared(HandshakeParameters settled) {
		return this.settled.of(settled);
	}

	@Nullable String sniHost() {
		return this.sniHost;
	}

	/**
	 * Does what depends on the client, before a server's engine is created.
	 * @throws TlsFault if this client cannot be served
	 */
	void holdTo(SSLParameters parameters, @Nullable ClientHello hello) throws TlsFault {
		if (this.dheGroup != null) {
			this.dheGroup.holdTo(parameters, hello);
		}
	}

	/**
	 * Returns who chooses the application protocol of a server in our way.
	 * @param parameters of this connection, which may have protocols of its own
	 * @return the selector; {@code null} where there is nothing to choose from
	 */
	@Nullable Function<List<String>, @Nullable String> protocolSelector(SSLParameters parameters) {
		List<String> ours = List.of(parameters.getApplicationProtocols());
		return ours.isEmpty() ? null : (offered) -> this.alpn.choose(ours, offered);
	}

	/** Does the same to an engine of the JDK, whose protocols may still change. */
	void chooseProtocol(SSLEngine engine) {
		engine.setHandshakeApplicationProtocolSelector((asked, offered) -> this.alpn
			.choose(List.of(asked.getSSLParameters().getApplicationProtocols()), offered));
	}

	/** Tells whoever has the log what is no error and yet not as it was meant. */
	void log(String contextName, EngineContext engine) {
		this.suites.log(contextName, engine, List.of(this.parameters.getProtocols()));
	}

	/** The suites that were set, an empty text where none were. */
	String restrictedSuites() {
		return this.suites.restriction(this.parameters.getCipherSuites());
	}

	TlsOffer describe(EngineContext engine) {
		EngineProbe probe = engine.probe();
		SslCiphers ciphers = new SslCiphers(List.of(this.parameters.getCipherSuites()),
				this.parameters.getUseCipherSuitesOrder(), this.suites.explain(engine));
		return new TlsOffer(List.of(this.parameters.getProtocols()), ciphers, probe.groups(this.parameters),
				probe.signatures(this.parameters), List.of(this.parameters.getApplicationProtocols()),
				this.alpn.preference(), this.alpn.mismatch(), Optional.ofNullable(this.sniHost));
	}

}

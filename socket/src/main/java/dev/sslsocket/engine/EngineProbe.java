package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Finds out what engines would really do, by an engine that is thrown away. What
 * {@code getSupportedSSLParameters} lists may be disabled by the JVM's policy, and what
 * an engine does not know of groups and signature schemes it drops without a word: its
 * ClientHello tells. Nothing is left behind: an engine without a peer's name has no
 * session to look for, and nothing is ever sent. Safe for use by many threads.
 */
public final class EngineProbe {

	/** Makes an engine that nobody talks to. */
	@FunctionalInterface
	interface Opener {

		EngineSession open(boolean client, SSLParameters parameters);

	}

	private final EngineContext context;

	private final Opener opener;

	EngineProbe(EngineContext context, Opener opener) {
		this.context = context;
		this.opener = opener;
	}

	/**
	 * Returns whether a version can be spoken, whatever it is listed as.
	 * @param protocol JSSE's name
	 */
	public boolean speaks(String protocol) {
		SSLParameters parameters = this.context.supportedParameters();
		if (!List.of(parameters.getProtocols()).contains(protocol)) {
			return false;
		}
		parameters.setProtocols(new String[] { protocol });
		return begins(parameters);
	}

	/**
	 * Returns whose engines these are, for messages.
	 * @return such as {@code this JDK (25.0.3)}
	 */
	public String implementation() {
		return this.context.implementation();
	}

	/** Returns whether the engines have something that not every one has. */
	public boolean can(EngineFeature feature) {
		return this.context.can(feature);
	}

	/**
	 * Returns whether the JVM's policy disables a group that is not offered.
	 * @see EngineContext#disables(NamedGroup)
	 */
	public boolean disables(NamedGroup group) {
		return this.context.disables(group);
	}

	/**
	 * Returns whether any handshake is possible by these parameters.
	 * @param parameters versions and suites
	 */
	public boolean begins(SSLParameters parameters) {
		try {
			// A server's beginning is enough, and makes no keys.
			EngineSession session = this.opener.open(false, parameters);
			try {
				session.engine().beginHandshake();
				return true;
			}
			finally {
				session.release();
			}
		}
		catch (SSLException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Returns whether a client would offer a group by these versions.
	 * @param group the group
	 * @param protocols JSSE's names
	 */
	public boolean offers(NamedGroup group, String... protocols) {
		for (String protocol : protocols) {
			// By one version at a time, which need not be the one that makes key shares.
			SSLParameters parameters = this.context.defaultParameters();
			parameters.setProtocols(new String[] { protocol });
			TlsParameters.namedGroups(parameters, List.of(group.toString()));
			if (hello(parameters).filter((hello) -> hello.groups().contains(group.number())).isPresent()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether a client would offer a signature scheme by these versions.
	 * @param scheme the scheme
	 * @param protocols JSSE's names
	 */
	public boolean offers(SignatureAlgorithm scheme, String... protocols) {
		SSLParameters parameters = this.context.defaultParameters();
		parameters.setProtocols(protocols);
		TlsParameters.signatureSchemes(parameters, List.of(scheme.toString()));
		return hello(parameters).filter((hello) -> hello.signatures().contains(scheme.number())).isPresent();
	}

	/**
	 * Returns the names of the groups that a client offers by these parameters.
	 * @return in order of preference; empty where no handshake is possible
	 */
	public List<String> groups(SSLParameters parameters) {
		return hello(parameters).map((hello) -> hello.groups().stream().map(NamedGroup::text).toList())
			.orElse(List.of());
	}

	/** The signature schemes that a client offers by these parameters, by number. */
	Set<Integer> schemes(SSLParameters parameters) {
		return hello(parameters).map((hello) -> Set.copyOf(hello.signatures())).orElse(Set.of());
	}

	/**
	 * Returns the names of the signature schemes that a client offers by these
	 * parameters.
	 * @return in order of preference; empty where no handshake is possible
	 */
	public List<String> signatures(SSLParameters parameters) {
		return hello(parameters).map((hello) -> hello.signatures().stream().map(SignatureAlgorithm::text).toList())
			.orElse(List.of());
	}

	private Optional<ClientHello> hello(SSLParameters parameters) {
		try {
			EngineSession session = this.opener.open(true, parameters);
			try {
				return hello(session.engine());
			}
			finally {
				session.release();
			}
		}
		catch (SSLException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Lets a client's engine begin, and reads what it says. */
	static Optional<ClientHello> hello(SSLEngine engine) throws SSLException {
		ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), record);
		Preface preface = Preface.ofClient(record.array(), 0, record.position());
		return (preface instanceof Preface.Hello hello) ? Optional.of(hello.hello()) : Optional.empty();
	}

}

package dev.sslsocket.engine;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * The engines of one context: its sessions and its buffers. Safe for use by many threads.
 */
public sealed interface EngineContext permits JdkEngineContext, OpenSslEngineContext {

	/** In place of a slot: nothing is resumed. */
	int NO_SLOT = -1;

	/**
	 * Opens a context that shares the buffers with this one and no session.
	 * @param settings what its engines share
	 * @return the context
	 */
	EngineContext sibling(EngineSettings settings);

	/**
	 * Returns whose engines these are, for messages.
	 * @return such as {@code this JDK (25.0.3)}
	 */
	String implementation();

	/**
	 * Returns whether the engines have something that not every one has.
	 */
	boolean can(EngineFeature feature);

	/**
	 * Refuses what the engines do not have, before anything is done.
	 * @throws UnsupportedOperationException if they do not have it
	 */
	default void require(EngineFeature feature) {
		if (!can(feature)) {
			throw new UnsupportedOperationException(
					"the engine of this context has no " + feature + " (ssl.engine): take engine: jdk");
		}
	}

	/**
	 * Refuses key exchange groups that the engines do not have, before anything is done.
	 * The JDK's pass over names that they do not know, as {@link SSLParameters} says, and
	 * refuse none.
	 * @param groups JSSE's names; empty for the engine's own
	 * @throws IllegalArgumentException if one is not there
	 */
	default void requireGroups(List<String> groups) {
	}

	/**
	 * Returns who finds out what the engines would really do.
	 */
	EngineProbe probe();

	/**
	 * Returns what is enabled where nobody says anything.
	 * @return a copy
	 */
	SSLParameters defaultParameters();

	/**
	 * Returns what the engines can do.
	 * @return a copy
	 */
	SSLParameters supportedParameters();

	/**
	 * Finds out which suites the engines have and do not support all the same: the JVM's
	 * security property {@code jdk.tls.disabledAlgorithms} disables them.
	 * @param suites IANA's names
	 * @return those of them that the property disables
	 */
	List<String> disabledCipherSuites(Collection<String> suites);

	/**
	 * Returns whether the JVM's security property {@code jdk.tls.disabledAlgorithms}
	 * disables a group that the engines would have, as far as that can be told.
	 */
	default boolean disables(NamedGroup group) {
		return GroupPolicy.names(group);
	}

	/**
	 * Creates the client side of a connection.
	 * @param peer a name for the session cache, part of the session's key; not what is
	 * verified
	 * @param slot the other part of the key: connections share sessions only where both
	 * are equal. With {@link #NO_SLOT} nothing is resumed
	 * @param request what this connection asks for
	 * @return the engine; its owner calls {@link TlsEngine#handshakeOver()} when the
	 * handshake is over, and releases both sides at last
	 */
	TlsEngine client(String peer, int slot, EngineRequest request);

	/**
	 * Creates the server side of a connection.
	 * @param hello what the client asks for, where that is known
	 * @param request what this connection asks for
	 * @return the engine; its owner calls {@link TlsEngine#handshakeOver()} when the
	 * handshake is over, and releases both sides at last
	 * @throws TlsFault if this client cannot be served
	 */
	TlsEngine server(@Nullable ClientHello hello, EngineRequest request) throws TlsFault;

	/**
	 * Returns a context of the JDK's own, to be initialised.
	 * @throws GeneralSecurityException if this JVM has no TLS
	 */
	static SSLContext jsse() throws GeneralSecurityException {
		// By name, so that a provider somebody put first in the JVM does not become our
		// engine.
		@Nullable Provider jdk = Security.getProvider("SunJSSE");
		return (jdk != null) ? SSLContext.getInstance("TLS", jdk) : SSLContext.getInstance("TLS");
	}

}

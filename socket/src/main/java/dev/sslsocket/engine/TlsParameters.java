package dev.sslsocket.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Copies {@link SSLParameters}, which are mutable and have no copy method. The properties
 * that came after JDK 17 are reached by {@link LateProperty}.
 */
public final class TlsParameters {

	/** From JDK 20. */
	private static final LateProperty NAMED_GROUPS = LateProperty.named("NamedGroups");

	/** From JDK 19. */
	private static final LateProperty SIGNATURE_SCHEMES = LateProperty.named("SignatureSchemes");

	private TlsParameters() {
	}

	/**
	 * Copies all properties.
	 * @param from what to copy
	 * @return a copy that shares nothing mutable
	 */
	public static SSLParameters copy(SSLParameters from) {
		SSLParameters to = empty(from);
		if (from.getNeedClientAuth()) {
			to.setNeedClientAuth(true);
		}
		else {
			to.setWantClientAuth(from.getWantClientAuth());
		}
		to.setAlgorithmConstraints(from.getAlgorithmConstraints());
		to.setEndpointIdentificationAlgorithm(from.getEndpointIdentificationAlgorithm());
		if (from.getServerNames() != null) {
			to.setServerNames(from.getServerNames());
		}
		if (from.getSNIMatchers() != null) {
			to.setSNIMatchers(from.getSNIMatchers());
		}
		to.setUseCipherSuitesOrder(from.getUseCipherSuitesOrder());
		to.setEnableRetransmissions(from.getEnableRetransmissions());
		to.setMaximumPacketSize(from.getMaximumPacketSize());
		to.setApplicationProtocols(from.getApplicationProtocols());
		NAMED_GROUPS.copy(from, to);
		SIGNATURE_SCHEMES.copy(from, to);
		return to;
	}

	private static SSLParameters empty(SSLParameters like) {
		if (like instanceof GroupedParameters grouped) {
			GroupedParameters copy = new GroupedParameters(like.getCipherSuites(), like.getProtocols());
			copy.groups(grouped.groups());
			return copy;
		}
		return new SSLParameters(like.getCipherSuites(), like.getProtocols());
	}

	/**
	 * Says what a connection may agree on: versions, suites and, where the JDK can be
	 * told, groups and signatures.
	 * @param parameters what is offered
	 * @return four lists, {@code null} for what is left to the JDK; equal where the offer
	 * is
	 */
	public static List<@Nullable List<String>> negotiable(SSLParameters parameters) {
		return Arrays.asList(list(parameters.getProtocols()), list(parameters.getCipherSuites()),
				namedGroups(parameters), list(SIGNATURE_SCHEMES.get(parameters)));
	}

	private static @Nullable List<String> list(String @Nullable [] names) {
		return (names != null) ? List.of(names) : null;
	}

	/**
	 * Copies what an engine is to know. The name check is ours: JSSE's accepts a common
	 * name and wildcards within a label.
	 */
	static SSLParameters forEngine(SSLParameters parameters) {
		SSLParameters to = copy(parameters);
		to.setEndpointIdentificationAlgorithm(null);
		return to;
	}

	/** The same for an engine whose groups are its context's. */
	static SSLParameters forEngineWithGroups(SSLParameters parameters) {
		SSLParameters to = forEngine(parameters);
		if (takeNamedGroups()) {
			NAMED_GROUPS.set(to, null);
		}
		return to;
	}

	/**
	 * Tells a JSSE engine what it is to know. What it does by itself it is not told: it
	 * would keep a copy, where its own lists are shared by all engines.
	 */
	static void configure(SSLEngine engine, SSLParameters parameters) {
		SSLParameters own = engine.getSSLParameters();
		SSLParameters to = forEngine(parameters);
		if (Arrays.equals(own.getCipherSuites(), to.getCipherSuites())) {
			to.setCipherSuites(null);
		}
		if (Arrays.equals(own.getProtocols(), to.getProtocols())) {
			to.setProtocols(null);
		}
		leaveOut(NAMED_GROUPS, to, own);
		leaveOut(SIGNATURE_SCHEMES, to, own);
		engine.setSSLParameters(to);
	}

	private static void leaveOut(LateProperty property, SSLParameters to, SSLParameters own) {
		String @Nullable [] wanted = property.get(to);
		if (wanted != null && Arrays.equals(wanted, property.get(own))) {
			property.set(to, null);
		}
	}

	/**
	 * Compares all properties.
	 * @return whether there is no telling the two apart; false where that cannot be known
	 */
	public static boolean alike(SSLParameters one, SSLParameters other) {
		return one.getNeedClientAuth() == other.getNeedClientAuth()
				&& one.getWantClientAuth() == other.getWantClientAuth()
				&& one.getAlgorithmConstraints() == other.getAlgorithmConstraints()
				&& Objects.equals(one.getEndpointIdentificationAlgorithm(), other.getEndpointIdentificationAlgorithm())
				&& Objects.equals(one.getServerNames(), other.getServerNames())
				&& Objects.equals(one.getSNIMatchers(), other.getSNIMatchers())
				&& one.getUseCipherSuitesOrder() == other.getUseCipherSuitesOrder()
				&& one.getEnableRetransmissions() == other.getEnableRetransmissions()
				&& one.getMaximumPacketSize() == other.getMaximumPacketSize()
				&& Arrays.equals(one.getApplicationProtocols(), other.getApplicationProtocols())
				&& negotiable(one).equals(negotiable(other));
	}

	/** Whether this JDK lets a connection have groups of its own. */
	public static boolean takeNamedGroups() {
		return NAMED_GROUPS.exists();
	}

	/** Whether this JDK lets a connection have signature schemes of its own. */
	public static boolean takeSignatureSchemes() {
		return SIGNATURE_SCHEMES.exists();
	}

	/**
	 * Sets the key exchange groups.
	 * @param names JSSE's names, each once
	 */
	public static void namedGroups(SSLParameters parameters, List<String> names) {
		if (!takeNamedGroups() && parameters instanceof GroupedParameters grouped) {
			grouped.groups(names);
		}
		else {
			NAMED_GROUPS.set(parameters, names.toArray(String[]::new));
		}
	}

	/**
	 * Returns the key exchange groups that an engine of ours is to have, on any JDK.
	 * @return JSSE's names; empty for the engine's own
	 */
	public static List<String> namedGroups(SSLParameters parameters) {
		@Nullable List<String> set = list(NAMED_GROUPS.get(parameters));
		return (set != null) ? set : grouped(parameters);
	}

	private static List<String> grouped(SSLParameters parameters) {
		return (parameters instanceof GroupedParameters grouped) ? grouped.groups() : List.of();
	}

	/** Whether signature schemes are set, and not left to the engine. */
	public static boolean haveSignatureSchemes(SSLParameters parameters) {
		return SIGNATURE_SCHEMES.get(parameters) != null;
	}

	/**
	 * Sets the signature schemes.
	 * @param names JSSE's names, each once
	 */
	public static void signatureSchemes(SSLParameters parameters, List<String> names) {
		SIGNATURE_SCHEMES.set(parameters, names.toArray(String[]::new));
	}

}

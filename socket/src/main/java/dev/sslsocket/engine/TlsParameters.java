package dev.sslsocket.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Copies {@link SSLParameters}, which are mutable and have no copy method. The properties
 * that came after JDK 17 are reached by reflection, here and nowhere else.
 */
public final class TlsParameters {

	/** From JDK 20. */
	private static final String NAMED_GROUPS = "NamedGroups";

	/** From JDK 19. */
	private static final String SIGNATURE_SCHEMES = "SignatureSchemes";

	private static final String[] SINCE_17 = { NAMED_GROUPS, SIGNATURE_SCHEMES };

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
		for (String property : SINCE_17) {
			copySince17(property, from, to);
		}
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
	 * @return text that is equal where they are
	 */
	public static String negotiable(SSLParameters parameters) {
		StringBuilder text = new StringBuilder(Arrays.toString(parameters.getProtocols()))
			.append(Arrays.toString(parameters.getCipherSuites()));
		for (String property : SINCE_17) {
			text.append(Arrays.toString(since17(property, parameters)));
		}
		return text.append(grouped(parameters)).toString();
	}

	/**
	 * Copies what the engine is to know. The name check is ours: JSSE's accepts a common
	 * name and wildcards within a label.
	 */
	static SSLParameters forEngine(SSLParameters from) {
		SSLParameters to = copy(from);
		to.setEndpointIdentificationAlgorithm(null);
		return to;
	}

	/** Whether this JDK lets a connection have groups of its own. */
	public static boolean takeNamedGroups() {
		return take(NAMED_GROUPS);
	}

	/** Whether this JDK lets a connection have signature schemes of its own. */
	public static boolean takeSignatureSchemes() {
		return take(SIGNATURE_SCHEMES);
	}

	/**
	 * Sets the key exchange groups.
	 * @param names JSSE's names, each once
	 */
	public static void namedGroups(SSLParameters parameters, List<String> names) {
		if (parameters instanceof GroupedParameters grouped) {
			grouped.groups(names);
		}
		else {
			set(NAMED_GROUPS, parameters, names.toArray(String[]::new));
		}
	}

	/**
	 * Returns the key exchange groups that an engine of ours is to have, on any JDK.
	 * @return JSSE's names; empty for the engine's own
	 */
	static List<String> namedGroups(SSLParameters parameters) {
		String @Nullable [] set = since17(NAMED_GROUPS, parameters);
		return (set != null) ? List.of(set) : grouped(parameters);
	}

	private static List<String> grouped(SSLParameters parameters) {
		return (parameters instanceof GroupedParameters grouped) ? grouped.groups() : List.of();
	}

	/**
	 * Sets the signature schemes.
	 * @param names JSSE's names, each once
	 */
	public static void signatureSchemes(SSLParameters parameters, List<String> names) {
		set(SIGNATURE_SCHEMES, parameters, names.toArray(String[]::new));
	}

	private static boolean take(String property) {
		try {
			SSLParameters.class.getMethod("set" + property, String[].class);
			return true;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	private static void set(String property, SSLParameters parameters, String[] names) {
		try {
			SSLParameters.class.getMethod("set" + property, String[].class).invoke(parameters, (Object) names);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("SSLParameters." + property + " cannot be set", ex);
		}
	}

	private static void copySince17(String property, SSLParameters from, SSLParameters to) {
		try {
			Method getter = SSLParameters.class.getMethod("get" + property);
			@Nullable Object value = getter.invoke(from);
			SSLParameters.class.getMethod("set" + property, String[].class).invoke(to, value);
		}
		catch (NoSuchMethodException ex) {
			// A JDK that has no such property has nothing to copy.
			return;
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("SSLParameters." + property + " cannot be copied", ex);
		}
	}

	private static String @Nullable [] since17(String property, SSLParameters from) {
		try {
			return (String[]) SSLParameters.class.getMethod("get" + property).invoke(from);
		}
		catch (NoSuchMethodException ex) {
			// A JDK that has no such property offers what it likes, always the same.
			return null;
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException("SSLParameters." + property + " cannot be read", ex);
		}
	}

}

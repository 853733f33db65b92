package dev.sslsocket.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
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
		SSLParameters to = new SSLParameters(from.getCipherSuites(), from.getProtocols());
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
		return text.toString();
	}

	/**
	 * Tells an engine what it is to know. The name check is ours: JSSE's accepts a common
	 * name and wildcards within a label. What the engine does by itself it is not told:
	 * it would keep a copy, where its own lists are shared by all engines.
	 */
	static void configure(SSLEngine engine, SSLParameters parameters) {
		SSLParameters own = engine.getSSLParameters();
		SSLParameters to = copy(parameters);
		to.setEndpointIdentificationAlgorithm(null);
		if (Arrays.equals(own.getCipherSuites(), to.getCipherSuites())) {
			to.setCipherSuites(null);
		}
		if (Arrays.equals(own.getProtocols(), to.getProtocols())) {
			to.setProtocols(null);
		}
		for (String property : SINCE_17) {
			String @Nullable [] wanted = since17(property, to);
			if (wanted != null && Arrays.equals(wanted, since17(property, own))) {
				set(property, to, null);
			}
		}
		engine.setSSLParameters(to);
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
		set(NAMED_GROUPS, parameters, names.toArray(String[]::new));
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

	private static void set(String property, SSLParameters parameters, String @Nullable [] names) {
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

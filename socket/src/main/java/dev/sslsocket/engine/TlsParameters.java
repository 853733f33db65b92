package dev.sslsocket.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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

}

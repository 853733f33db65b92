package dev.sslsocket.cipher;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an engine can do of a cipher list, and what becomes of the rest. Immutable; safe
 * for use by many threads.
 */
final class CipherSelection {

	private final CipherList list;

	/** The engine's own spelling, by IANA's. */
	private final Map<String, String> supported = new HashMap<>();

	private final Set<String> disabled = new HashSet<>();

	CipherSelection(CipherList list, Collection<String> supported, Collection<String> disabled) {
		this.list = list;
		supported.forEach((suite) -> this.supported.put(CipherNames.modern(suite), suite));
		disabled.forEach((suite) -> this.disabled.add(CipherNames.modern(suite)));
	}

	/** The selected suites as the engine spells them, the preferred first. */
	List<String> names() {
		return selected().stream().map((suite) -> this.supported.get(suite.iana())).toList();
	}

	List<CipherSuite> selected() {
		return meant(this::isUsable);
	}

	/** Whether a suite is selected if it is meant. */
	boolean isUsable(CipherSuite suite) {
		return isOffered(suite) && isSupported(suite);
	}

	private List<CipherSuite> meant(Predicate<CipherSuite> which) {
		return this.list.meant().stream().filter(which).toList();
	}

	private boolean isSupported(CipherSuite suite) {
		return this.supported.containsKey(suite.iana());
	}

	private boolean isOffered(CipherSuite suite) {
		return !isUnnamed(suite) && this.list.level().permits(suite);
	}

	private boolean isUnnamed(CipherSuite suite) {
		return this.list.unnamed().contains(suite);
	}

	/** What is meant and yet not selected, by reason. */
	Map<String, List<CipherSuite>> leftOut() {
		Map<String, List<CipherSuite>> leftOut = new LinkedHashMap<>();
		put(leftOut, "no authentication or no encryption, so only by aNULL, eNULL or their own names", this::isUnnamed);
		put(leftOut, "below " + this.list.level() + ", to be lowered by @SECLEVEL",
				(suite) -> !isUnnamed(suite) && !this.list.level().permits(suite));
		put(leftOut, "disabled by the security property jdk.tls.disabledAlgorithms",
				(suite) -> isOffered(suite) && !isSupported(suite) && this.disabled.contains(suite.iana()));
		put(leftOut, "not in the JDK's TLS engine",
				(suite) -> isOffered(suite) && !isSupported(suite) && !this.disabled.contains(suite.iana()));
		return leftOut;
	}

	private void put(Map<String, List<CipherSuite>> leftOut, String reason, Predicate<CipherSuite> which) {
		List<CipherSuite> suites = meant(which);
		if (!suites.isEmpty()) {
			leftOut.put(reason, suites);
		}
	}

}

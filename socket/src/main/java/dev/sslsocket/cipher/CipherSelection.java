package dev.sslsocket.cipher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an engine can do of a cipher list, and what becomes of the rest. Immutable; safe
 * for use by many threads.
 */
final class CipherSelection {

	private static final int WIDTH = 100;

	private static final String NL = "\n";

	private final CipherList list;

	/** The engine's own spelling, by IANA's. */
	private final Map<String, String> supported = new HashMap<>();

	private final Set<String> disabled = new HashSet<>();

	CipherSelection(CipherList list, Collection<String> supported, Collection<String> disabled) {
		this.list = list;
		supported.forEach((suite) -> this.supported.put(CipherNames.modern(suite), suite));
		disabled.forEach((suite) -> this.disabled.add(CipherNames.modern(suite)));
	}

	List<String> names() {
		return selected().stream().map((suite) -> this.supported.get(suite.iana())).toList();
	}

	private List<CipherSuite> selected() {
		return meant((suite) -> isOffered(suite) && isSupported(suite));
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

	/** Why there is nothing. */
	String refusal() {
		List<String> reasons = new ArrayList<>();
		leftOut().forEach((reason, suites) -> reasons.add(brief(suites) + ": " + reason));
		if (this.list.steps().isEmpty()) {
			reasons.add("it is empty: leave it out for the JDK's suites");
		}
		if (reasons.isEmpty()) {
			reasons.addAll(this.list.warnings());
		}
		String why = reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
		return "names no suite that can be used" + why + "." + NL + explain();
	}

	/** What is meant and yet not selected, by reason. */
	private Map<String, List<CipherSuite>> leftOut() {
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

	String explain() {
		StringBuilder text = new StringBuilder();
		this.list.steps().forEach((step) -> paragraph(text, step.rule().text(), says(step)));
		paragraph(text, "selected", selected().isEmpty() ? "nothing" : names(selected()));
		leftOut().forEach((reason, suites) -> paragraph(text, "left out, " + reason, names(suites)));
		return text.toString().stripTrailing();
	}

	private String says(CipherStep step) {
		CipherRule rule = step.rule();
		if (!rule.problem().isEmpty()) {
			return "nothing: " + rule.problem();
		}
		return switch (rule.action()) {
			case SORT -> "sorts by the bits of the cipher";
			case LEVEL -> "sets the security level";
			case ADD -> does("adds", step.suites());
			case MOVE -> does("moves to the end", step.suites());
			case REMOVE -> does("takes out", step.suites());
			case KILL -> does("takes out for good", step.suites());
		};
	}

	private String does(String verb, List<CipherSuite> suites) {
		return suites.isEmpty() ? "changes nothing" : verb + " " + reachable(suites);
	}

	private String reachable(List<CipherSuite> suites) {
		List<CipherSuite> reachable = suites.stream()
			.filter((suite) -> isOffered(suite) && isSupported(suite))
			.toList();
		int others = suites.size() - reachable.size();
		String unreachable = others + " that cannot be used";
		if (reachable.isEmpty()) {
			return unreachable;
		}
		return names(reachable) + ((others == 0) ? "" : ", and " + unreachable);
	}

	private static String names(List<CipherSuite> suites) {
		return suites.stream().map(CipherSuite::openSsl).collect(Collectors.joining(", "));
	}

	private static String brief(List<CipherSuite> suites) {
		return (suites.size() <= 4) ? names(suites)
				: names(suites.subList(0, 3)) + " and " + (suites.size() - 3) + " more";
	}

	/** A line, and more of them further to the right where it would be long. */
	private static void paragraph(StringBuilder text, String head, String body) {
		StringBuilder line = new StringBuilder(head + ":");
		for (String word : body.split(" ")) {
			if (line.length() + 1 + word.length() > WIDTH) {
				text.append(line).append(NL);
				line = new StringBuilder("   ");
			}
			line.append(' ').append(word);
		}
		text.append(line).append(NL);
	}

}

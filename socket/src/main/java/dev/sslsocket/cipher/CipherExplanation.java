package dev.sslsocket.cipher;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what becomes of a cipher list. Immutable; safe for use by many threads.
 *
 * @param list the list
 * @param selection what an engine can do of it
 */
record CipherExplanation(CipherList list, CipherSelection selection) {

	private static final int WIDTH = 100;

	private static final String NL = "\n";

	/** What happens, word by word. */
	String text() {
		StringBuilder text = new StringBuilder();
		this.list.steps().forEach((step) -> paragraph(text, step.rule().text(), says(step)));
		List<CipherSuite> selected = this.selection.selected();
		paragraph(text, "selected", selected.isEmpty() ? "nothing" : names(selected));
		this.selection.leftOut().forEach((reason, suites) -> paragraph(text, "left out, " + reason, names(suites)));
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
			case KILL -> step.suites().isEmpty() ? "keeps out for good" : does("takes out for good", step.suites());
		};
	}

	private String does(String verb, List<CipherSuite> suites) {
		return suites.isEmpty() ? "changes nothing" : verb + " " + reachable(suites);
	}

	private String reachable(List<CipherSuite> suites) {
		List<CipherSuite> reachable = suites.stream().filter(this.selection::isUsable).toList();
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

	/** Why nothing is selected. */
	String refusal() {
		List<String> reasons = new ArrayList<>();
		this.selection.leftOut().forEach((reason, suites) -> reasons.add(brief(suites) + ": " + reason));
		if (this.list.steps().isEmpty()) {
			reasons.add("it is empty: leave it out for the JDK's suites");
		}
		if (reasons.isEmpty()) {
			reasons.addAll(this.list.warnings());
		}
		String why = reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
		return "names no suite that can be used" + why + "." + NL + text();
	}

}

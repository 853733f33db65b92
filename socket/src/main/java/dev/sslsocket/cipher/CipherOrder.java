package dev.sslsocket.cipher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.sslsocket.cipher.CipherRule.Action;

/**
 * The suites in the order that a cipher list gives them, step by step. Not thread-safe.
 */
final class CipherOrder {

	/**
	 * Every suite that was not killed. The order of those that are not selected counts
	 * too: it is the order in which they would be added.
	 */
	private final List<CipherSuite> order = new ArrayList<>(SuiteTable.ordered());

	private final Set<CipherSuite> selected = new HashSet<>();

	private final Map<CipherSuite, Set<Trait>> named = new LinkedHashMap<>();

	/**
	 * Takes a step.
	 * @return the selected suites that it was about, those it has added included
	 */
	List<CipherSuite> apply(CipherRule rule) {
		if (rule.action() == Action.SORT) {
			sort();
			return List.of();
		}
		SuitePattern pattern = rule.pattern();
		if (pattern == null) {
			return List.of();
		}
		return switch (rule.action()) {
			case ADD -> add(pattern);
			case MOVE -> move((suite) -> this.selected.contains(suite) && pattern.matches(suite));
			case REMOVE -> remove(pattern);
			case KILL -> kill(pattern);
			case SORT, LEVEL -> List.of();
		};
	}

	private List<CipherSuite> add(SuitePattern pattern) {
		this.order.stream()
			.filter(pattern::matches)
			.forEach((suite) -> this.named.computeIfAbsent(suite, (key) -> EnumSet.noneOf(Trait.class))
				.addAll(pattern.naming()));
		List<CipherSuite> added = move((suite) -> !this.selected.contains(suite) && pattern.matches(suite));
		this.selected.addAll(added);
		return added;
	}

	private List<CipherSuite> move(Predicate<CipherSuite> which) {
		List<CipherSuite> moved = this.order.stream().filter(which).toList();
		this.order.removeIf(which);
		this.order.addAll(moved);
		return moved;
	}

	/** What was removed is the first to come back. */
	private List<CipherSuite> remove(SuitePattern pattern) {
		Predicate<CipherSuite> which = (suite) -> this.selected.contains(suite) && pattern.matches(suite);
		List<CipherSuite> removed = this.order.stream().filter(which).toList();
		this.order.removeIf(which);
		this.order.addAll(0, removed);
		removed.forEach(this.selected::remove);
		return removed;
	}

	private List<CipherSuite> kill(SuitePattern pattern) {
		List<CipherSuite> killed = this.order.stream()
			.filter((suite) -> this.selected.contains(suite) && pattern.matches(suite))
			.toList();
		this.order.removeIf(pattern::matches);
		killed.forEach(this.selected::remove);
		return killed;
	}

	private void sort() {
		List<CipherSuite> sorted = this.order.stream()
			.filter(this.selected::contains)
			.sorted(Comparator.comparingInt(CipherSuite::bits).reversed())
			.toList();
		this.order.removeIf(this.selected::contains);
		this.order.addAll(sorted);
	}

	/** What is selected, the preferred first. */
	List<CipherSuite> selected() {
		return this.order.stream().filter(this.selected::contains).toList();
	}

	/** Whether what is weak about a suite was asked for by name. */
	boolean isNamed(CipherSuite suite) {
		return this.named.getOrDefault(suite, Set.of()).containsAll(suite.weaknesses());
	}

}

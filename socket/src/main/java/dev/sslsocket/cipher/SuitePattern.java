package dev.sslsocket.cipher;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.sslsocket.cipher.Trait.Kind;

import org.jspecify.annotations.Nullable;

/**
 * Which suites a word of a cipher list means, or several joined by {@code +}. Immutable;
 * safe for use by many threads.
 *
 * @param wanted of each kind the traits one of which a suite must have; a kind that is
 * absent is not looked at
 * @param suite the one suite meant, {@code null} for all that fit
 * @param naming which of aNULL and eNULL are asked for by name
 */
record SuitePattern(Map<Kind, Set<Trait>> wanted, @Nullable CipherSuite suite, Set<Trait> naming) {

	/** One of these traits. */
	static SuitePattern of(Trait... traits) {
		Map<Kind, Set<Trait>> wanted = new EnumMap<>(Kind.class);
		Arrays.stream(traits)
			.forEach((trait) -> wanted.computeIfAbsent(trait.kind(), (kind) -> EnumSet.noneOf(Trait.class)).add(trait));
		return new SuitePattern(wanted, null, EnumSet.noneOf(Trait.class));
	}

	/** Any trait of a kind but this one. */
	static SuitePattern not(Trait unwanted) {
		return of(Arrays.stream(Trait.values())
			.filter((trait) -> trait.kind() == unwanted.kind() && trait != unwanted)
			.toArray(Trait[]::new));
	}

	/**
	 * One suite. As in OpenSSL its version is no part of the pattern, and joined with a
	 * further word it stands for what it is made of.
	 */
	static SuitePattern of(CipherSuite suite) {
		SuitePattern pattern = of(
				suite.traits().stream().filter((trait) -> trait.kind() != Kind.VERSION).toArray(Trait[]::new));
		return new SuitePattern(pattern.wanted, suite, suite.weaknesses());
	}

	/** The same, asking by name for suites without authentication or encryption. */
	SuitePattern naming(Trait weakness) {
		return new SuitePattern(this.wanted, this.suite, EnumSet.of(weakness));
	}

	/**
	 * Joins two words.
	 * @return what both mean, or nothing where they exclude each other
	 */
	Optional<SuitePattern> and(SuitePattern next) {
		Map<Kind, Set<Trait>> both = new EnumMap<>(this.wanted);
		for (Map.Entry<Kind, Set<Trait>> asked : next.wanted.entrySet()) {
			Set<Trait> traits = EnumSet.copyOf(asked.getValue());
			traits.retainAll(both.getOrDefault(asked.getKey(), asked.getValue()));
			if (traits.isEmpty()) {
				return Optional.empty();
			}
			both.put(asked.getKey(), traits);
		}
		Set<Trait> naming = EnumSet.copyOf(this.naming);
		naming.addAll(next.naming);
		return Optional.of(new SuitePattern(both, next.suite, naming));
	}

	boolean matches(CipherSuite candidate) {
		return (this.suite == null || this.suite == candidate)
				&& this.wanted.values().stream().allMatch((traits) -> traits.stream().anyMatch(candidate::has));
	}

}

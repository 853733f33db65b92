package dev.sslsocket.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds what somebody may have meant, by Damerau-Levenshtein distance: for messages about
 * a context or a setting that does not exist. Stateless; safe for use by many threads.
 */
public final class NearestName {

	private NearestName() {
	}

	/**
	 * Returns the candidate that is most like a name.
	 * @param name what was written
	 * @param candidates what there is
	 * @return the nearest, the first of several; empty when none is within a third of the
	 * name's length
	 */
	public static Optional<String> of(String name, Collection<String> candidates) {
		int tolerated = Math.max(1, name.length() / 3);
		return candidates.stream()
			.filter((candidate) -> distance(name, candidate) <= tolerated)
			.min(Comparator.comparingInt((candidate) -> distance(name, candidate)));
	}

	/** How many letters are wrong, missing, too many, or swapped with their neighbour. */
	private static int distance(String a, String b) {
		int[] beforePrevious = new int[b.length() + 1];
		int[] previous = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int[] current = new int[b.length() + 1];
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int substituted = previous[j - 1] + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
				if (swapped(a, i, b, j)) {
					current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
				}
			}
			beforePrevious = previous;
			previous = current;
		}
		return previous[b.length()];
	}

	private static boolean swapped(String a, int i, String b, int j) {
		return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
	}

}

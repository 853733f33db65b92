package dev.sslsocket.x509;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Picks the names that a mistyped one may have meant: the same file name elsewhere, or a
 * near-spelled one in the same directory.
 */
final class SimilarNames {

	private static final int SHOWN = 3;

	private SimilarNames() {
	}

	/** Returns the end of a message, empty when nothing is similar. */
	static String sentence(String prefix, String wanted, Collection<String> known) {
		List<String> similar = known.stream()
			.distinct()
			.filter((name) -> isSimilar(wanted, name))
			.sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
				.thenComparing(Comparator.naturalOrder()))
			.limit(SHOWN)
			.toList();
		return similar.isEmpty() ? ""
				: " Similar: " + similar.stream().map(prefix::concat).collect(Collectors.joining(", "));
	}

	private static boolean isSimilar(String wanted, String name) {
		String wantedFile = fileName(wanted);
		String file = fileName(name);
		if (file.equals(wantedFile)) {
			return true;
		}
		boolean sameDirectory = name.length() - file.length() == wanted.length() - wantedFile.length()
				&& name.startsWith(wanted.substring(0, wanted.length() - wantedFile.length()));
		return sameDirectory && distance(wantedFile, file) <= Math.max(1, wantedFile.length() / 4);
	}

	private static String fileName(String name) {
		return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
	}

	/** Edits that lead from one to the other, upper and lower case being equal. */
	private static int distance(String one, String other) {
		String a = one.toLowerCase(Locale.ROOT);
		String b = other.toLowerCase(Locale.ROOT);
		int[] previous = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int[] current = new int[b.length() + 1];
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int replaced = previous[j - 1] + ((a.charAt(i - 1) != b.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
			}
			previous = current;
		}
		return previous[b.length()];
	}

}

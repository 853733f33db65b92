package dev.sslsocket.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Names below which strangers register names of their own: {@code com}, {@code co.uk},
 * every name directly below {@code ck} but {@code www.ck}. A wildcard there would stand
 * for everybody, so none counts. From the Public Suffix List (publicsuffix.org), the part
 * that registries answer for ("ICANN"); names that companies give to their customers, as
 * {@code s3.amazonaws.com}, are not in it, because they do have such certificates. A top
 * level that the list does not know is a suffix itself: {@code *.local} does not count
 * and {@code *.prod.local} does.
 * <p>
 * The list is part of this library and read at first use. Stateless; safe for use by many
 * threads.
 */
public final class PublicSuffixes {

	private static final String RESOURCE = "public-suffixes.txt";

	private static final String VERSION = "// VERSION: ";

	private static final int ISO_DATE = 10;

	private PublicSuffixes() {
	}

	/**
	 * Returns how old the list is.
	 * @return the day on which its publishers made it
	 */
	public static LocalDate date() {
		return SuffixList.SHIPPED.date;
	}

	/**
	 * Returns the public suffix of a name.
	 * @param name a DNS name in lower-case ASCII, without a final dot
	 * @return the longest suffix of the list; the whole name when it is one itself
	 */
	static String of(String name) {
		Set<String> rules = SuffixList.SHIPPED.rules;
		int start = 0;
		while (true) {
			String candidate = name.substring(start);
			int dot = candidate.indexOf('.');
			if (dot < 0) {
				return candidate;
			}
			String above = candidate.substring(dot + 1);
			if (rules.contains("!" + candidate)) {
				return above;
			}
			if (rules.contains(candidate) || rules.contains("*." + above)) {
				return candidate;
			}
			start += dot + 1;
		}
	}

	/** The list, when somebody first asks for it: about half a megabyte. */
	private static final class SuffixList {

		static final SuffixList SHIPPED = new SuffixList();

		private final Set<String> rules;

		private final LocalDate date;

		private SuffixList() {
			Set<String> read = new HashSet<>();
			@Nullable LocalDate made = null;
			try (InputStream resource = PublicSuffixes.class.getResourceAsStream(RESOURCE);
					BufferedReader lines = new BufferedReader(
							new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
				for (String line = lines.readLine(); line != null; line = lines.readLine()) {
					if (line.startsWith(VERSION)) {
						made = LocalDate.parse(line.substring(VERSION.length(), VERSION.length() + ISO_DATE));
					}
					else if (!line.isEmpty() && !line.startsWith("//")) {
						read.add(line);
					}
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Unable to read " + RESOURCE, ex);
			}
			this.rules = Set.copyOf(read);
			this.date = Objects.requireNonNull(made, RESOURCE + " does not say how old it is");
		}

	}

}

package dev.sslsocket.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a value that begins with {@code !} or {@code @}, as cipher lists do and no
 * YAML value may without quotes. The YAML reader has not come as far as to a property.
 */
final class UnquotedYamlFailureAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

	private static final Set<String> KEYS = Set.of("ciphers", "protocols");

	private static final Pattern KEY = Pattern
		.compile("\\s*(?:-\\s+)?(?:[\\w.\\[\\]-]+\\.)?([\\w-]+)\\s*:(?:\\s+(.*))?");

	private static final Pattern ELEMENT = Pattern.compile("\\s*-\\s+(.*)");

	private static final Pattern COMMENT = Pattern.compile("\\s+#.*");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MarkedYAMLException cause) {
		@Nullable Mark mark = cause.getProblemMark();
		if (mark == null) {
			return null;
		}
		List<String> lines = linesUpTo(mark);
		String line = lines.get(lines.size() - 1);
		@Nullable String value = value(lines);
		if (value == null || !value.startsWith("!") && !value.startsWith("@")) {
			return null;
		}
		char first = value.charAt(0);
		return new FailureAnalysis(
				"A YAML file of the configuration cannot be read. Line " + (mark.getLine() + 1) + " is '" + line.strip()
						+ "', and YAML takes "
						+ ((first == '!') ? "what begins with ! for a type."
								: "nothing that begins with @ without quotes."),
				"Quote the value and start again:%n%n    %s".formatted(line.strip().replace(value, "'" + value + "'")),
				cause);
	}

	/**
	 * What is written for one of our keys in the last line, or as an element below it.
	 */
	private static @Nullable String value(List<String> lines) {
		String line = lines.get(lines.size() - 1);
		Matcher element = ELEMENT.matcher(line);
		if (element.matches() && !KEY.matcher(line).matches()) {
			for (int above = lines.size() - 2; above >= 0; above--) {
				Matcher key = KEY.matcher(lines.get(above));
				if (key.matches()) {
					return KEYS.contains(key.group(1)) ? uncommented(element.group(1)) : null;
				}
			}
			return null;
		}
		Matcher key = KEY.matcher(line);
		return (key.matches() && key.group(2) != null && KEYS.contains(key.group(1))) ? uncommented(key.group(2))
				: null;
	}

	private static String uncommented(String value) {
		return COMMENT.matcher(value).replaceFirst("").strip();
	}

	/** The lines that the reader holds, up to the marked one as a whole. */
	private static List<String> linesUpTo(Mark mark) {
		int[] buffer = mark.getBuffer();
		int end = mark.getPointer();
		while (end < buffer.length && buffer[end] != '\n' && buffer[end] != '\r' && buffer[end] != 0) {
			end++;
		}
		return List.of(new String(buffer, 0, end).split("\\R", -1));
	}

}

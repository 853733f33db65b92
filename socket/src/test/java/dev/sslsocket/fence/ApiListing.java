package dev.sslsocket.fence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The public API as text: a line for each type, and beneath it a line for each member
 * that it adds to its public supertypes.
 *
 * @param lines the lines, each member with the type it belongs to in front
 */
record ApiListing(List<String> lines) {

	private static final String INDENT = "    ";

	private static final String OF = " :: ";

	static ApiListing of(Collection<Class<?>> types) {
		TreeMap<String, Class<?>> sorted = new TreeMap<>();
		types.forEach((type) -> sorted.put(type.getName(), type));
		List<String> lines = new ArrayList<>();
		sorted.values().forEach((type) -> {
			String header = ApiText.header(type);
			lines.add(header);
			ApiMembers.of(type).lines().forEach((member) -> lines.add(type.getName() + OF + member));
		});
		return new ApiListing(lines);
	}

	static ApiListing parse(String text) {
		List<String> lines = new ArrayList<>();
		String type = "";
		for (String line : text.lines().filter((line) -> !line.isBlank()).toList()) {
			if (line.startsWith(INDENT)) {
				lines.add(type + OF + line.strip());
			}
			else {
				lines.add(line);
				type = line.replaceAll("^.*?([\\w$]+(\\.[\\w$]+)+).*$", "$1");
			}
		}
		return new ApiListing(lines);
	}

	/** Types of ours that appear in what is listed. */
	static Set<Class<?>> mentioned(Collection<Class<?>> types) {
		Set<Class<?>> mentioned = new LinkedHashSet<>();
		types.forEach((type) -> ApiMembers.of(type).mentioned().forEach((other) -> {
			if (other.getName().startsWith(House.BASE)) {
				mentioned.add(other);
			}
		}));
		return mentioned;
	}

	String text() {
		StringBuilder text = new StringBuilder();
		for (String line : this.lines) {
			int member = line.indexOf(OF);
			text.append((member < 0) ? ((text.length() > 0) ? "\n" : "") + line
					: INDENT + line.substring(member + OF.length()));
			text.append('\n');
		}
		return text.toString();
	}

	Collection<String> without(ApiListing other) {
		Set<String> rest = new TreeSet<>(this.lines);
		other.lines.forEach(rest::remove);
		return rest;
	}

}

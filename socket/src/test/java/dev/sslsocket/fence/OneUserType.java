package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type that is public for the sake of one room, as its {@code package-info.java} says.
 *
 * @param name the type
 * @param room where it lives
 * @param user the room that may touch it
 */
record OneUserType(String name, String room, String user) {

	private static final Pattern PARAGRAPH = Pattern.compile("<b>Public for \\{@code ([\\w.]+)} only:</b>([^<]*)");

	private static final Pattern LINK = Pattern.compile("\\{@link ([\\w.]+)}");

	private static final List<OneUserType> ALL = read();

	static List<OneUserType> all() {
		return ALL;
	}

	/** Whether it is this type or one nested in it. */
	boolean covers(String type) {
		return type.equals(this.name) || type.startsWith(this.name + "$");
	}

	private static List<OneUserType> read() {
		List<OneUserType> types = new ArrayList<>();
		for (Path source : House.sources("main")) {
			if (source.startsWith(House.root().resolve("socket")) && source.endsWith("package-info.java")) {
				addAll(House.read(source), types);
			}
		}
		return types;
	}

	private static void addAll(String source, List<OneUserType> types) {
		Matcher paragraph = PARAGRAPH.matcher(source.replaceAll("\\s*\n \\*\\s*", " "));
		while (paragraph.find()) {
			Matcher link = LINK.matcher(paragraph.group(2));
			while (link.find()) {
				String name = link.group(1);
				types.add(new OneUserType(name, name.substring(0, name.lastIndexOf('.')), paragraph.group(1)));
			}
		}
	}

}

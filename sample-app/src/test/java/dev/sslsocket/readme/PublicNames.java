package dev.sslsocket.readme;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * Looks up the names by which the documentation calls things: {@code Type},
 * {@code Type.member}, {@code Type.method(…)}, {@code Type.Nested.method(…)},
 * {@code ssl.property}.
 */
final class PublicNames {

	private static final List<Class<?>> JDK = List.of(System.class, java.io.InputStream.class,
			java.io.OutputStream.class, PrintStream.class, SSLSession.class);

	private static final Pattern JAVA = Pattern.compile("([A-Z]\\w+(?:\\.[A-Z][a-z]\\w*)?)(?:\\.(\\w+))?(?:\\(.*\\))?");

	private final Map<String, Class<?>> types = new HashMap<>();

	private final List<String> properties;

	PublicNames() throws IOException {
		JDK.forEach((type) -> this.types.put(type.getSimpleName(), type));
		for (String module : List.of("socket", "autoconfigure", "testing")) {
			add(Path.of("..", module, "target", "classes"));
		}
		this.properties = Page.properties();
	}

	private void add(Path classes) throws IOException {
		try (Stream<Path> files = Files.walk(classes)) {
			files.map((file) -> classes.relativize(file).toString())
				.filter((file) -> file.endsWith(".class") && !file.endsWith("-info.class")
						&& !file.matches(".*\\$\\d+.*"))
				.map((file) -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
				.forEach(this::add);
		}
	}

	private void add(String name) {
		try {
			Class<?> type = Class.forName(name, false, getClass().getClassLoader());
			if (java.lang.reflect.Modifier.isPublic(type.getModifiers())) {
				this.types.put(name.substring(name.lastIndexOf('.') + 1).replace('$', '.'), type);
			}
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// Needs what this application does not have.
			return;
		}
	}

	/** Whether there is something of this name. */
	boolean exists(String name) {
		if (name.startsWith("ssl.")) {
			String key = name.substring("ssl.".length());
			return this.properties.contains(key) || key.equals("contexts") || key.equals("identities");
		}
		Matcher java = JAVA.matcher(name);
		if (!java.matches()) {
			return false;
		}
		@Nullable Class<?> type = this.types.get(java.group(1));
		@Nullable String member = java.group(2);
		return type != null
				&& (member == null || Stream.of(type.getMethods()).anyMatch((it) -> it.getName().equals(member))
						|| Arrays.stream(type.getFields()).anyMatch((it) -> it.getName().equals(member))
						|| this.types.containsKey(java.group(1) + "." + member));
	}

}

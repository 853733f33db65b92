package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No monitors: up to Java 23 they pin a virtual thread to its carrier, and nobody can
 * leave one when a deadline passes.
 */
class LockTests {

	private static final Pattern MONITOR = Pattern.compile("\\bsynchronized\\b");

	@Test
	void mainCodeWhenItLocksUsesNoMonitor() {
		List<Path> sources = House.sources("main");
		assertThat(sources).isNotEmpty();
		assertThat(sources.stream().filter((file) -> monitorIn(House.read(file))).map(House::name))
			.as("sources that say synchronized: use a ReentrantLock")
			.isEmpty();
	}

	@Test
	void monitorWhenItStandsInTextIsNoMonitor() {
		assertThat(monitorIn("/* synchronized */ // synchronized\n String s = \"\\\"synchronized\"; char c = '\"';"))
			.isFalse();
		assertThat(monitorIn("String s = \"\"\"\n a \"synchronized\" \\\"\"\" synchronized\n\"\"\";")).isFalse();
		assertThat(monitorIn("char c = '\"'; synchronized (this) { } String s = \"\";")).isTrue();
		assertThat(monitorIn("char c = '\\''; /* ' */ synchronized void f() { }")).isTrue();
		assertThat(monitorIn("String s = \"http://\"; synchronized void f() { }")).isTrue();
	}

	private static boolean monitorIn(String source) {
		return MONITOR.matcher(SourceText.code(source)).find();
	}

}

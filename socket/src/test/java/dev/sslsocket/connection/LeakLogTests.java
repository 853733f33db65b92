package dev.sslsocket.connection;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakLogTests {

	private final List<String> lines = new ArrayList<>();

	private final List<@Nullable Throwable> places = new ArrayList<>();

	private final LiveConnection connection = new RecordedConnection(1, "one:443");

	@Test
	void leakedWhenItHappensAgainIsOneLine() {
		LeakLog log = log(false);
		for (int i = 0; i < 3; i++) {
			log.opened(this.connection);
			log.leaked(this.connection);
			log.closed(this.connection);
		}
		assertThat(this.lines).singleElement()
			.asString()
			.startsWith(
					"Context 'default', client: a socket to one:443 was never closed, and the garbage collector took it.")
			.endsWith("Set dev.sslsocket.connection.LeakLog to DEBUG to see where they are opened.");
		assertThat(this.places).containsOnlyNulls();
	}

	@Test
	void leakedWhenDebuggedIsALineEachWithThePlace() {
		LeakLog log = log(true);
		for (int i = 0; i < 2; i++) {
			log.opened(this.connection);
			log.leaked(this.connection);
			log.closed(this.connection);
		}
		assertThat(this.lines).hasSize(2)
			.containsOnly("Context 'default', client: a socket to one:443 was never closed,"
					+ " and the garbage collector took it.");
		assertThat(this.places).allSatisfy((place) -> assertThat(place.getStackTrace())
			.anyMatch((frame) -> frame.getMethodName().equals("leakedWhenDebuggedIsALineEachWithThePlace")));
	}

	@Test
	void closedWhenNothingLeakedForgetsThePlace() {
		LeakLog log = log(true);
		log.opened(this.connection);
		log.closed(this.connection);
		log.leaked(this.connection);
		assertThat(this.places).containsOnlyNulls();
	}

	private LeakLog log(boolean debug) {
		return new LeakLog(() -> debug, (line, place) -> {
			this.lines.add(line);
			this.places.add(place);
		});
	}

}

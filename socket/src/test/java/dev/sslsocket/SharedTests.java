package dev.sslsocket;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedTests {

	private final Shared<String> texts = new Shared<>();

	@Test
	void valueWhenItIsTheFirstStandsForItselfAndForItsEquals() {
		String first = new String("a peer");
		assertThat(this.texts.of(first)).isSameAs(first);
		assertThat(this.texts.of(new String("a peer"))).isSameAs(first);
	}

	@Test
	void valueWhenAnotherHasItsPlaceTakesItAndIsNeverMixedUp() {
		// The same hash, as String has it.
		String first = new String("Aa");
		assertThat(this.texts.of(first)).isSameAs(first);
		assertThat(this.texts.of("BB")).isEqualTo("BB");
		String again = new String("Aa");
		assertThat(this.texts.of(again)).as("forgotten meanwhile").isSameAs(again);
	}

	@Test
	void valueWhenItsHashIsNegativeHasAPlaceToo() {
		Shared<Integer> numbers = new Shared<>((number) -> Integer.MIN_VALUE + number, Integer::equals);
		Integer first = Integer.valueOf(1_000_001);
		assertThat(numbers.of(first)).isSameAs(first);
		assertThat(numbers.of(Integer.valueOf(1_000_001))).isSameAs(first);
	}

	@Test
	void valueWhenOneIsAlikeByTheGivenRuleIsReplacedByThat() {
		Shared<String> hosts = new Shared<>((host) -> host.toLowerCase(Locale.ROOT).hashCode(),
				String::equalsIgnoreCase);
		assertThat(hosts.of("Example")).isEqualTo("Example");
		assertThat(hosts.of("EXAMPLE")).isEqualTo("Example");
		assertThat(hosts.of("other")).isEqualTo("other");
	}

	@Test
	void valuesWhenManyThreadsShareThemAreAlwaysEqualToThoseGiven() throws Exception {
		CompletableFuture<?>[] threads = IntStream.range(0, 4).mapToObj((thread) -> Endpoints.async(() -> {
			for (int i = 0; i < 50_000; i++) {
				// Twice as many as there are places.
				String value = "peer " + i % 128;
				assertThat(this.texts.of(value)).isEqualTo(value);
			}
			return thread;
		})).toArray(CompletableFuture[]::new);
		for (CompletableFuture<?> thread : threads) {
			Endpoints.get(thread);
		}
	}

}

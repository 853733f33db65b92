package dev.sslsocket.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTests {

	private final Slots<Object> slots = new Slots<>(2);

	@Test
	void takeWhenNothingWasPutIsNull() {
		assertThat(this.slots.take()).isNull();
	}

	@Test
	void takeWhenSomethingWasPutIsThatOnce() {
		Object spare = new Object();
		this.slots.put(spare);
		assertThat(this.slots.take()).isSameAs(spare);
		assertThat(this.slots.take()).isNull();
	}

	@Test
	void putWhenTheBoundIsReachedKeepsNoMore() {
		this.slots.put("one");
		this.slots.put("two");
		this.slots.put("three");
		assertThat(Set.of(this.slots.take(), this.slots.take())).containsExactlyInAnyOrder("one", "two");
		assertThat(this.slots.take()).isNull();
	}

	@Test
	void putWhenOneWasTakenMeanwhileHasRoomAgain() {
		this.slots.put("one");
		this.slots.put("two");
		this.slots.take();
		this.slots.put("three");
		assertThat(Set.of(this.slots.take(), this.slots.take())).contains("three");
	}

	@Test
	void takeWhenAnotherThreadPutFindsItToo() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			for (int i = 0; i < 8; i++) {
				Object spare = new Object();
				threads.submit(() -> this.slots.put(spare)).get();
				assertThat(this.slots.take()).isSameAs(spare);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void takeWhenManyThreadsDoNeverGivesOneThingToTwo() throws Exception {
		Slots<AtomicInteger> shared = new Slots<>(4);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			Callable<Set<AtomicInteger>> work = () -> use(shared);
			for (Future<Set<AtomicInteger>> done : threads
				.invokeAll(IntStream.range(0, 4).mapToObj((i) -> work).toList())) {
				assertThat(done.get()).allSatisfy((thing) -> assertThat(thing).hasValue(0));
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static Set<AtomicInteger> use(Slots<AtomicInteger> shared) {
		Set<AtomicInteger> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (int i = 0; i < 20_000; i++) {
			AtomicInteger taken = shared.take();
			AtomicInteger thing = (taken != null) ? taken : new AtomicInteger();
			assertThat(thing.incrementAndGet()).isOne();
			seen.add(thing);
			thing.decrementAndGet();
			shared.put(thing);
		}
		return seen;
	}

}

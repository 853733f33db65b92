package dev.sslsocket.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OwnTicketKeys}.
 */
class OwnTicketKeysTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(10);

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final OwnTicketKeys own = new OwnTicketKeys(TIMEOUT, this.now::get);

	@Test
	void keyEncryptsForHalfOfTheTimeAndDecryptsForTheOther() {
		List<String> first = this.own.get().names();
		assertThat(first).hasSize(1);
		pass(TIMEOUT.dividedBy(2).minusNanos(1));
		assertThat(this.own.get().names()).isEqualTo(first);
		pass(Duration.ofNanos(1));
		List<String> second = this.own.get().names();
		assertThat(second).hasSize(2).endsWith(first.get(0)).doesNotHaveDuplicates();
		pass(TIMEOUT.dividedBy(2));
		assertThat(this.own.get().names()).hasSize(2).endsWith(second.get(0)).doesNotContain(first.get(0));
	}

	@Test
	void keyWhenTheNextConnectionComesLateIsNotGoodForLonger() {
		List<String> first = this.own.get().names();
		pass(TIMEOUT.minusNanos(1));
		assertThat(this.own.get().names()).hasSize(2).endsWith(first.get(0));
		pass(Duration.ofNanos(1));
		assertThat(this.own.get().names()).doesNotContainAnyElementsOf(first);
	}

	@Test
	void keysWhenNobodyHasConnectedForLongAreForgotten() {
		List<TicketKey> old = new ArrayList<>();
		this.own.get().read(old::addAll);
		List<String> first = this.own.get().names();
		pass(TIMEOUT);
		assertThat(this.own.get().names()).hasSize(1).doesNotContainAnyElementsOf(first);
		assertThat(old.get(0).<String>map((name, aes, hmac) -> Arrays.toString(aes) + Arrays.toString(hmac)))
			.doesNotContainPattern("[1-9]");
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

}

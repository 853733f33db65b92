package dev.sslsocket.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SslSessionCacheTests {

	private static final SessionKey A = new SessionKey("a", "p");

	private static final SessionKey B = new SessionKey("b", "p");

	private static final SessionKey C = new SessionKey("c", "p");

	private static final SessionKey D = new SessionKey("d", "p");

	private final SslSessionCache cache = SslSessionCache.ofSize(3);

	@Test
	void slotForWhenTheKeyIsHeldIsTheSame() {
		int slot = use(A);
		assertThat(use(new SessionKey("a", "p"))).isEqualTo(slot).isPositive();
		assertThat(this.cache.size()).isOne();
	}

	@Test
	void slotForWhenNameOrPartitionDifferIsAnother() {
		assertThat(List.of(use(A), use(B), use(new SessionKey("a", "q")))).doesNotHaveDuplicates();
	}

	@Test
	void slotForWhenTheCacheIsFullDropsTheLeastRecentlyUsed() {
		int a = use(A);
		int b = use(B);
		assertThat(use(A)).isEqualTo(a);
		use(C);
		assertThat(this.cache.size()).isEqualTo(3);
		assertThat(this.cache.statistics().evictions()).isZero();
		use(D);
		assertThat(this.cache.size()).isEqualTo(3);
		assertThat(this.cache.statistics().evictions()).isOne();
		assertThat(use(A)).as("used again before the cache was full").isEqualTo(a);
		assertThat(use(B)).as("dropped, so none of its sessions is ever found").isNotEqualTo(b);
	}

	@Test
	void slotForWhenTheSameKeyComesManyTimesDropsNothing() {
		use(A);
		use(B);
		for (int i = 0; i < 5; i++) {
			use(A);
		}
		assertThat(this.cache.size()).isEqualTo(2);
		assertThat(this.cache.remove(B)).isTrue();
		assertThat(this.cache.statistics().evictions()).isZero();
	}

	/** The numbers of the Perl module's own test of its cache, a session for each key. */
	@Test
	void keysWhenUsedAreListedNewestFirst() {
		assertThat(this.cache.keys()).isEmpty();
		assertThat(this.cache.capacity()).isEqualTo(3);
		use(A);
		use(B);
		assertThat(this.cache.keys()).containsExactly(B, A);
		use(A);
		assertThat(this.cache.keys()).containsExactly(A, B);
		use(C);
		use(D);
		assertThat(this.cache.keys()).as("b is out").containsExactly(D, C, A);
		assertThat(this.cache.contains("a")).isTrue();
		assertThat(this.cache.contains("b")).isFalse();
		assertThat(this.cache.keys()).as("asking moves nothing").containsExactly(D, C, A);
	}

	@Test
	void removeWhenANameHasSeveralKeysDropsThemAll() {
		use(A);
		use(new SessionKey("a", "q"));
		use(B);
		assertThat(this.cache.remove("a")).isEqualTo(2);
		assertThat(this.cache.remove("a")).isZero();
		assertThat(this.cache.keys()).containsExactly(B);
		assertThat(this.cache.statistics().evictions()).isZero();
	}

	@Test
	void keysWhenAnImplementationCannotListThemAreNone() {
		SslSessionCache disabled = SslSessionCache.disabled();
		disabled.slotFor(A);
		assertThat(disabled.keys()).isEmpty();
		assertThat(disabled.contains("a")).isFalse();
		assertThat(disabled.remove("a")).isZero();
		assertThat(disabled.capacity()).isZero();
	}

	@Test
	void removeWhenTheKeyIsHeldNeverGivesItsSlotAgain() {
		int slot = use(A);
		assertThat(this.cache.remove(A)).isTrue();
		assertThat(this.cache.remove(A)).isFalse();
		assertThat(this.cache.size()).isZero();
		assertThat(use(A)).isNotEqualTo(slot);
	}

	@Test
	void clearWhenKeysAreHeldNeverGivesTheirSlotsAgain() {
		Set<Integer> before = Set.of(use(A), use(B));
		this.cache.clear();
		assertThat(this.cache.size()).isZero();
		assertThat(before).doesNotContain(use(A), use(B));
	}

	@Test
	void slotForWhenCachesShareAnEngineIsDistinctAcrossThem() {
		assertThat(SslSessionCache.ofSize(1).slotFor(A)).isNotEqualTo(use(A));
	}

	@Test
	void slotForWhenManyThreadsAskForOneKeyIsOne() {
		Set<Integer> slots = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 1000).parallel().forEach((i) -> slots.add(use(A)));
		assertThat(slots).hasSize(1);
	}

	@Test
	void statisticsWhenHandshakesAreReportedCountThem() {
		this.cache.established(A, false);
		this.cache.established(A, true);
		this.cache.established(B, true);
		assertThat(this.cache.statistics()).isEqualTo(new SessionStatistics(3, 2, 0));
	}

	@Test
	void ofSizeWhenLessThanOneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SslSessionCache.ofSize(0))
			.withMessage("a session cache of size 0 holds nothing; at least 1");
	}

	@Test
	void disabledWhenAKeyComesAgainHasAnotherSlot() {
		SslSessionCache disabled = SslSessionCache.disabled();
		assertThat(disabled.slotFor(A)).isNotEqualTo(disabled.slotFor(A));
		disabled.established(A, false);
		disabled.clear();
		assertThat(disabled.size()).isZero();
		assertThat(disabled.remove(A)).isFalse();
		assertThat(disabled.statistics()).isEqualTo(new SessionStatistics(1, 0, 0));
	}

	@Test
	void keyWhenPrintedShowsNoPartition() {
		assertThat(new SessionKey("localhost:443", "0f5e")).hasToString("localhost:443");
	}

	@Test
	void slotForWhenHandshakesFailHoldsNobodyAndDropsNobody() {
		use(A);
		int failing = this.cache.slotFor(B);
		assertThat(this.cache.slotFor(B)).as("of a handshake at the same time").isEqualTo(failing);
		IntStream.range(0, 10).forEach((i) -> this.cache.slotFor(new SessionKey("refuses-" + i, "p")));
		assertThat(this.cache.keys()).containsExactly(A);
		assertThat(this.cache.remove("b")).isZero();
		assertThat(this.cache.statistics().evictions()).isZero();
	}

	@Test
	void establishedWhenTheKeyWasRemovedMeanwhileHoldsNothing() {
		this.cache.slotFor(A);
		this.cache.remove(A);
		this.cache.established(A, false);
		assertThat(this.cache.keys()).isEmpty();
	}

	private int use(SessionKey key) {
		int slot = this.cache.slotFor(key);
		this.cache.established(key, false);
		return slot;
	}

}

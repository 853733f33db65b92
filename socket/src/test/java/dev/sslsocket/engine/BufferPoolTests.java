package dev.sslsocket.engine;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BufferPoolTests {

	private final BufferPool pool = new BufferPool(8, 2);

	@Test
	void borrowWhenNothingIsFreeMakesAnArrayOfTheSize() {
		assertThat(this.pool.borrow()).hasSize(8);
		assertThat(this.pool.borrow()).isNotSameAs(this.pool.borrow());
	}

	@Test
	void borrowWhenAnArrayWasGivenBackTakesIt() {
		byte[] first = this.pool.borrow();
		this.pool.giveBack(first);
		assertThat(this.pool.borrow()).isSameAs(first);
		assertThat(this.pool.borrow()).isNotSameAs(first);
	}

	@Test
	void giveBackWhenTheBoundIsReachedKeepsNoMore() {
		byte[] third = new byte[8];
		this.pool.giveBack(new byte[8]);
		this.pool.giveBack(new byte[8]);
		this.pool.giveBack(third);
		for (int i = 0; i < 4; i++) {
			assertThat(this.pool.borrow()).isNotSameAs(third);
		}
	}

	@Test
	void giveBackWhenOneWasBorrowedMeanwhileHasRoomAgain() {
		for (int i = 0; i < 10; i++) {
			this.pool.giveBack(new byte[8]);
		}
		this.pool.borrow();
		this.pool.borrow();
		byte[] later = new byte[8];
		this.pool.giveBack(later);
		assertThat(this.pool.borrow()).isSameAs(later);
	}

	@Test
	void wipeAndGiveBackWhenBytesWereUsedLeavesNone() {
		byte[] used = this.pool.borrow();
		Arrays.fill(used, 0, 5, (byte) 1);
		this.pool.wipeAndGiveBack(used, 5);
		assertThat(this.pool.borrow()).isSameAs(used).containsOnly(0);
	}

}

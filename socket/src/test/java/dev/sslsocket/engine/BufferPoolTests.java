package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BufferPoolTests {

	private final BufferPool pool = new BufferPool(ByteBuffer::allocate, 8, 2);

	@Test
	void borrowWhenNothingIsFreeMakesAChunkOfTheSize() {
		Chunk first = this.pool.borrow(1);
		assertThat(first.capacity()).isEqualTo(8);
		assertThat(this.pool.borrow(8)).isNotSameAs(first);
	}

	@Test
	void borrowWhenOneWasGivenBackTakesItEmpty() {
		Chunk first = this.pool.borrow(1);
		first.room().put(new byte[5]);
		first.giveBack();
		assertThat(this.pool.borrow(1)).isSameAs(first);
		assertThat(first.remaining()).isZero();
		assertThat(first.space()).isEqualTo(8);
	}

	@Test
	void borrowWhenMoreThanTheSizeIsNeededMakesOneThatIsNotKept() {
		Chunk larger = this.pool.borrow(9);
		assertThat(larger.capacity()).isEqualTo(9);
		larger.giveBack();
		assertThat(this.pool.borrow(9)).isNotSameAs(larger);
		assertThat(this.pool.borrow(1)).isNotSameAs(larger);
	}

	@Test
	void borrowWhenTheMemoryIsOutsideTheHeapHasNoArray() {
		Chunk direct = new BufferPool(ByteBuffer::allocateDirect, 8, 2).borrow(1);
		assertThat(direct.room().isDirect()).isTrue();
		assertThat(direct.held().isDirect()).isTrue();
	}

}

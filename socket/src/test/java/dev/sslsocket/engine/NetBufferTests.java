package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetBufferTests {

	/** All memory that was made. */
	private final List<ByteBuffer> made = new ArrayList<>();

	private final BufferPool small = new BufferPool(making(ByteBuffer::allocate), 512, 4);

	private final BufferPool large = new BufferPool(making(ByteBuffer::allocate), 2000, 4);

	private final BufferPool medium = new BufferPool(making(ByteBuffer::allocate), 700, 4);

	private final NetBuffer buffer = NetBuffer
		.incoming(new Buffers(this.small, this.medium, this.large, this.large, false));

	@Test
	void memoryWhenNothingIsHeldIsNone() {
		assertThat(this.buffer.space()).isZero();
		this.buffer.ensureSpace(1);
		this.buffer.settle();
		assertThat(this.buffer.space()).isZero();
		assertThat(NetBuffer.outgoing(Buffers.onHeap()).space()).isZero();
	}

	@Test
	void ensureSpaceWhenLittleIsNeededBorrowsASmallChunk() {
		this.buffer.ensureSpace(1);
		assertThat(this.buffer.space()).isEqualTo(512);
	}

	@Test
	void ensureSpaceWhenThereIsRoomMovesNothing() {
		this.buffer.add(bytes(1, 100), 0, 100);
		this.buffer.ensureSpace(412);
		assertThat(this.buffer.room().position()).isEqualTo(100);
		assertThat(this.made).hasSize(1);
	}

	@Test
	void ensureSpaceWhenTheStartIsFreeMovesInsteadOfBorrowing() {
		this.buffer.add(bytes(1, 500), 0, 500);
		take(400);
		this.buffer.ensureSpace(412);
		assertThat(this.made).hasSize(1);
		assertThat(this.buffer.held().position()).isZero();
		assertThat(this.buffer.space()).isEqualTo(412);
		assertThat(this.buffer.drain()).isEqualTo(bytes(401, 100));
	}

	@Test
	void ensureSpaceWhenTheSmallChunkIsFullBorrowsALargeOneAndGivesItBack() {
		this.buffer.add(bytes(1, 500), 0, 500);
		take(100);
		this.buffer.ensureSpace(1000);
		assertThat(this.made).hasSize(2);
		assertThat(this.buffer.space()).isEqualTo(1600);
		assertThat(this.small.borrow(1).room().array()).isSameAs(this.made.get(0).array());
		assertThat(this.buffer.drain()).isEqualTo(bytes(101, 400));
	}

	@Test
	void ensureSpaceWhenARecordIsNeededBorrowsNoMore() {
		this.buffer.add(bytes(1, 100), 0, 100);
		this.buffer.ensureSpace(600);
		assertThat(this.buffer.space()).isEqualTo(600);
		this.buffer.ensureSpace(601);
		assertThat(this.buffer.space()).isEqualTo(1900);
		assertThat(this.buffer.drain()).isEqualTo(bytes(1, 100));
	}

	@Test
	void settleWhenSomethingIsHeldKeepsTheMemory() {
		this.buffer.add(bytes(1, 1000), 0, 1000);
		take(999);
		assertThat(this.buffer.space()).isEqualTo(1000);
		take(1);
		assertThat(this.buffer.space()).isZero();
		assertThat(this.large.borrow(1).room().array()).isSameAs(this.made.get(0).array());
	}

	@Test
	void ensureSpaceWhenMoreThanALargeChunkIsNeededMakesOneThatIsNotPooled() {
		this.buffer.ensureSpace(2001);
		assertThat(this.buffer.space()).isEqualTo(2001);
		this.buffer.settle();
		this.large.borrow(1);
		assertThat(this.made).hasSize(2);
	}

	@Test
	void wipeTakenWhenARecordWasDecryptedInPlaceLeavesWhatFollows() {
		this.buffer.add(bytes(1, 100), 0, 100);
		ByteBuffer held = this.buffer.held();
		held.position(30);
		this.buffer.wipeTaken(10);
		byte[] array = this.made.get(0).array();
		assertThat(array[9]).isEqualTo((byte) 10);
		assertThat(array).satisfies((all) -> {
			for (int i = 10; i < 30; i++) {
				assertThat(all[i]).isZero();
			}
		});
		assertThat(this.buffer.drain()).isEqualTo(bytes(31, 70));
	}

	@Test
	void shrinkWhenARecordWasGivenUpWipesIt() {
		this.buffer.add(bytes(1, 100), 0, 100);
		this.buffer.shrink();
		assertThat(this.made.get(0).array()).containsOnly(0);
	}

	@Test
	void stageWhenBytesAreHeldKeepsThemAndTheRoomApart() {
		this.buffer.add(bytes(1, 10), 0, 10);
		ByteBuffer staged = this.buffer.stage(bytes(50, 20), 5, 10, 1000)[0];
		assertThat(this.buffer.space()).isEqualTo(2000 - 10 - 10);
		ByteBuffer room = this.buffer.room();
		room.put(new byte[room.remaining()]);
		byte[] copy = new byte[staged.remaining()];
		staged.get(copy);
		assertThat(copy).isEqualTo(bytes(55, 10));
		this.buffer.unstage();
		assertThat(this.buffer.space()).isEqualTo(10);
		assertThat(this.buffer.copy(0)).startsWith(bytes(1, 10)).hasSize(1990);
		for (int i = 1990; i < 2000; i++) {
			assertThat(this.made.get(this.made.size() - 1).array()[i]).isZero();
		}
	}

	@Test
	void copyWhenSomeIsSkippedConsumesNothing() {
		this.buffer.add(bytes(1, 10), 0, 10);
		assertThat(this.buffer.copy(7)).isEqualTo(bytes(8, 3));
		assertThat(this.buffer.remaining()).isEqualTo(10);
	}

	@Test
	void truncateWhenBytesWereTakenCountsFromTheFirstThatIsLeft() {
		this.buffer.add(bytes(1, 10), 0, 10);
		take(2);
		this.buffer.truncate(3);
		assertThat(this.buffer.drain()).isEqualTo(bytes(3, 3));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void bytesWhenTheyPassThroughAreTheSameOnHeapAndOutside(boolean direct) {
		NetBuffer through = NetBuffer.incoming(direct ? Buffers.direct() : Buffers.onHeap());
		through.add(bytes(1, 500), 0, 500);
		through.held().position(100);
		through.ensureSpace(1000);
		through.room().put(bytes(501, 50));
		through.held().position(through.held().position() + 1);
		through.ensureSpace(Buffers.LARGE - 449);
		assertThat(through.room().isDirect()).isEqualTo(direct);
		assertThat(through.drain()).isEqualTo(bytes(102, 449));
	}

	private void take(int count) {
		ByteBuffer held = this.buffer.held();
		held.position(held.position() + count);
		this.buffer.settle();
	}

	private IntFunction<ByteBuffer> making(IntFunction<ByteBuffer> memory) {
		return (size) -> {
			ByteBuffer buffer = memory.apply(size);
			this.made.add(buffer);
			return buffer;
		};
	}

	private static byte[] bytes(int first, int count) {
		byte[] bytes = new byte[count];
		for (int i = 0; i < count; i++) {
			bytes[i] = (byte) (first + i);
		}
		return bytes;
	}

}

package dev.sslsocket.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NetBufferTests {

	private final BufferPool pool = new BufferPool(NetBuffer.LARGE, 4);

	private final NetBuffer incoming = NetBuffer.incoming(this.pool);

	@Test
	void incomingWhenNewWaitsWith512Bytes() {
		assertThat(this.incoming.space()).isEqualTo(512);
		assertThat(this.incoming.remaining()).isZero();
		assertThat(NetBuffer.outgoing(this.pool).space()).isZero();
	}

	@Test
	void arraysOfDecryptedRecordsAreWipedWhenLeft() {
		byte[] small = this.incoming.array();
		this.incoming.add(bytes(1, 500), 0, 500);
		this.incoming.consumed(400);
		this.incoming.ensureSpace(412);
		this.incoming.ensureSpace(1000);
		byte[] large = this.incoming.array();
		assertThat(small).containsOnly(0);
		this.incoming.add(bytes(1, 1000), 0, 1000);
		this.incoming.drain();
		assertThat(large).containsOnly(0);
	}

	@Test
	void ensureSpaceWhenThereIsRoomMovesNothing() {
		byte[] array = this.incoming.array();
		this.incoming.add(bytes(1, 100), 0, 100);
		this.incoming.ensureSpace(412);
		assertThat(this.incoming.array()).isSameAs(array);
		assertThat(this.incoming.limit()).isEqualTo(100);
	}

	@Test
	void ensureSpaceWhenTheStartIsFreeMovesInsteadOfBorrowing() {
		byte[] array = this.incoming.array();
		this.incoming.add(bytes(1, 500), 0, 500);
		this.incoming.consumed(400);
		this.incoming.ensureSpace(412);
		assertThat(this.incoming.array()).isSameAs(array);
		assertThat(this.incoming.position()).isZero();
		assertThat(this.incoming.drain()).isEqualTo(bytes(401, 100));
	}

	@Test
	void ensureSpaceWhenTheSmallArrayIsFullBorrowsTheLargeOne() {
		byte[] large = this.pool.borrow();
		this.pool.giveBack(large);
		this.incoming.add(bytes(1, 500), 0, 500);
		this.incoming.consumed(100);
		this.incoming.ensureSpace(1000);
		assertThat(this.incoming.array()).isSameAs(large);
		assertThat(this.incoming.drain()).isEqualTo(bytes(101, 400));
	}

	@Test
	void consumedWhenNothingRemainsGivesTheLargeArrayBack() {
		this.incoming.ensureSpace(1000);
		byte[] large = this.incoming.array();
		this.incoming.add(bytes(1, 1000), 0, 1000);
		this.incoming.consumed(999);
		assertThat(this.incoming.array()).isSameAs(large);
		this.incoming.consumed(1);
		assertThat(this.incoming.space()).isEqualTo(512);
		assertThat(this.pool.borrow()).isSameAs(large);
	}

	@Test
	void ensureSpaceWhenMoreThanTheLargeArrayIsNeededMakesOneThatIsNotPooled() {
		this.incoming.ensureSpace(NetBuffer.LARGE + 1);
		byte[] huge = this.incoming.array();
		assertThat(this.incoming.space()).isEqualTo(NetBuffer.LARGE + 1);
		this.incoming.add(bytes(1, 1), 0, 1);
		this.incoming.consumed(1);
		assertThat(this.pool.borrow()).isNotSameAs(huge);
	}

	@Test
	void ensureSpaceWhenTheLargeArrayIsOutgrownGivesItBack() {
		this.incoming.ensureSpace(NetBuffer.LARGE);
		byte[] large = this.incoming.array();
		this.incoming.add(bytes(1, 10), 0, 10);
		this.incoming.ensureSpace(NetBuffer.LARGE);
		assertThat(this.pool.borrow()).isSameAs(large);
		assertThat(this.incoming.drain()).isEqualTo(bytes(1, 10));
	}

	@Test
	void addWhenOnlyAPartIsMeantTakesThatPart() {
		this.incoming.add(bytes(1, 100), 10, 5);
		assertThat(this.incoming.drain()).isEqualTo(bytes(11, 5));
		assertThat(this.incoming.remaining()).isZero();
	}

	private static byte[] bytes(int first, int count) {
		byte[] bytes = new byte[count];
		for (int i = 0; i < count; i++) {
			bytes[i] = (byte) (first + i);
		}
		return bytes;
	}

}

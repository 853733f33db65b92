package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainBufferTests {

	private final BufferPool pool = new BufferPool(ByteBuffer::allocate, 100, 4);

	private final PlainBuffer plain = new PlainBuffer(this.pool);

	@Test
	void peekWhenBytesAreHeldConsumesNone() {
		decrypted("hello");
		byte[] target = new byte[10];
		assertThat(this.plain.peek(ByteBuffer.wrap(target, 2, 4))).isEqualTo(4);
		assertThat(new String(target, 2, 4, StandardCharsets.US_ASCII)).isEqualTo("hell");
		assertThat(this.plain.remaining()).isEqualTo(5);
		assertThat(taken(10)).isEqualTo("hello");
	}

	@Test
	void takeWhenLessIsAskedForKeepsTheRest() {
		decrypted("hello");
		assertThat(taken(2)).isEqualTo("he");
		assertThat(this.plain.remaining()).isEqualTo(3);
		assertThat(taken(10)).isEqualTo("llo");
		assertThat(taken(10)).isEmpty();
	}

	@Test
	void roomWhenBytesAreStillHeldIsBehindThem() {
		decrypted("one");
		taken(1);
		decrypted("two");
		assertThat(taken(10)).isEqualTo("netwo");
	}

	@Test
	void takeWhenTheTargetIsABufferFillsItFromItsPosition() {
		decrypted("hello");
		ByteBuffer target = ByteBuffer.allocate(4).put((byte) '>');
		assertThat(this.plain.take(target)).isEqualTo(3);
		assertThat(new String(target.array(), StandardCharsets.US_ASCII)).isEqualTo(">hel");
		assertThat(taken(10)).isEqualTo("lo");
	}

	@Test
	void takeWhenItEmptiesTheBufferWipesAndGivesBack() {
		decrypted("secret");
		byte[] array = this.plain.room().array();
		taken(6);
		assertThat(this.pool.borrow(1).room().array()).isSameAs(array).containsOnly(0);
	}

	@Test
	void releaseWhenBytesAreHeldWipesAndGivesBack() {
		decrypted("secret");
		taken(2);
		byte[] array = this.plain.room().array();
		this.plain.release();
		assertThat(this.plain.remaining()).isZero();
		assertThat(this.pool.borrow(1).room().array()).isSameAs(array).containsOnly(0);
	}

	@Test
	void settleWhenNothingWasDecryptedGivesBack() {
		byte[] array = this.plain.room().array();
		this.plain.settle();
		assertThat(this.pool.borrow(1).room().array()).isSameAs(array);
	}

	private void decrypted(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		this.plain.room().put(bytes);
		this.plain.settle();
	}

	private String taken(int length) {
		byte[] target = new byte[length + 1];
		return new String(target, 1, this.plain.take(target, 1, length), StandardCharsets.US_ASCII);
	}

}

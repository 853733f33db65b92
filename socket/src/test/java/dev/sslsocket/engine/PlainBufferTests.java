package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainBufferTests {

	private final BufferPool pool = new BufferPool(100, 4);

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
	void addedWhenBytesAreStillHeldPutsBehindThem() {
		decrypted("one");
		taken(1);
		decrypted("two");
		assertThat(taken(10)).isEqualTo("netwo");
	}

	@Test
	void takeWhenItEmptiesTheBufferWipesAndGivesBack() {
		decrypted("secret");
		byte[] array = this.plain.target().array();
		taken(6);
		assertThat(this.pool.borrow()).isSameAs(array).containsOnly(0);
	}

	@Test
	void releaseWhenBytesAreHeldWipesAndGivesBack() {
		decrypted("secret");
		taken(2);
		byte[] array = this.plain.target().array();
		this.plain.release();
		assertThat(this.plain.remaining()).isZero();
		assertThat(this.pool.borrow()).isSameAs(array).containsOnly(0);
	}

	@Test
	void addedWhenNothingWasDecryptedGivesBack() {
		byte[] array = this.plain.target().array();
		this.plain.added(0);
		assertThat(this.pool.borrow()).isSameAs(array);
	}

	private void decrypted(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		this.plain.target().put(bytes);
		this.plain.added(bytes.length);
	}

	private String taken(int length) {
		byte[] target = new byte[length];
		return new String(target, 0, this.plain.take(ByteBuffer.wrap(target, 0, length)), StandardCharsets.US_ASCII);
	}

}

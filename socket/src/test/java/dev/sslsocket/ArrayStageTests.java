package dev.sslsocket;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ArrayStageTests {

	private static final int SIZE = 64 * 1024;

	private final byte[] data = new byte[3 * SIZE + 1];

	ArrayStageTests() {
		new Random(7).nextBytes(this.data);
	}

	@Test
	void readWhenTheTargetIsSmallTakesNoMoreThanFits() throws IOException {
		InputStream in = new ByteArrayInputStream(this.data);
		ByteBuffer target = ByteBuffer.allocateDirect(10).position(3).limit(8);
		assertThat(ArrayStage.read(in, target)).isEqualTo(5);
		assertThat(target.hasRemaining()).isFalse();
		assertThat(bytes(target.position(3).limit(8))).isEqualTo(slice(0, 5));
		assertThat(in.read()).isEqualTo(this.data[5] & 0xff);
	}

	@Test
	void readWhenTheTargetIsLargeAsksTheStreamOnce() throws IOException {
		List<Integer> asked = new ArrayList<>();
		InputStream in = new ByteArrayInputStream(this.data) {

			@Override
			public int read(byte[] target, int offset, int length) {
				asked.add(length);
				return super.read(target, offset, length);
			}

		};
		ByteBuffer target = ByteBuffer.allocateDirect(2 * SIZE);
		assertThat(ArrayStage.read(in, target)).isEqualTo(SIZE);
		assertThat(asked).containsExactly(SIZE);
		assertThat(bytes(target.flip())).isEqualTo(slice(0, SIZE));
	}

	@Test
	void readWhenTheStreamEndsIsMinusOneAndPutsNothing() throws IOException {
		ByteBuffer target = ByteBuffer.allocateDirect(10);
		assertThat(ArrayStage.read(InputStream.nullInputStream(), target)).isEqualTo(-1);
		assertThat(target.position()).isZero();
	}

	@Test
	void writeWhenTheSourceIsLargerThanAnArrayWritesAllInOrder() throws IOException {
		List<Integer> pieces = new ArrayList<>();
		ByteArrayOutputStream out = new ByteArrayOutputStream() {

			@Override
			public void write(byte[] source, int offset, int length) {
				pieces.add(length);
				super.write(source, offset, length);
			}

		};
		ByteBuffer source = ByteBuffer.allocateDirect(this.data.length).put(this.data).flip();
		ArrayStage.write(out, source);
		assertThat(source.hasRemaining()).isFalse();
		assertThat(pieces).containsExactly(SIZE, SIZE, SIZE, 1);
		assertThat(out.toByteArray()).isEqualTo(this.data);
	}

	@Test
	void arrayWhenAStreamFailsIsUsedAgain() {
		Set<byte[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		InputStream in = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("reset");
			}

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				seen.add(target);
				throw new IOException("reset");
			}

		};
		OutputStream out = new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException("reset");
			}

			@Override
			public void write(byte[] source, int offset, int length) throws IOException {
				seen.add(source);
				throw new IOException("reset");
			}

		};
		for (int i = 0; i < 50; i++) {
			assertThatIOException().isThrownBy(() -> ArrayStage.read(in, ByteBuffer.allocateDirect(1)));
			assertThatIOException().isThrownBy(() -> ArrayStage.write(out, ByteBuffer.allocateDirect(1)));
		}
		assertThat(seen).hasSizeLessThan(50);
	}

	@Test
	void arraysWhenManyThreadsWriteAreNeverSharedAtOnce() throws Exception {
		CompletableFuture<?>[] threads = IntStream.range(0, 4).mapToObj((thread) -> Endpoints.async(() -> {
			byte[] own = new byte[1000];
			Arrays.fill(own, (byte) thread);
			ByteBuffer source = ByteBuffer.allocateDirect(own.length).put(own);
			for (int i = 0; i < 5000; i++) {
				ByteArrayOutputStream out = new ByteArrayOutputStream(own.length);
				ArrayStage.write(out, source.flip());
				assertThat(out.toByteArray()).isEqualTo(own);
			}
			return thread;
		})).toArray(CompletableFuture[]::new);
		for (CompletableFuture<?> thread : threads) {
			Endpoints.get(thread);
		}
	}

	private byte[] slice(int from, int to) {
		return Arrays.copyOfRange(this.data, from, to);
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

}

package dev.sslsocket.benchmarks.workload;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BulkTests {

	@Test
	void runWhenFirstReadBringsAllEnds() throws Exception {
		Bulk.Figures figures = Bulk.run(new InMemory(), 16, true, 0);
		assertThat(figures.gbPerSecond()).isPositive();
	}

	/** What is written is read at once and whole. */
	private static final class InMemory implements Peer {

		private final BlockingQueue<Byte> there = new LinkedBlockingQueue<>();

		private final BlockingQueue<Byte> back = new LinkedBlockingQueue<>();

		@Override
		public String name() {
			return "in memory";
		}

		@Override
		public Listening listen(boolean noDelay) {
			return new Listening() {

				@Override
				public int port() {
					return 0;
				}

				@Override
				public Link accept() {
					return new Pipes(InMemory.this.there, InMemory.this.back);
				}

				@Override
				public void close() {
					// Nothing is open.
				}

			};
		}

		@Override
		public Dialing dialing(boolean noDelay, boolean resuming) {
			return (port) -> new Pipes(this.back, this.there);
		}

	}

	private record Pipes(BlockingQueue<Byte> in, BlockingQueue<Byte> out) implements Link {

		@Override
		public int read(byte[] target, int offset, int length) {
			try {
				int count = 0;
				do {
					target[offset + count] = this.in.take();
					count++;
				}
				while (count < length && target[offset + count - 1] == 0);
				return count;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void write(byte[] source, int offset, int length) {
			for (int i = 0; i < length; i++) {
				this.out.add(source[offset + i]);
			}
		}

		@Override
		public void close() {
			// Nothing is open.
		}

	}

}

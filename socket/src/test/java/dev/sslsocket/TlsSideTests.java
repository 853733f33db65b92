package dev.sslsocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class TlsSideTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 20_000;

	/** Of a connection that does nothing. */
	private final TlsWire wire = new TlsWire(null, null);

	private final Side side = new Side(this.wire);

	private int count;

	@SuppressWarnings("serial")
	private static final class Side extends TlsSide {

		private int givenBack;

		Side(TlsWire wire) {
			super(wire);
		}

		@Override
		void giveBack() {
			this.givenBack++;
		}

	}

	@Test
	void enterWhenManyThreadsWantToLetsOneIn() throws Exception {
		Thread[] threads = new Thread[THREADS];
		for (int i = 0; i < THREADS; i++) {
			threads[i] = new Thread(this::countUp);
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.count).isEqualTo(THREADS * ROUNDS);
	}

	private void countUp() {
		for (int i = 0; i < ROUNDS; i++) {
			this.side.enter();
			this.count++;
			this.side.leave();
		}
	}

	@Test
	void tryEnterWhenAnotherThreadIsInsideSaysSo() throws Exception {
		this.side.enter();
		assertThat(CompletableFuture.supplyAsync(this.side::tryEnter).get()).isFalse();
		assertThat(CompletableFuture.supplyAsync(() -> tryFor(1)).get()).isFalse();
		this.side.leave();
		assertThat(this.side.tryEnter()).isTrue();
	}

	@Test
	void tryEnterWhenItBecomesFreeInTimeIsLetIn() throws Exception {
		this.side.enter();
		Thread waiting = new Thread(() -> {
			if (tryFor(30_000)) {
				this.count++;
				this.side.leave();
			}
		});
		waiting.start();
		while (!this.side.hasQueuedThreads()) {
			Thread.onSpinWait();
		}
		this.side.leave();
		waiting.join();
		assertThat(this.count).isOne();
	}

	@Test
	void leaveByWhoeverIsNotInsideIsRefused() throws Exception {
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(this.side::leave);
		CompletableFuture.runAsync(this.side::enter).get();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(this.side::leave);
		assertThat(this.side.tryEnter()).isFalse();
	}

	@Test
	void leaveWhenTlsIsOverGivesBackAndOtherwiseKeeps() {
		this.side.enter();
		this.side.leave();
		this.side.end();
		assertThat(this.side.givenBack).isZero();
		this.wire.close();
		this.side.enter();
		this.side.end();
		assertThat(this.side.givenBack).as("somebody is inside").isZero();
		this.side.leave();
		assertThat(this.side.givenBack).isOne();
		this.side.end();
		this.side.enter();
		this.side.leaveAsItIs();
		assertThat(this.side.givenBack).isEqualTo(2);
	}

	private boolean tryFor(long millis) {
		try {
			return this.side.tryEnter(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package dev.sslsocket;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * One side, reading or writing, of a connection that has shaken hands. Lets one thread in
 * at a time: it is its own lock, neither fair nor reentrant, since a
 * {@link java.util.concurrent.locks.ReentrantLock} would be two more objects for each
 * side of each idle connection. Dumps of threads name the lock's owner.
 */
@SuppressWarnings("serial")
abstract class TlsSide extends AbstractQueuedSynchronizer {

	private static final int FREE = 0;

	private static final int TAKEN = 1;

	private final TlsWire wire;

	TlsSide(TlsWire wire) {
		this.wire = wire;
	}

	final TlsWire wire() {
		return this.wire;
	}

	/** Gives back what this side has borrowed; called by whoever is inside. */
	abstract void giveBack();

	final void enter() {
		acquire(TAKEN);
	}

	final boolean tryEnter() {
		return tryAcquire(TAKEN);
	}

	/** Waits for a time, which may be as long as can be. */
	final boolean tryEnter(long time, TimeUnit unit) throws InterruptedException {
		return tryAcquireNanos(TAKEN, unit.toNanos(time));
	}

	/**
	 * Lets the next one in. Once TLS is over there is nothing more to do here for anyone.
	 * @throws IllegalMonitorStateException if another thread is inside, or none
	 */
	void leave() {
		if (this.wire.over()) {
			giveBack();
		}
		leaveAsItIs();
	}

	/** Lets the next one in, who may still look at what is there when TLS is over. */
	final void leaveAsItIs() {
		release(FREE);
	}

	/** Gives back, once TLS is over. Whoever is inside meanwhile does it when leaving. */
	final void end() {
		if (tryEnter()) {
			leave();
		}
	}

	@Override
	protected final boolean tryAcquire(int taken) {
		if (!compareAndSetState(FREE, taken)) {
			return false;
		}
		setExclusiveOwnerThread(Thread.currentThread());
		return true;
	}

	@Override
	protected final boolean tryRelease(int free) {
		if (getExclusiveOwnerThread() != Thread.currentThread()) {
			throw new IllegalMonitorStateException();
		}
		setExclusiveOwnerThread(null);
		setState(free);
		return true;
	}

}

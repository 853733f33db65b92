package dev.sslsocket.testing.peer;

import java.io.IOException;

/**
 * Passes so many bytes and then acts. Used by one thread.
 */
final class LimitedPassage implements Passage {

	private final Action action;

	private long left;

	LimitedPassage(long limit, Action action) {
		this.left = limit;
		this.action = action;
	}

	@Override
	public void pass(byte[] bytes, Wire wire) throws IOException {
		int count = (int) Math.min(this.left, bytes.length);
		wire.write(bytes, 0, count);
		this.left -= count;
		if (this.left == 0) {
			this.action.on(wire);
		}
	}

	/**
	 * What happens at the limit.
	 */
	@FunctionalInterface
	interface Action {

		void on(Wire wire) throws IOException;

	}

}

package dev.sslsocket.sample;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client, through the socket that its conversation goes through at this moment: plain,
 * TLS, plain again. One thread converses; any thread may close.
 */
final class Connection implements Closeable {

	private static final long GRACE_SECONDS = 2;

	/** Held while an answer is due, so that closing does not cut it off. */
	private final ReentrantLock turn = new ReentrantLock();

	private volatile Socket socket;

	private volatile boolean closing;

	Connection(Socket accepted) {
		this.socket = accepted;
	}

	/** The socket to talk through now. */
	Socket socket() {
		return this.socket;
	}

	/** Goes on through another socket over the same TCP connection. */
	void switchTo(Socket next) {
		this.socket = next;
	}

	/** Does something that the client has asked for and waits for. */
	void answer(Answer answer) throws IOException {
		this.turn.lock();
		try {
			answer.give();
		}
		finally {
			this.turn.unlock();
		}
	}

	/** Whether it was us who ended the conversation. */
	boolean isClosing() {
		return this.closing;
	}

	/**
	 * Ends the conversation between two answers, which wakes a thread that waits for the
	 * client; one that does not take its answer is cut off after a while.
	 */
	@Override
	public void close() throws IOException {
		this.closing = true;
		boolean free = awaitTurn();
		try {
			this.socket.close();
		}
		finally {
			if (free) {
				this.turn.unlock();
			}
		}
	}

	private boolean awaitTurn() {
		try {
			return this.turn.tryLock(GRACE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Whatever is said at one go. */
	@FunctionalInterface
	interface Answer {

		void give() throws IOException;

	}

}

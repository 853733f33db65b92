package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of the application through a channel, and what the channel waits for. Each
 * direction is used by one thread at a time.
 */
final class ChannelTraffic {

	private final ChannelLink link;

	/** Whether what was asked for last waits for the peer. */
	private volatile boolean starved;

	/** What a read met behind the bytes that it returned. */
	private volatile @Nullable IOException untold;

	private volatile boolean endUntold;

	ChannelTraffic(ChannelLink link) {
		this.link = link;
	}

	/**
	 * Reads what is there, of as many records as fit. An alert is left for the next call,
	 * where it can be told from data: in TLS 1.2 the peer's close_notify ends our
	 * direction, too, and the application may want to answer what it has just got.
	 * @return how many bytes; 0 for "not now"; -1 after the peer's close_notify
	 */
	long read(ByteBuffer[] targets, int offset, int length) throws IOException {
		if (!this.link.shakeHands()) {
			return 0;
		}
		begin();
		long total = 0;
		for (int i = offset; i < offset + length; i++) {
			ByteBuffer target = targets[i];
			while (target.hasRemaining()) {
				if (total > 0 && !this.link.pump().dataAtHand()) {
					return total;
				}
				int count = read(target, total > 0);
				if (count <= 0) {
					this.starved = total == 0 && count == 0;
					return (total > 0) ? total : count;
				}
				total += count;
			}
		}
		return total;
	}

	private int read(ByteBuffer target, boolean behindOthers) throws IOException {
		try {
			int count = this.link.pump().read(target);
			this.endUntold = behindOthers && count < 0;
			return count;
		}
		catch (IOException ex) {
			if (!behindOthers) {
				throw ex;
			}
			this.untold = ex;
			return 0;
		}
	}

	/** Whatever comes of a call that throws, it waits for nothing. */
	private void begin() throws IOException {
		this.starved = false;
		IOException kept = this.untold;
		if (kept != null) {
			this.untold = null;
			throw kept;
		}
	}

	/** Copies without consuming, of one record at the most. */
	int peek(ByteBuffer target) throws IOException {
		if (!this.link.shakeHands() || !target.hasRemaining()) {
			return 0;
		}
		begin();
		int count = this.link.pump().peek(target);
		this.starved = count == 0;
		return count;
	}

	/**
	 * Returns how much a read would bring that no selector tells of.
	 * @return at least so many bytes; 1 also for the end, or a fault
	 */
	int pending() {
		int decrypted = this.link.pump().pending();
		boolean more = this.untold != null || this.endUntold || this.link.pump().recordAtHand();
		return (decrypted > 0) ? decrypted : more ? 1 : 0;
	}

	/**
	 * Encrypts as much as there is room for and sends as much as the socket takes.
	 * @return how many bytes were taken; 0 for "not now"
	 */
	long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		return this.link.shakeHands() ? this.link.pump().write(sources, offset, length) : 0;
	}

	/**
	 * Sends what an earlier call left.
	 * @return whether nothing is left
	 */
	boolean flush() throws IOException {
		return this.link.shakeHands() && this.link.pump().flush();
	}

	boolean stop() throws IOException {
		this.starved = false;
		boolean stopped = this.link.stop();
		this.starved = !stopped && !this.link.pump().unsent();
		return stopped;
	}

	/** What the last call waits for. */
	ChannelNeed wants() {
		if (this.link.ended()) {
			return ChannelNeed.NOTHING;
		}
		if (!this.link.pump().established()) {
			return this.link.handshakeNeed();
		}
		if (this.link.pump().unsent()) {
			return ChannelNeed.WRITE;
		}
		return this.starved ? ChannelNeed.READ : ChannelNeed.NOTHING;
	}

	/** The same for a selector, and reading where the peer may say something. */
	int interestOps() {
		int reading = (!this.link.ended() && this.link.pump().readable()) ? SelectionKey.OP_READ : 0;
		return switch (wants()) {
			case NOTHING -> reading;
			case READ -> SelectionKey.OP_READ;
			case WRITE -> SelectionKey.OP_WRITE | reading;
			case TASK -> 0;
		};
	}

}

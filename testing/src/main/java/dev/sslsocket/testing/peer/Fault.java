package dev.sslsocket.testing.peer;

import java.util.function.Supplier;

/**
 * What a {@link FaultProxy} does to one direction of a connection. It counts bytes and
 * records from the moment it is put in place, for each connection anew. Immutable; safe
 * for use by many threads.
 */
public final class Fault {

	private final String name;

	private final Supplier<Passage> passages;

	private Fault(String name, Supplier<Passage> passages) {
		this.name = name;
		this.passages = passages;
	}

	/**
	 * Lets everything pass.
	 * @return no fault
	 */
	public static Fault none() {
		return new Fault("none", () -> (bytes, wire) -> wire.write(bytes));
	}

	/**
	 * Flips the last bit of an encrypted record, as somebody in the middle could: the
	 * receiver has to notice, and must not take it for the end of the data.
	 * @param number which record of type application_data, from 1; in TLS 1.3 the
	 * encrypted part of the handshake counts too, so put the fault in place after it
	 * @return the fault
	 * @throws IllegalArgumentException when the number is too small
	 */
	public static Fault flipBitInRecord(int number) {
		requireAtLeast(1, number);
		return new Fault("flip a bit in record " + number, () -> new TamperingPassage(number));
	}

	/**
	 * Ends both directions of the TCP connection in an orderly way (FIN), within a record
	 * if that is where it happens.
	 * @param bytes how many pass before; 0 ends it at the next byte
	 * @return the fault
	 * @throws IllegalArgumentException when the number is too small
	 */
	public static Fault cutAfter(long bytes) {
		requireAtLeast(0, bytes);
		return new Fault("cut after " + bytes, () -> new LimitedPassage(bytes, Wire::cut));
	}

	/**
	 * Resets the TCP connection on both sides (RST).
	 * @param bytes how many pass before; 0 resets it at the next byte
	 * @return the fault
	 * @throws IllegalArgumentException when the number is too small
	 */
	public static Fault resetAfter(long bytes) {
		requireAtLeast(0, bytes);
		return new Fault("reset after " + bytes, () -> new LimitedPassage(bytes, Wire::reset));
	}

	/**
	 * Stops reading and passes nothing more while the connection stays open: the receiver
	 * waits, and the sender too as soon as the buffers between are full.
	 * @param bytes how many pass before; 0 stalls at the next byte
	 * @return the fault
	 * @throws IllegalArgumentException when the number is too small
	 */
	public static Fault stallAfter(long bytes) {
		requireAtLeast(0, bytes);
		return new Fault("stall after " + bytes, () -> new LimitedPassage(bytes, Wire::stall));
	}

	/**
	 * Passes everything in small TCP segments. A receiver that is slower than the proxy
	 * may still read several at once.
	 * @param bytes the length of a segment, at least 1
	 * @return the fault
	 * @throws IllegalArgumentException when the number is too small
	 */
	public static Fault chunksOf(int bytes) {
		requireAtLeast(1, bytes);
		return new Fault("chunks of " + bytes, () -> (passing, wire) -> {
			for (int offset = 0; offset < passing.length; offset += bytes) {
				wire.write(passing, offset, Math.min(bytes, passing.length - offset));
			}
		});
	}

	Passage open() {
		return this.passages.get();
	}

	@Override
	public String toString() {
		return "Fault[" + this.name + "]";
	}

	private static void requireAtLeast(long least, long number) {
		if (number < least) {
			throw new IllegalArgumentException(number + " is less than " + least);
		}
	}

}

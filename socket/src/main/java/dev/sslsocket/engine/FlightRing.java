package dev.sslsocket.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The first entries of a connection and the last ones, with notes on hellos among the
 * first: less than 800 bytes, all of them taken at once. What comes in between is
 * overwritten and counted. Not thread-safe; whoever reads while another writes sees an
 * entry or the one before it.
 */
final class FlightRing {

	private static final int FIRST = 8;

	private static final int LAST = 16;

	private final long[] entries = new long[FIRST + LAST];

	private final HelloNotes notes = new HelloNotes();

	private int count;

	/**
	 * Adds an entry.
	 * @return its index
	 */
	int add(long entry) {
		this.entries[slot(this.count)] = entry;
		return this.count++;
	}

	int count() {
		return this.count;
	}

	/** The entry of an index, which must be among the first or the last. */
	long get(int index) {
		return this.entries[slot(index)];
	}

	void set(int index, long entry) {
		this.entries[slot(index)] = entry;
	}

	/** Whether the last entry is part of a message of one side. */
	boolean endsWithPiece(boolean sent) {
		return this.count > 0 && FlightEntry.isPiece(get(this.count - 1), sent);
	}

	/** The index of the oldest of the last entries. */
	int oldest() {
		return Math.max(0, this.count - LAST);
	}

	/**
	 * The index of what one side sent last, -1 where it is not among the last entries.
	 */
	int last(boolean sent) {
		int last = this.count - 1;
		while (last >= oldest() && FlightEntry.isSent(get(last)) != sent) {
			last--;
		}
		return (last >= oldest()) ? last : -1;
	}

	/** Whether an entry stays: notes are found by the order of their entries. */
	boolean mayNote(int index) {
		return index < FIRST;
	}

	HelloNotes notes() {
		return this.notes;
	}

	/** Says that there is a note on an entry now. */
	void noted(int index) {
		set(index, FlightEntry.noted(get(index)));
	}

	/** The line of an entry. */
	String text(int index) {
		long entry = get(index);
		if (!FlightEntry.isNoted(entry)) {
			return FlightEntry.text(entry, "");
		}
		int before = 0;
		for (int i = 0; i < index; i++) {
			before += FlightEntry.isNoted(get(i)) ? 1 : 0;
		}
		return FlightEntry.text(entry, this.notes.words(before));
	}

	/** The lines of all entries that are there, the oldest first. */
	List<String> texts() {
		int all = this.count;
		List<String> lines = new ArrayList<>(Math.min(all, FIRST + LAST) + 2);
		for (int i = 0; i < Math.min(all, FIRST); i++) {
			lines.add(text(i));
		}
		if (all > FIRST + LAST) {
			lines.add("... " + (all - FIRST - LAST) + " more");
		}
		for (int i = Math.max(FIRST, all - LAST); i < all; i++) {
			lines.add(text(i));
		}
		return lines;
	}

	private static int slot(int index) {
		return (index < FIRST) ? index : FIRST + (index - FIRST) % LAST;
	}

}

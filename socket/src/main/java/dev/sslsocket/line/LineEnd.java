package dev.sslsocket.line;

/**
 * Where a line ends: the values of Perl's {@code $/}.
 */
interface LineEnd {

	byte LF = '\n';

	byte CR = '\r';

	/**
	 * Looks for the end of the line that the bytes begin with.
	 * @param from where the line begins
	 * @param searched up to where it was searched before, in vain
	 * @param to where the bytes end
	 * @return index behind the line and its separator, -1 if it is not there
	 */
	int find(byte[] bytes, int from, int searched, int to);

	/** How many of the bytes of a line are its separator. */
	int separatorLength(byte[] bytes, int from, int to);

	/** The most that {@link #separatorLength} can be. */
	int longestSeparator();

	/** The longest line, given how long lines may be. */
	default int limit(int maxLength) {
		return maxLength;
	}

	/** How many bytes between two lines belong to neither. */
	default int gap(byte[] bytes, int from, int to) {
		return 0;
	}

	/** A string. */
	final class Separator implements LineEnd {

		private final byte[] separator;

		Separator(byte[] separator) {
			this.separator = separator;
		}

		@Override
		public int find(byte[] bytes, int from, int searched, int to) {
			int last = to - this.separator.length;
			for (int at = Math.max(from, searched - this.separator.length + 1); at <= last; at++) {
				if (isAt(bytes, at)) {
					return at + this.separator.length;
				}
			}
			return -1;
		}

		private boolean isAt(byte[] bytes, int at) {
			for (int i = 0; i < this.separator.length; i++) {
				if (bytes[at + i] != this.separator[i]) {
					return false;
				}
			}
			return true;
		}

		@Override
		public int separatorLength(byte[] bytes, int from, int to) {
			int at = to - this.separator.length;
			return (at >= from && isAt(bytes, at)) ? this.separator.length : 0;
		}

		@Override
		public int longestSeparator() {
			return this.separator.length;
		}

	}

	/** LF, or CR LF: what people call a line. */
	record Newline() implements LineEnd {

		private static final Separator NEWLINE = new Separator(new byte[] { LF });

		@Override
		public int find(byte[] bytes, int from, int searched, int to) {
			return NEWLINE.find(bytes, from, searched, to);
		}

		@Override
		public int separatorLength(byte[] bytes, int from, int to) {
			int newline = NEWLINE.separatorLength(bytes, from, to);
			boolean carriageReturn = newline > 0 && to - from > 1 && bytes[to - 2] == CR;
			return carriageReturn ? 2 : newline;
		}

		@Override
		public int longestSeparator() {
			return 2;
		}

	}

	/** One empty line or more. */
	record Paragraph() implements LineEnd {

		private static final Separator EMPTY_LINE = new Separator(new byte[] { LF, LF });

		@Override
		public int find(byte[] bytes, int from, int searched, int to) {
			return EMPTY_LINE.find(bytes, from, searched, to);
		}

		@Override
		public int separatorLength(byte[] bytes, int from, int to) {
			int at = to;
			while (at > from && bytes[at - 1] == LF) {
				at--;
			}
			return to - at;
		}

		@Override
		public int longestSeparator() {
			return 2;
		}

		@Override
		public int gap(byte[] bytes, int from, int to) {
			int at = from;
			while (at < to && bytes[at] == LF) {
				at++;
			}
			return at - from;
		}

	}

	/** A number of bytes. */
	record Size(int size) implements LineEnd {

		@Override
		public int find(byte[] bytes, int from, int searched, int to) {
			return (to - from >= this.size) ? from + this.size : -1;
		}

		@Override
		public int separatorLength(byte[] bytes, int from, int to) {
			return 0;
		}

		@Override
		public int longestSeparator() {
			return 0;
		}

		@Override
		public int limit(int maxLength) {
			return this.size;
		}

	}

	/** Nowhere but at the end of the data. */
	record Never() implements LineEnd {

		@Override
		public int find(byte[] bytes, int from, int searched, int to) {
			return -1;
		}

		@Override
		public int separatorLength(byte[] bytes, int from, int to) {
			return 0;
		}

		@Override
		public int longestSeparator() {
			return 0;
		}

	}

}

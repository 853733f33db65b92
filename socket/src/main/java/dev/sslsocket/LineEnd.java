package dev.sslsocket;

/**
 * Where a line ends: the values of Perl's {@code $/}.
 */
interface LineEnd {

	byte LF = '\n';

	byte CR = '\r';

	/**
	 * Looks for the end of the line that the bytes begin with.
	 * @param searched how many bytes were searched before, in vain
	 * @param length how many there are now
	 * @return index behind the line and its separator, -1 if it is not there
	 */
	int find(byte[] bytes, int searched, int length);

	/** How many of the bytes that a line has, up to its length, are its separator. */
	int separatorLength(byte[] line, int length);

	/** The most that {@link #separatorLength} can be. */
	int longestSeparator();

	/** The longest line, given how long lines may be. */
	default int limit(int maxLength) {
		return maxLength;
	}

	/** How many bytes between two lines belong to neither. */
	default int gap(byte[] bytes, int from, int length) {
		return 0;
	}

	/** A string. */
	record Separator(byte[] separator) implements LineEnd {

		@Override
		public int find(byte[] bytes, int searched, int length) {
			int last = length - this.separator.length;
			for (int at = Math.max(0, searched - this.separator.length + 1); at <= last; at++) {
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
		public int separatorLength(byte[] line, int length) {
			int at = length - this.separator.length;
			return (at >= 0 && isAt(line, at)) ? this.separator.length : 0;
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
		public int find(byte[] bytes, int searched, int length) {
			return NEWLINE.find(bytes, searched, length);
		}

		@Override
		public int separatorLength(byte[] line, int length) {
			int newline = NEWLINE.separatorLength(line, length);
			boolean carriageReturn = newline > 0 && length > 1 && line[length - 2] == CR;
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
		public int find(byte[] bytes, int searched, int length) {
			return EMPTY_LINE.find(bytes, searched, length);
		}

		@Override
		public int separatorLength(byte[] line, int length) {
			int count = 0;
			while (count < length && line[length - 1 - count] == LF) {
				count++;
			}
			return count;
		}

		@Override
		public int longestSeparator() {
			return 2;
		}

		@Override
		public int gap(byte[] bytes, int from, int length) {
			int at = from;
			while (at < length && bytes[at] == LF) {
				at++;
			}
			return at - from;
		}

	}

	/** A number of bytes. */
	record Size(int size) implements LineEnd {

		@Override
		public int find(byte[] bytes, int searched, int length) {
			return (length >= this.size) ? this.size : -1;
		}

		@Override
		public int separatorLength(byte[] line, int length) {
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
		public int find(byte[] bytes, int searched, int length) {
			return -1;
		}

		@Override
		public int separatorLength(byte[] line, int length) {
			return 0;
		}

		@Override
		public int longestSeparator() {
			return 0;
		}

	}

}

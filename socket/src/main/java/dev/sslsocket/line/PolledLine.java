package dev.sslsocket.line;

import org.jspecify.annotations.Nullable;

/**
 * What {@link LineReader#poll()} found: a line, or that there is none yet, or that there
 * will be none any more. Immutable, unless somebody writes into {@link #bytes()}.
 */
public final class PolledLine {

	static final PolledLine NOT_YET = new PolledLine(null, LineFormat.lines());

	static final PolledLine END = new PolledLine(null, LineFormat.lines());

	private final byte @Nullable [] bytes;

	private final LineFormat format;

	private PolledLine(byte @Nullable [] bytes, LineFormat format) {
		this.bytes = bytes;
		this.format = format;
	}

	static PolledLine of(byte[] bytes, LineFormat format) {
		return new PolledLine(bytes, format);
	}

	/**
	 * Returns whether there is a line.
	 * @return false also at the end
	 */
	public boolean isPresent() {
		return this.bytes != null;
	}

	/**
	 * Returns whether there will be no line any more.
	 * @return false while one may still come
	 */
	public boolean isEnd() {
		return this == END;
	}

	/**
	 * Returns the line as it came.
	 * @return its bytes with the separator
	 * @throws IllegalStateException if there is no line
	 */
	public byte[] bytes() {
		if (this.bytes == null) {
			throw new IllegalStateException(isEnd() ? "There is no line any more" : "There is no line yet");
		}
		return this.bytes;
	}

	/**
	 * Returns the line as text.
	 * @return its characters without the separator
	 * @throws IllegalStateException if there is no line
	 */
	public String text() {
		return this.format.text(bytes());
	}

}

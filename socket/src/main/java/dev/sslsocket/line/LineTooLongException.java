package dev.sslsocket.line;

import java.io.IOException;

/**
 * A peer sends a line that is longer than {@link LineFormat#maxLength()}. The connection
 * is as it was; {@link LineReader#takePartial()} returns what was read of the line.
 */
public final class LineTooLongException extends IOException {

	private static final long serialVersionUID = 1L;

	private final int maxLength;

	LineTooLongException(int maxLength) {
		super("A line is longer than the " + maxLength
				+ " bytes it may have. LineFormat.withMaxLength sets the limit; LineReader.takePartial()"
				+ " returns what was read of it");
		this.maxLength = maxLength;
	}

	/**
	 * Returns the limit.
	 * @return bytes that a line may have
	 */
	public int maxLength() {
		return this.maxLength;
	}

}

package dev.sslsocket.line;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What a line is: where it ends (Perl's {@code $/}), how long it may be, and how its
 * bytes become characters. Immutable; safe for use by many threads.
 */
public final class LineFormat {

	/** How many bytes a line may have unless told otherwise: 1 MiB. */
	public static final int DEFAULT_MAX_LENGTH = 1 << 20;

	private final Function<Charset, LineEnd> ending;

	private final LineEnd end;

	private final int maxLength;

	private final Charset charset;

	private LineFormat(Function<Charset, LineEnd> ending, int maxLength, Charset charset) {
		this.ending = ending;
		this.end = ending.apply(charset);
		this.maxLength = maxLength;
		this.charset = charset;
	}

	private static LineFormat of(Function<Charset, LineEnd> ending) {
		return new LineFormat(ending, DEFAULT_MAX_LENGTH, StandardCharsets.UTF_8);
	}

	/**
	 * Lines that end with LF or CR LF: what most protocols have.
	 * @return the format
	 */
	public static LineFormat lines() {
		return of((charset) -> new LineEnd.Newline());
	}

	/**
	 * Lines that end with a string of your own.
	 * @param separator at least one character
	 * @return the format
	 */
	public static LineFormat separatedBy(String separator) {
		if (separator.isEmpty()) {
			throw new IllegalArgumentException("separator: an empty string separates nothing; see paragraphs()");
		}
		return of((charset) -> new LineEnd.Separator(separator.getBytes(charset)));
	}

	/**
	 * Paragraphs: lines up to an empty one ({@code $/ = ''}). Several empty lines count
	 * as one, and those in front of a paragraph belong to none.
	 * @return the format
	 */
	public static LineFormat paragraphs() {
		return of((charset) -> new LineEnd.Paragraph());
	}

	/**
	 * Records of one size without a separator ({@code $/ = \N}). The last may be shorter.
	 * @param size number of bytes, at least 1; no other limit holds
	 * @return the format
	 */
	public static LineFormat records(int size) {
		if (size < 1) {
			throw new IllegalArgumentException("size: " + size + " is not the size of a record; it is at least 1");
		}
		return of((charset) -> new LineEnd.Size(size));
	}

	/**
	 * Everything up to the end of the data as one ({@code $/ = undef}).
	 * @return the format
	 */
	public static LineFormat everything() {
		return of((charset) -> new LineEnd.Never());
	}

	/**
	 * Returns this format with another limit. A peer can make us keep as many bytes.
	 * @param maxLength bytes that a line may have, its separator not counted; 1 MiB
	 * unless told otherwise
	 * @return the format
	 */
	public LineFormat withMaxLength(int maxLength) {
		if (maxLength < 1) {
			throw new IllegalArgumentException("maxLength: " + maxLength + " bytes are no line; it is at least 1");
		}
		return new LineFormat(this.ending, maxLength, this.charset);
	}

	/**
	 * Returns this format with another charset. Malformed bytes become its replacement
	 * character; {@link LineReader#readBytes()} returns them as they are.
	 * @param charset any in which LF is the one byte 10, as it is in UTF-8, which is the
	 * default, but not in UTF-16
	 * @return the format
	 */
	public LineFormat withCharset(Charset charset) {
		if (!Arrays.equals("\n".getBytes(charset), new byte[] { LineEnd.LF })) {
			throw new IllegalArgumentException(
					"charset: in " + charset + " a line feed is not the byte 10, by which lines are found");
		}
		return new LineFormat(this.ending, this.maxLength, charset);
	}

	/**
	 * Returns the limit.
	 * @return bytes that a line may have, its separator not counted
	 */
	public int maxLength() {
		return this.end.limit(this.maxLength);
	}

	/**
	 * Returns the charset.
	 * @return the charset
	 */
	public Charset charset() {
		return this.charset;
	}

	LineEnd end() {
		return this.end;
	}

	/** The characters of a line, without its separator. */
	String text(byte[] line) {
		return new String(line, 0, line.length - this.end.separatorLength(line, 0, line.length), this.charset);
	}

}

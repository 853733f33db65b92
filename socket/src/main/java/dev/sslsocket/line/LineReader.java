package dev.sslsocket.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.channels.IllegalBlockingModeException;
import java.util.Arrays;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines and takes nothing behind them (the seed's {@code readline},
 * {@code getline}, {@code getlines}, {@code getc}). What follows a line, which a
 * {@code BufferedReader} would keep to itself, is there for
 * {@link SslSocket#getInputStream()}, for {@link SslSocket#stopTls()} and for
 * {@code startTls}.
 *
 * <pre>{@code
 * LineReader lines = LineReader.over(socket);
 * for (String line = lines.readLine(); line != null; line = lines.readLine()) {
 *     ...
 * }
 * }</pre>
 *
 * A partial line is never returned. What has come of one when a read times out, or when
 * there is no more of it now, is kept: the next call goes on with it, and
 * {@link #takePartial()} hands it out to who wants no line any more. Only when the peer
 * ends its data as TLS demands, by close_notify, or under {@link EofPolicy#LENIENT} by
 * closing TCP, is the rest returned, once, as the last line. If the connection is cut
 * off, or its input shut down on our side, it stays with {@link #takePartial()}.
 * <p>
 * {@link Thread#interrupt()} does not end the wait of a platform thread and loses
 * nothing; that of a virtual thread ends with its socket closed, as with every socket of
 * the JDK.
 * <p>
 * Not for use by several threads at a time, and one reader per connection: another one
 * would not know of the partial line.
 */
public final class LineReader {

	private static final int FIRST_CAPACITY = 256;

	private static final int KEPT_CAPACITY = 8192;

	private static final byte[] NOTHING = new byte[0];

	private final PeekableSource source;

	private final LineFormat format;

	/** What was taken from the source and not returned is in here, from start to end. */
	private byte[] held = NOTHING;

	private int start;

	private int end;

	/** Up to where it was searched in vain for the end of a line of this format. */
	private int searched;

	private LineFormat searchedFor;

	private LineReader(PeekableSource source, LineFormat format) {
		this.source = source;
		this.format = format;
		this.searchedFor = format;
	}

	/**
	 * Reads lines that end with LF or CR LF, in UTF-8.
	 * @param socket an {@link SslSocket}, or any other, whose bytes are then read one by
	 * one: well enough for a few lines before TLS starts
	 * @return a reader
	 * @throws IOException if the socket is closed or not connected
	 */
	public static LineReader over(Socket socket) throws IOException {
		return over(socket, LineFormat.lines());
	}

	/**
	 * Reads lines of another format.
	 * @param socket an {@link SslSocket}, or any other, whose bytes are then read one by
	 * one: well enough for a few lines before TLS starts
	 * @param format what a line is unless a call says otherwise
	 * @return a reader
	 * @throws IOException if the socket is closed or not connected
	 */
	public static LineReader over(Socket socket, LineFormat format) throws IOException {
		return over((socket instanceof SslSocket tls) ? new PeekableSocket(tls) : new PeekableStream(socket), format);
	}

	/**
	 * Reads lines that end with LF or CR LF, in UTF-8, without waiting: by
	 * {@link #poll()}.
	 * @param channel what is read
	 * @return a reader
	 */
	public static LineReader over(SslSocketChannel channel) {
		return over(channel, LineFormat.lines());
	}

	/**
	 * Reads lines of another format without waiting: by {@link #poll()}.
	 * @param channel what is read
	 * @param format what a line is unless a call says otherwise
	 * @return a reader
	 */
	public static LineReader over(SslSocketChannel channel, LineFormat format) {
		return over(new PeekableChannel(channel), format);
	}

	static LineReader over(PeekableSource source, LineFormat format) {
		return new LineReader(source, format);
	}

	/**
	 * Reads a line; waits for all of it.
	 * @return its characters without the separator; {@code null} at the end
	 * @throws LineTooLongException if it is longer than its format allows
	 * @throws dev.sslsocket.failure.SslTruncatedException if the connection is cut off,
	 * within a line or not
	 * @throws IllegalBlockingModeException if the connection does not wait and the line
	 * is not there; see {@link #poll()}
	 * @throws IOException if reading fails or times out; what has come is kept
	 */
	public @Nullable String readLine() throws IOException {
		return readLine(this.format);
	}

	/**
	 * Reads a line of another format, as {@link #readLine()} does.
	 * @param format of this line
	 * @return its characters without the separator; {@code null} at the end
	 * @throws IOException as {@link #readLine()} does
	 */
	public @Nullable String readLine(LineFormat format) throws IOException {
		byte @Nullable [] line = readBytes(format);
		return (line != null) ? format.text(line) : null;
	}

	/**
	 * Reads a line as it comes, as {@link #readLine()} does: what Perl returns.
	 * @return its bytes with the separator, which only the last line can lack;
	 * {@code null} at the end
	 * @throws IOException as {@link #readLine()} does
	 */
	public byte @Nullable [] readBytes() throws IOException {
		return readBytes(this.format);
	}

	/**
	 * Reads a line of another format as it comes, as {@link #readLine()} does.
	 * @param format of this line
	 * @return its bytes with the separator, which only the last line can lack;
	 * {@code null} at the end
	 * @throws IOException as {@link #readLine()} does
	 */
	public byte @Nullable [] readBytes(LineFormat format) throws IOException {
		PolledLine line = poll(format);
		if (line.isPresent()) {
			return line.bytes();
		}
		if (line.isEnd()) {
			return null;
		}
		throw new IllegalBlockingModeException();
	}

	/**
	 * Returns the lines that are still to come, each of them read when it is asked for.
	 * @return a stream, which throws {@link UncheckedIOException}
	 */
	public Stream<String> lines() {
		int nature = Spliterator.ORDERED | Spliterator.NONNULL;
		return StreamSupport.stream(new Spliterators.AbstractSpliterator<String>(Long.MAX_VALUE, nature) {
			@Override
			public boolean tryAdvance(Consumer<? super String> action) {
				@Nullable String line = readLineUnchecked();
				if (line == null) {
					return false;
				}
				action.accept(line);
				return true;
			}
		}, false);
	}

	private @Nullable String readLineUnchecked() {
		try {
			return readLine();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads one byte, of a partial line first ({@code getc}).
	 * @return the byte, 0 to 255; -1 at the end
	 * @throws IllegalBlockingModeException if the connection does not wait and there is
	 * none
	 * @throws IOException if reading fails or times out
	 */
	public int read() throws IOException {
		if (this.start == this.end) {
			reserve(1);
			int count = this.source.read(this.held, this.end, 1);
			if (count == 0) {
				throw new IllegalBlockingModeException();
			}
			if (count < 0) {
				return -1;
			}
			this.end += count;
		}
		return take(1)[0] & 0xff;
	}

	/**
	 * Looks for a line. Over a connection that does not wait this does not wait either;
	 * over one that does it waits as {@link #readLine()} does.
	 * @return a line, none yet, or the end
	 * @throws IOException as {@link #readLine()} does
	 */
	public PolledLine poll() throws IOException {
		return poll(this.format);
	}

	/**
	 * Looks for a line of another format, as {@link #poll()} does.
	 * @param format of this line
	 * @return a line, none yet, or the end
	 * @throws IOException as {@link #readLine()} does
	 */
	public PolledLine poll(LineFormat format) throws IOException {
		if (format != this.searchedFor) {
			this.searched = this.start;
			this.searchedFor = format;
		}
		while (true) {
			remove(format.end().gap(this.held, this.start, this.end));
			int lineEnd = format.end().find(this.held, this.start, this.searched, this.end);
			refuseTooLong(format, lineEnd);
			if (lineEnd >= 0) {
				byte[] line = take(lineEnd - this.start);
				remove(format.end().gap(this.held, this.start, this.end));
				return PolledLine.of(line, format);
			}
			this.searched = this.end;
			int room = reserve(room(format));
			int count = this.source.peek(this.held, this.end, room);
			if (count == 0) {
				return PolledLine.NOT_YET;
			}
			if (count < 0) {
				return last(format);
			}
			takeUpToTheEndOfTheLine(format, this.end + count);
		}
	}

	/**
	 * Gives up the line that has not come as a whole, after a time-out say.
	 * @return the bytes that have come of it; none if nothing has
	 */
	public byte[] takePartial() {
		return take(this.end - this.start);
	}

	/**
	 * A line too long is kept, so that the next call says the same, and so that nobody
	 * takes its second half for a line.
	 */
	private void refuseTooLong(LineFormat format, int lineEnd) throws LineTooLongException {
		int shortest = (lineEnd >= 0)
				? lineEnd - this.start - format.end().separatorLength(this.held, this.start, lineEnd)
				: this.end - this.start - Math.max(0, format.end().longestSeparator() - 1);
		requireAllowed(format, shortest);
	}

	private static void requireAllowed(LineFormat format, int length) throws LineTooLongException {
		if (length > format.maxLength()) {
			throw new LineTooLongException(format.maxLength());
		}
	}

	private PolledLine last(LineFormat format) throws LineTooLongException {
		if (this.start == this.end || !this.source.endIsThePeers()) {
			return PolledLine.END;
		}
		requireAllowed(format, this.end - this.start);
		return PolledLine.of(takePartial(), format);
	}

	/**
	 * How much more a line may take, its separator included, and one byte to see it by.
	 */
	private int room(LineFormat format) {
		long limit = (long) format.maxLength() + format.end().longestSeparator();
		return (int) Math.max(1, Math.min(limit - (this.end - this.start), Integer.MAX_VALUE));
	}

	/**
	 * Makes sure that there is space behind the end.
	 * @param most bytes that are of use
	 * @return how many of them fit
	 */
	private int reserve(int most) {
		if (this.end == this.held.length) {
			int length = this.end - this.start;
			long capacity = (this.start > 0) ? this.held.length : Math.max(FIRST_CAPACITY, 2L * this.held.length);
			byte[] next = new byte[(int) Math.min(capacity, Integer.MAX_VALUE - 8)];
			System.arraycopy(this.held, this.start, next, 0, length);
			this.searched -= this.start;
			this.held = next;
			this.start = 0;
			this.end = length;
		}
		return Math.min(most, this.held.length - this.end);
	}

	/** Takes what was seen, but nothing behind the line. */
	private void takeUpToTheEndOfTheLine(LineFormat format, int seen) throws IOException {
		int lineEnd = format.end().find(this.held, this.start, this.searched, seen);
		int wanted = (lineEnd >= 0) ? lineEnd + format.end().gap(this.held, lineEnd, seen) : seen;
		while (this.end < wanted) {
			int count = this.source.read(this.held, this.end, wanted - this.end);
			if (count <= 0) {
				// Shut down by another thread meanwhile: looking again tells.
				return;
			}
			this.end += count;
		}
	}

	private byte[] take(int count) {
		byte[] taken = Arrays.copyOfRange(this.held, this.start, this.start + count);
		remove(count);
		return taken;
	}

	private void remove(int count) {
		if (count == 0) {
			return;
		}
		this.start += count;
		if (this.start == this.end) {
			this.start = 0;
			this.end = 0;
			this.held = (this.held.length > KEPT_CAPACITY) ? NOTHING : this.held;
		}
		this.searched = this.start;
	}

}

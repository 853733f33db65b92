package dev.sslsocket.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

import dev.sslsocket.failure.SslReason;

/**
 * Reads the first bytes of a peer before an engine sees them, so that a peer that does
 * not speak TLS loses none of its bytes and gets none of ours.
 */
public sealed interface Preface {

	/** The largest ClientHello taken: JSSE refuses larger ones, JVM-wide. */
	int MAX_CLIENT_HELLO = 32 * 1024;

	/** The most a record in clear holds (RFC 8446 section 5.1). */
	int LARGEST_PLAIN = 16 * 1024;

	/**
	 * Too few bytes to tell.
	 *
	 * @param atLeast how many more it takes at the least, 1 or more. Who asks again only
	 * then bounds the work: a hello of 32 KiB that drips in records of one byte is read
	 * some 60 times, not 190,000 times
	 */
	record NeedMore(int atLeast) implements Preface {
	}

	/**
	 * A complete ClientHello.
	 *
	 * @param hello what the client asks for
	 */
	record Hello(ClientHello hello) implements Preface {
	}

	/** A TLS server's first record. */
	record ServerRecord() implements Preface {
	}

	/**
	 * Not TLS.
	 *
	 * @param firstLine the first line of what came, printable and short
	 */
	record NotTls(String firstLine) implements Preface {
	}

	/**
	 * A ClientHello that no engine is to see.
	 *
	 * @param fault {@link SslReason#CLIENT_HELLO_TOO_LARGE},
	 * {@link SslReason#UNRECOGNIZED_NAME} or {@link SslReason#PROTOCOL_ERROR}; its
	 * message is printable and short
	 */
	record Refused(TlsFault fault) implements Preface {
	}

	/**
	 * Reads what a client sent first.
	 * @param bytes where it is
	 * @param offset the first byte
	 * @param length how many came so far
	 * @return what it is
	 */
	static Preface ofClient(byte[] bytes, int offset, int length) {
		if (length > RecordHeader.LENGTH && bytes[offset + RecordHeader.LENGTH] != 1) {
			return notTls(bytes, offset, length);
		}
		byte[] message = new byte[Math.min(length, MAX_CLIENT_HELLO + 4)];
		int joined = 0;
		int at = offset;
		int end = offset + length;
		while (true) {
			OptionalInt size = messageLength(message, joined);
			if (size.isPresent() && size.getAsInt() > MAX_CLIENT_HELLO) {
				return new Refused(new TlsFault(SslReason.CLIENT_HELLO_TOO_LARGE, "its ClientHello has "
						+ size.getAsInt() + " bytes, and at most " + MAX_CLIENT_HELLO + " are taken"));
			}
			if (size.isPresent() && joined >= 4 + size.getAsInt()) {
				return ofHello(ByteBuffer.wrap(message, 4, size.getAsInt()).slice());
			}
			// RFC 8446 section 5.1 allows no other and no empty record within a message;
			// a peer that could send them would have us collect bytes for ever.
			if (!mayBe(bytes, at, end - at, RecordHeader.HANDSHAKE)) {
				return notTls(bytes, offset, length);
			}
			if (end - at <= RecordHeader.LENGTH) {
				return new NeedMore(size.isPresent() ? 4 + size.getAsInt() - joined : 1);
			}
			int fragment = Math.min(RecordHeader.at(bytes, at).length(), end - at - RecordHeader.LENGTH);
			int count = Math.min(fragment, message.length - joined);
			System.arraycopy(bytes, at + RecordHeader.LENGTH, message, joined, count);
			joined += count;
			at += RecordHeader.LENGTH + fragment;
		}
	}

	/**
	 * Puts a ClientHello into as few records as it takes. JSSE's work grows with the
	 * square of their number: a hello of 32 KiB in records of one byte kept it busy for a
	 * second. What both sides sign are messages, not records.
	 * @param bytes what a client sent, beginning with what {@link #ofClient} found to be
	 * a {@link Hello}
	 * @return the same bytes, or the same message and what followed it in fewer records
	 */
	static byte[] joined(byte[] bytes) {
		byte[] content = new byte[bytes.length];
		int joined = 0;
		int at = 0;
		int records = 0;
		while (!complete(content, joined) && at + RecordHeader.LENGTH <= bytes.length
				&& at + RecordHeader.at(bytes, at).total() <= bytes.length) {
			RecordHeader header = RecordHeader.at(bytes, at);
			System.arraycopy(bytes, at + RecordHeader.LENGTH, content, joined, header.length());
			joined += header.length();
			at += header.total();
			records++;
		}
		if (records < 2) {
			return bytes;
		}
		ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length);
		for (int from = 0; from < joined; from += LARGEST_PLAIN) {
			int length = Math.min(LARGEST_PLAIN, joined - from);
			all.write(bytes, 0, 3);
			all.write(length >> 8);
			all.write(length);
			all.write(content, from, length);
		}
		all.write(bytes, at, bytes.length - at);
		return all.toByteArray();
	}

	private static boolean complete(byte[] message, int joined) {
		OptionalInt size = messageLength(message, joined);
		return size.isPresent() && joined >= 4 + size.getAsInt();
	}

	/**
	 * Reads what a server sent first: a handshake record, or an alert.
	 * @param bytes where it is
	 * @param offset the first byte
	 * @param length how many came so far
	 * @return what it is
	 */
	static Preface ofServer(byte[] bytes, int offset, int length) {
		int expected = (length > 0 && bytes[offset] == RecordHeader.ALERT) ? RecordHeader.ALERT
				: RecordHeader.HANDSHAKE;
		if (!mayBe(bytes, offset, length, expected)) {
			return notTls(bytes, offset, length);
		}
		return (length < RecordHeader.LENGTH) ? new NeedMore(1) : new ServerRecord();
	}

	private static Preface ofHello(ByteBuffer body) {
		try {
			return new Hello(ClientHello.parse(body));
		}
		catch (TlsFault fault) {
			return new Refused(fault);
		}
	}

	private static boolean mayBe(byte[] bytes, int offset, int length, int type) {
		return (length < 1 || bytes[offset] == type) && (length < 2 || bytes[offset + 1] == 3)
				&& (length < RecordHeader.LENGTH || RecordHeader.at(bytes, offset).length() > 0
						&& RecordHeader.at(bytes, offset).length() <= RecordHeader.MAX_FRAGMENT);
	}

	private static OptionalInt messageLength(byte[] message, int joined) {
		return (joined < 4) ? OptionalInt.empty()
				: OptionalInt.of((message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | message[3] & 0xff);
	}

	private static NotTls notTls(byte[] bytes, int offset, int length) {
		String text = new String(bytes, offset, Math.min(length, 60), StandardCharsets.ISO_8859_1);
		int end = text.indexOf('\n');
		String line = (end < 0) ? text : text.substring(0, end);
		return new NotTls(line.strip().replaceAll("[^\\x20-\\x7e]", "?"));
	}

}

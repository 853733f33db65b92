package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Reads the first bytes of a peer before an engine sees them, so that a peer that does
 * not speak TLS loses none of its bytes and gets none of ours.
 */
public sealed interface Preface {

	/** The largest ClientHello taken: JSSE refuses larger ones, JVM-wide. */
	int MAX_CLIENT_HELLO = 32 * 1024;

	/** Too few bytes to tell. */
	record NeedMore() implements Preface {
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

	/** A ClientHello larger than {@link #MAX_CLIENT_HELLO}. */
	record TooLarge() implements Preface {
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
				return new TooLarge();
			}
			if (size.isPresent() && joined >= 4 + size.getAsInt()) {
				return new Hello(ClientHello.parse(ByteBuffer.wrap(message, 4, size.getAsInt()).slice()));
			}
			// RFC 8446 section 5.1 allows no other and no empty record within a message;
			// a peer that could send them would have us collect bytes for ever.
			if (!mayBe(bytes, at, end - at, RecordHeader.HANDSHAKE)) {
				return notTls(bytes, offset, length);
			}
			if (end - at <= RecordHeader.LENGTH) {
				return new NeedMore();
			}
			int fragment = Math.min(RecordHeader.at(bytes, at).length(), end - at - RecordHeader.LENGTH);
			int count = Math.min(fragment, message.length - joined);
			System.arraycopy(bytes, at + RecordHeader.LENGTH, message, joined, count);
			joined += count;
			at += RecordHeader.LENGTH + fragment;
		}
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
		return (length < RecordHeader.LENGTH) ? new NeedMore() : new ServerRecord();
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

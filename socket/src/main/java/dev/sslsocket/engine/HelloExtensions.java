package dev.sslsocket.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Walks the extensions of a ClientHello (RFC 8446 section 4.1.2). What is cut short ends
 * in {@link BufferUnderflowException} or {@link IllegalArgumentException}.
 */
final class HelloExtensions {

	private final ByteBuffer body;

	private final ByteBuffer suites;

	private int type;

	private ByteBuffer data;

	/**
	 * Skips what stands before them.
	 * @param body the message without its four-byte header
	 */
	HelloExtensions(ByteBuffer body) {
		this.body = body;
		this.data = body;
		skip(body, 2 + 32);
		skip(body, body.get() & 0xff);
		this.suites = take(body, body.getShort() & 0xffff);
		skip(body, body.get() & 0xff);
		if (body.remaining() >= 2) {
			body.getShort();
		}
	}

	/** The cipher suites, which stand before them. */
	ByteBuffer suites() {
		return this.suites;
	}

	/** Goes to the next. */
	boolean next() {
		if (this.body.remaining() < 4) {
			return false;
		}
		this.type = this.body.getShort() & 0xffff;
		this.data = take(this.body, this.body.getShort() & 0xffff);
		return true;
	}

	int type() {
		return this.type;
	}

	ByteBuffer data() {
		return this.data;
	}

	private static void skip(ByteBuffer from, int count) {
		from.position(from.position() + count);
	}

	/** The next bytes as a buffer of their own. */
	static ByteBuffer take(ByteBuffer from, int count) {
		if (count > from.remaining()) {
			throw new BufferUnderflowException();
		}
		ByteBuffer taken = from.slice(from.position(), count);
		skip(from, count);
		return taken;
	}

}

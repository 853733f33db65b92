package dev.sslsocket.testing.peer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One record of TLS as it goes over the wire (RFC 8446 section 5.1): five bytes of header
 * and what follows, encrypted or not. For assertions about what a peer has sent. The body
 * is shared with nobody. Immutable; safe for use by many threads.
 */
public final class TlsRecord {

	static final int HEADER_LENGTH = 5;

	private static final int HANDSHAKE = 22;

	private static final int APPLICATION_DATA = 23;

	private static final int CLIENT_HELLO = 1;

	private final int type;

	private final byte[] body;

	private TlsRecord(int type, byte[] body) {
		this.type = type;
		this.body = body;
	}

	/**
	 * Cuts bytes into records.
	 * @param bytes what has gone over the wire, from a record's start
	 * @return the records, unmodifiable
	 * @throws IllegalArgumentException when the bytes end within a record
	 */
	public static List<TlsRecord> parse(byte[] bytes) {
		List<TlsRecord> records = new ArrayList<>();
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		try {
			while (buffer.hasRemaining()) {
				int type = Byte.toUnsignedInt(buffer.get());
				buffer.getShort();
				byte[] body = new byte[Short.toUnsignedInt(buffer.getShort())];
				buffer.get(body);
				records.add(new TlsRecord(type, body));
			}
		}
		catch (BufferUnderflowException ex) {
			throw new IllegalArgumentException(
					"The bytes end within a record, after " + records.size() + " whole ones: " + records, ex);
		}
		return Collections.unmodifiableList(records);
	}

	/**
	 * What the record carries, as far as its header tells.
	 * @return 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data, which
	 * in TLS 1.3 is everything encrypted
	 */
	public int type() {
		return this.type;
	}

	/**
	 * What follows the header.
	 * @return the bytes, a new array
	 */
	public byte[] body() {
		return this.body.clone();
	}

	/**
	 * Whether the record begins with a ClientHello, the first message of every TLS
	 * client.
	 * @return true for a handshake record whose first message is a ClientHello
	 */
	public boolean isClientHello() {
		return this.type == HANDSHAKE && this.body.length > 0 && this.body[0] == CLIENT_HELLO;
	}

	/**
	 * Whether the record is of type application_data.
	 * @return true for type 23
	 */
	public boolean isApplicationData() {
		return this.type == APPLICATION_DATA;
	}

	@Override
	public String toString() {
		return "TlsRecord[type=" + this.type + ", " + this.body.length + " bytes]";
	}

}

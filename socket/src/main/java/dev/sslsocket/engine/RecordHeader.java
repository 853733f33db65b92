package dev.sslsocket.engine;

import java.nio.ByteBuffer;

/**
 * The five bytes in front of every TLS record (RFC 8446 section 5.1).
 *
 * @param type content type, 20 to 24
 * @param major first byte of the legacy version, 3 in every TLS
 * @param minor second byte of the legacy version
 * @param length bytes that follow the header
 */
record RecordHeader(int type, int major, int minor, int length) {

	static final int LENGTH = 5;

	static final int CHANGE_CIPHER_SPEC = 20;

	static final int ALERT = 21;

	static final int HANDSHAKE = 22;

	static final int APPLICATION_DATA = 23;

	/** RFC 8446 section 5.1. */
	static final int MAX_PLAINTEXT = 16384;

	/** 2^14 of plaintext and 2048 of expansion: the limit of TLS 1.2, the larger one. */
	static final int MAX_FRAGMENT = MAX_PLAINTEXT + 2048;

	/**
	 * Reads a header.
	 * @param bytes where it is
	 * @param offset where it begins; {@link #LENGTH} bytes must follow
	 * @return the header
	 */
	static RecordHeader at(byte[] bytes, int offset) {
		return new RecordHeader(bytes[offset] & 0xff, bytes[offset + 1] & 0xff, bytes[offset + 2] & 0xff,
				(bytes[offset + 3] & 0xff) << 8 | bytes[offset + 4] & 0xff);
	}

	/**
	 * Reads a header.
	 * @param bytes where it is
	 * @param index where it begins; {@link #LENGTH} bytes must follow
	 * @return the header
	 */
	static RecordHeader at(ByteBuffer bytes, int index) {
		return new RecordHeader(bytes.get(index) & 0xff, bytes.get(index + 1) & 0xff, bytes.get(index + 2) & 0xff,
				length(bytes, index));
	}

	/**
	 * Reads the length only, for whoever is to make no object.
	 * @param bytes where the header is
	 * @param index where it begins
	 * @return how many bytes follow it
	 */
	static int length(ByteBuffer bytes, int index) {
		return (bytes.get(index + 3) & 0xff) << 8 | bytes.get(index + 4) & 0xff;
	}

	int total() {
		return LENGTH + this.length;
	}

	boolean wellFormed() {
		return wellFormed(this.type, this.major);
	}

	static boolean wellFormed(int type, int major) {
		return type >= CHANGE_CIPHER_SPEC && type <= 24 && major == 3;
	}

	static String name(int type) {
		return switch (type) {
			case CHANGE_CIPHER_SPEC -> "change_cipher_spec";
			case ALERT -> "alert";
			case HANDSHAKE -> "handshake";
			case APPLICATION_DATA -> "application_data";
			default -> "record type " + type;
		};
	}

}

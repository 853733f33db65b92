package dev.sslsocket.engine;

/**
 * Joins the plaintext handshake records of one direction into messages. A message that
 * lies in one record is looked at where it is; of others only the first bytes of the body
 * are kept: enough for a ServerHello and for the largest group of RFC 7919, far less than
 * a chain.
 */
final class HandshakeMessages {

	/** Bytes in front of each message (RFC 8446 section 4). */
	static final int HEADER = 4;

	static final int CLIENT_HELLO = 1;

	static final int SERVER_HELLO = 2;

	static final int CERTIFICATE = 11;

	static final int SERVER_KEY_EXCHANGE = 12;

	static final int CERTIFICATE_VERIFY = 15;

	private static final int KEPT = 1040;

	private static final byte[] NOTHING = new byte[0];

	/** Takes messages. */
	@FunctionalInterface
	interface Receiver {

		/**
		 * Takes a message.
		 * @param type handshake type (RFC 8446 section 4)
		 * @param bytes where the body is
		 * @param offset the body's first byte
		 * @param kept how many bytes of the body are there
		 * @param length how long the body is
		 */
		void message(int type, byte[] bytes, int offset, int kept, int length);

	}

	private final Receiver receiver;

	private final byte[] header = new byte[HEADER];

	private byte[] body = NOTHING;

	private int headerLength;

	private int bodyLength;

	private int seen;

	private boolean encrypted;

	HandshakeMessages(Receiver receiver) {
		this.receiver = receiver;
	}

	void encryptedFromHere() {
		this.encrypted = true;
	}

	boolean encrypted() {
		return this.encrypted;
	}

	/**
	 * Takes the content of a record.
	 * @return how many bytes of it belong to a message that goes on in the next one
	 */
	int fragment(byte[] bytes, int offset, int length) {
		int at = offset;
		int end = offset + length;
		int lastMessage = offset;
		while (!this.encrypted && at < end) {
			if (this.headerLength == 0 && end - at >= HEADER && end - at - HEADER >= length(bytes, at)) {
				int whole = length(bytes, at);
				this.receiver.message(bytes[at] & 0xff, bytes, at + HEADER, whole, whole);
				at += HEADER + whole;
				lastMessage = at;
				continue;
			}
			at = collect(bytes, at, end);
			if (this.headerLength == HEADER && this.seen == this.bodyLength) {
				this.receiver.message(this.header[0] & 0xff, this.body, 0, this.body.length, this.bodyLength);
				this.headerLength = 0;
				this.seen = 0;
				this.body = NOTHING;
				lastMessage = at;
			}
		}
		return end - lastMessage;
	}

	private int collect(byte[] bytes, int from, int end) {
		if (this.headerLength < HEADER) {
			this.header[this.headerLength++] = bytes[from];
			if (this.headerLength == HEADER) {
				this.bodyLength = length(this.header, 0);
				this.body = new byte[Math.min(this.bodyLength, KEPT)];
			}
			return from + 1;
		}
		int count = Math.min(end - from, this.bodyLength - this.seen);
		int kept = Math.min(count, this.body.length - this.seen);
		if (kept > 0) {
			System.arraycopy(bytes, from, this.body, this.seen, kept);
		}
		this.seen += count;
		return from + count;
	}

	private static int length(byte[] bytes, int at) {
		return (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
	}

	/** The name of a message (RFC 8446 section 4, RFC 5246 section 7.4). */
	static String name(int type) {
		return switch (type) {
			case 0 -> "HelloRequest";
			case CLIENT_HELLO -> "ClientHello";
			case SERVER_HELLO -> "ServerHello";
			case 4 -> "NewSessionTicket";
			case 8 -> "EncryptedExtensions";
			case CERTIFICATE -> "Certificate";
			case SERVER_KEY_EXCHANGE -> "ServerKeyExchange";
			case 13 -> "CertificateRequest";
			case 14 -> "ServerHelloDone";
			case CERTIFICATE_VERIFY -> "CertificateVerify";
			case 16 -> "ClientKeyExchange";
			case 20 -> "Finished";
			case 22 -> "CertificateStatus";
			default -> "handshake type " + type;
		};
	}

}

package dev.sslsocket.engine;

/**
 * Joins the plaintext handshake records of one direction into messages, keeping of each
 * body only the first bytes: enough for a ServerHello and for the largest group of RFC
 * 7919, far less than a chain.
 */
final class HandshakeMessages {

	private static final int KEPT = 1040;

	/** Takes messages. */
	@FunctionalInterface
	interface Receiver {

		/**
		 * Takes a message.
		 * @param type handshake type (RFC 8446 section 4)
		 * @param body the body's beginning
		 * @param length how many bytes of it are kept
		 */
		void message(int type, byte[] body, int length);

	}

	private final Receiver receiver;

	private final byte[] header = new byte[4];

	private byte[] body = new byte[0];

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

	void fragment(byte[] bytes, int offset, int length) {
		int at = offset;
		int end = offset + length;
		while (!this.encrypted && at < end) {
			if (this.headerLength < 4) {
				this.header[this.headerLength++] = bytes[at++];
				if (this.headerLength == 4) {
					this.bodyLength = (this.header[1] & 0xff) << 16 | (this.header[2] & 0xff) << 8
							| this.header[3] & 0xff;
					this.body = new byte[Math.min(this.bodyLength, KEPT)];
				}
			}
			else {
				int count = Math.min(end - at, this.bodyLength - this.seen);
				int kept = Math.min(count, this.body.length - this.seen);
				if (kept > 0) {
					System.arraycopy(bytes, at, this.body, this.seen, kept);
				}
				this.seen += count;
				at += count;
			}
			if (this.headerLength == 4 && this.seen == this.bodyLength) {
				this.receiver.message(this.header[0], this.body, this.body.length);
				this.headerLength = 0;
				this.seen = 0;
				this.body = new byte[0];
			}
		}
	}

}

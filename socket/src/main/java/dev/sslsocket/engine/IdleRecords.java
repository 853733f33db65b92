package dev.sslsocket.engine;

import dev.sslsocket.failure.SslReason;

/**
 * Counts records in a row that bring nothing forward: whoever sends them costs CPU time
 * and nothing else. Guarded by the reading side.
 */
final class IdleRecords {

	/** As Go's crypto/tls. */
	private static final int MOST = 16;

	private int count;

	void count() throws TlsFault {
		if (++this.count > MOST) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR,
					"the peer sent more than " + MOST + " records in a row that carry nothing");
		}
	}

	void reset() {
		this.count = 0;
	}

}

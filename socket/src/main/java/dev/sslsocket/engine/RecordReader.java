package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Cuts the incoming bytes into records and gives them to the engine whole. So the engine
 * never waits for the rest of a record, and what is not a record never reaches it.
 * Guarded by the reading side.
 */
final class RecordReader {

	/** Two bytes, their type, a tag, and the 16 bytes by which JSSE pads each record. */
	private static final int LONGEST_ALERT = 2 + 1 + 16 + 16;

	private final SSLEngine engine;

	private final NetBuffer incoming;

	/** {@code null} once the handshake is complete. */
	private @Nullable HandshakeObserver observer;

	RecordReader(SSLEngine engine, NetBuffer incoming, HandshakeObserver observer) {
		this.engine = engine;
		this.incoming = incoming;
		this.observer = observer;
	}

	NetBuffer incoming() {
		return this.incoming;
	}

	/** Says that the handshake is complete. */
	void established() {
		this.observer = null;
	}

	boolean isEstablished() {
		return this.observer == null;
	}

	/**
	 * Returns whether the next record is there to its end.
	 * @throws TlsFault if it can be told already that it is no record
	 */
	boolean complete() throws TlsFault {
		if (this.incoming.remaining() < RecordHeader.LENGTH) {
			return false;
		}
		ByteBuffer held = this.incoming.held();
		if (!RecordHeader.wellFormed(held.get(held.position()) & 0xff, held.get(held.position() + 1))) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "what came is not a TLS record");
		}
		if (length() > RecordHeader.MAX_FRAGMENT) {
			throw TlsFault.protocolError(Alert.RECORD_OVERFLOW,
					"a record of " + length() + " bytes is longer than TLS allows (RFC 8446 section 5.2)", null);
		}
		return this.incoming.remaining() >= RecordHeader.LENGTH + length();
	}

	/** Whether the next record is there to its end, or what is there is no record. */
	boolean decided() {
		try {
			return complete();
		}
		catch (TlsFault fault) {
			return true;
		}
	}

	/** Whether the engine has read the peer's last record. */
	boolean ended() {
		return this.engine.isInboundDone();
	}

	/** Runs what records made the engine ask for. */
	void runTasks() {
		for (Runnable task = this.engine.getDelegatedTask(); task != null; task = this.engine.getDelegatedTask()) {
			task.run();
		}
	}

	/** Whether the next record can bring a handshake forward. */
	boolean carriesHandshake() {
		int type = type();
		return type == RecordHeader.HANDSHAKE || type == RecordHeader.APPLICATION_DATA;
	}

	/**
	 * Whether the next record may be application data: in TLS 1.3 others look like it.
	 */
	boolean carriesData() {
		return type() == RecordHeader.APPLICATION_DATA;
	}

	/** Whether it is that, and longer than an alert of TLS 1.3. */
	boolean carriesMoreData() {
		return carriesData() && length() > LONGEST_ALERT;
	}

	/**
	 * Decrypts the next record, which must be complete.
	 * @param target may be too small: then it is not consumed
	 */
	SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
		int type = type();
		this.incoming.moveToEngine();
		ByteBuffer source = this.incoming.held();
		int from = source.position();
		int total = RecordHeader.LENGTH + length();
		source.limit(from + total);
		HandshakeObserver watching = this.observer;
		if (watching != null) {
			byte[] record = new byte[source.remaining()];
			source.get(from, record);
			watching.received(record, 0, RecordHeader.at(record, 0));
			watching.requireAllowed();
		}
		else if (type == RecordHeader.HANDSHAKE) {
			// TLS 1.3 encrypts its post-handshake messages as application data.
			throw new TlsFault(SslReason.RENEGOTIATION_REFUSED, "the peer asked for a renegotiation");
		}
		try {
			return this.engine.unwrap(source, target);
		}
		finally {
			// JSSE decrypts in place.
			this.incoming.wipeTaken(from);
			this.incoming.settle();
		}
	}

	/** Whether the plaintext of the next record, which must be complete, fits. */
	boolean fits(int room) {
		return length() <= room;
	}

	/** Whether the engine can decrypt to memory on the heap without a detour. */
	boolean reachesHeap() {
		return !this.incoming.direct();
	}

	/**
	 * Makes room for the rest of the current record, or for whatever comes next.
	 * @param expected how much room it should be at the least
	 */
	void prepare(int expected) {
		this.incoming.ensureSpace(Math.max(expected, missing()));
	}

	/** Bytes that the current record lacks, or its header where that is not complete. */
	int missing() {
		int held = this.incoming.remaining();
		return ((held < RecordHeader.LENGTH) ? RecordHeader.LENGTH
				: RecordHeader.LENGTH + Math.min(length(), RecordHeader.MAX_FRAGMENT)) - held;
	}

	/** Content type of the next record, whose header must be complete. */
	private int type() {
		ByteBuffer held = this.incoming.held();
		return held.get(held.position()) & 0xff;
	}

	/** Bytes that follow its header. */
	private int length() {
		ByteBuffer held = this.incoming.held();
		return RecordHeader.length(held, held.position());
	}

}

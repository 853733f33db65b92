package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

/**
 * Cuts the incoming bytes into records and gives them to the engine whole. So the engine
 * never waits for the rest of a record, and what is not a record never reaches it.
 * Guarded by the reading side.
 */
final class RecordReader {

	private final SSLEngine engine;

	private final NetBuffer incoming;

	private HandshakeObserver observer;

	private boolean established;

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
		this.established = true;
	}

	boolean isEstablished() {
		return this.established;
	}

	/** Lets go of what only the handshake needs. */
	void settle() {
		this.observer = HandshakeObserver.DONE;
	}

	/**
	 * Returns whether the next record is there to its end.
	 * @throws TlsFault if it can be told already that it is no record
	 */
	boolean complete() throws TlsFault {
		if (this.incoming.remaining() < RecordHeader.LENGTH) {
			return false;
		}
		RecordHeader header = header();
		if (!header.wellFormed()) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "what came is not a TLS record");
		}
		if (header.length() > RecordHeader.MAX_FRAGMENT) {
			throw TlsFault.protocolError(Alert.RECORD_OVERFLOW,
					"a record of " + header.length() + " bytes is longer than TLS allows (RFC 8446 section 5.2)", null);
		}
		return this.incoming.remaining() >= header.total();
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

	/** Whether the next record can bring a handshake forward. */
	boolean carriesHandshake() {
		int type = header().type();
		return type == RecordHeader.HANDSHAKE || type == RecordHeader.APPLICATION_DATA;
	}

	/**
	 * Whether the next record may be application data: in TLS 1.3 others look like it.
	 */
	boolean carriesData() {
		return header().type() == RecordHeader.APPLICATION_DATA;
	}

	/** Decrypts the next record, which must be complete. */
	SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
		RecordHeader header = header();
		if (!this.established) {
			this.observer.received(this.incoming.array(), this.incoming.position(), header);
		}
		else if (header.type() == RecordHeader.HANDSHAKE) {
			// TLS 1.3 encrypts its post-handshake messages as application data.
			throw new TlsFault(SslReason.RENEGOTIATION_REFUSED, "the peer asked for a renegotiation");
		}
		ByteBuffer source = ByteBuffer.wrap(this.incoming.array(), this.incoming.position(), header.total());
		SSLEngineResult result = this.engine.unwrap(source, target);
		this.incoming.consumed(result.bytesConsumed());
		return result;
	}

	/**
	 * Makes room for the rest of the current record, or for whatever comes next.
	 * @param expected how much room it should be at the least
	 */
	void prepare(int expected) {
		int least = expected;
		if (this.incoming.remaining() >= RecordHeader.LENGTH) {
			int length = Math.min(header().length(), RecordHeader.MAX_FRAGMENT);
			least = Math.max(expected, length + RecordHeader.LENGTH - this.incoming.remaining());
		}
		this.incoming.ensureSpace(least);
	}

	private RecordHeader header() {
		return RecordHeader.at(this.incoming.array(), this.incoming.position());
	}

}

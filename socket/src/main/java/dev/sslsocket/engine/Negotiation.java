package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * What an engine wants next until hands are shaken. Guarded by the owner of both sides.
 */
final class Negotiation {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final SSLEngine engine;

	private final HandshakeObserver observer;

	private final RecordReader reader;

	private final RecordWriter writer;

	private final Inflow inflow;

	private boolean begun;

	private boolean tasksRan;

	private boolean unwrapped;

	private boolean complete;

	Negotiation(SSLEngine engine, HandshakeObserver observer, RecordReader reader, RecordWriter writer, Inflow inflow) {
		this.engine = engine;
		this.observer = observer;
		this.reader = reader;
		this.writer = writer;
		this.inflow = inflow;
	}

	HandshakeObserver observer() {
		return this.observer;
	}

	/** The session being agreed on. */
	@Nullable SSLSession session() {
		return this.engine.getHandshakeSession();
	}

	/** The application protocol, as far as agreed on. */
	@Nullable String applicationProtocol() {
		return this.engine.getHandshakeApplicationProtocol();
	}

	/** What was agreed on, once it is complete. */
	TlsFacts facts() {
		return TlsFacts.of(this.engine, this.observer);
	}

	/** Goes as far as the bytes at hand allow. */
	TlsEngine.Need advance() throws SSLException {
		if (!this.begun) {
			this.begun = true;
			this.engine.beginHandshake();
		}
		while (true) {
			switch (this.engine.getHandshakeStatus()) {
				case NEED_TASK -> {
					return TlsEngine.Need.TASK;
				}
				case NEED_WRAP -> wrap();
				case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
					if (settles()) {
						continue;
					}
					if (!this.reader.complete()) {
						return outputOr(TlsEngine.Need.INPUT);
					}
					this.inflow.handshake();
					this.unwrapped = true;
				}
				default -> {
					this.complete = true;
					return outputOr(TlsEngine.Need.NOTHING);
				}
			}
		}
	}

	private TlsEngine.Need outputOr(TlsEngine.Need need) {
		return (this.writer.outgoing().remaining() > 0) ? TlsEngine.Need.OUTPUT : need;
	}

	/** Whether hands are shaken, though the last words may still be unsent. */
	boolean complete() {
		return this.complete;
	}

	void runTasks() {
		this.reader.runTasks();
		this.tasksRan = true;
	}

	/**
	 * Has the engine look at what it knows, once after tasks and once after each record.
	 * JSSE keeps what a task threw for the next wrap or unwrap; where that was no alert
	 * of its own making (a malformed ClientHello), it asks for more input as if nothing
	 * had happened. BoringSSL asks for more input after the last record that it needed,
	 * and the one that comes next may be the peer's close_notify.
	 */
	private boolean settles() throws SSLException {
		if (this.tasksRan || this.unwrapped) {
			this.tasksRan = false;
			this.unwrapped = false;
			this.engine.unwrap(NOTHING.duplicate(), NOTHING.duplicate());
			return true;
		}
		return false;
	}

	private void wrap() throws SSLException {
		SSLEngineResult result = this.writer.wrapNothing();
		if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
			throw new TlsFault(SslReason.CLOSED, "the engine was closed during the handshake");
		}
	}

}

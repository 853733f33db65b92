package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.Function;

import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;

import org.jspecify.annotations.Nullable;

/**
 * The reading side of a connection that has shaken hands. Whoever is inside has the
 * engine's reading side. The reader does not wait for the writer: what the engine has to
 * say meanwhile (KeyUpdate, alert) goes out when the writing side is free. Only where it
 * has to be said before anything more is read, it waits for a moment.
 */
@SuppressWarnings("serial")
final class TlsReader extends TlsSide implements TlsStage {

	/**
	 * Fills between two answers that nobody waits for. A JDK receiver past its key limit
	 * asks for a KeyUpdate with every record until the peer obeys: about two per record
	 * were measured. The answer to the peer's request goes out with the next write (RFC
	 * 8446 section 4.6.3).
	 */
	private static final int FILLS_PER_CONTROL = 1024;

	private static final int VERDICT_MILLIS = 250;

	private final TlsWriter writer;

	private volatile boolean shut;

	private volatile boolean truncated;

	/**
	 * Whether the last read brought as much as there was room for, so that more may wait.
	 */
	private boolean filledUp;

	private boolean endNoted;

	private int fillsSinceControl = FILLS_PER_CONTROL;

	TlsReader(TlsWire wire, TlsWriter writer) {
		super(wire);
		this.writer = writer;
	}

	/**
	 * Reads what is left of a record, or whole records as far as they are at hand.
	 * @return how many bytes; -1 after the peer's close_notify; 0 for "not now", where
	 * the transport does not wait
	 */
	int read(ByteBuffer target) throws IOException {
		enter();
		try {
			int count;
			do {
				count = readable() ? engine().read(target) : -1;
			}
			while (count == 0 && more());
			if (count > 0) {
				note(count);
				wire().connection().debug().received(target, count);
			}
			return end(count);
		}
		catch (IOException ex) {
			throw explained(ex);
		}
		finally {
			leave();
		}
	}

	/** Does the same with an array as the target. */
	int read(byte[] target, int offset, int length) throws IOException {
		enter();
		try {
			int count;
			do {
				count = readable() ? engine().read(target, offset, length) : -1;
			}
			while (count == 0 && more());
			if (count > 0) {
				note(count);
				wire().connection().debug().received(target, offset, count);
			}
			return end(count);
		}
		catch (IOException ex) {
			throw explained(ex);
		}
		finally {
			leave();
		}
	}

	/** Like {@link #read}, but consumes nothing. */
	int peek(ByteBuffer target) throws IOException {
		enter();
		try {
			int count;
			do {
				count = (!readable() || engine().decryptAhead()) ? -1 : engine().peek(target);
			}
			while (count == 0 && more());
			return end(count);
		}
		catch (IOException ex) {
			throw explained(ex);
		}
		finally {
			leave();
		}
	}

	private boolean readable() throws IOException {
		wire().check();
		return !this.shut && !endedAsAllowed();
	}

	/** Whether TCP ended without close_notify, and that is let pass. */
	private boolean endedAsAllowed() {
		return this.truncated && wire().context().eofPolicy() == EofPolicy.LENIENT
				&& engine().incoming().remaining() == 0;
	}

	private void note(int count) {
		wire().connection().countRead(count);
		this.writer.answered();
	}

	private int end(int count) {
		if (count < 0 && !this.endNoted && engine().inboundClosed()) {
			this.endNoted = true;
			wire().connection().debug().step("< close_notify");
		}
		return count;
	}

	private IOException explained(IOException thrown) throws IOException {
		if (thrown instanceof TlsFault fault) {
			// A write under way is to find it when it ends.
			IOException told = wire().fail(wire().diagnosis().protocol(fault));
			this.writer.sendAlert();
			return told;
		}
		if (thrown instanceof SocketTimeoutException timeout) {
			return wire().diagnosis().readTimeout(wire().transport().timeout(), timeout);
		}
		return wire().closed() ? wire().diagnosis().closed(thrown) : thrown;
	}

	/**
	 * Gets more bytes from the peer.
	 * @return whether the engine can go on; false for "not now"
	 */
	private boolean more() throws IOException {
		if (this.writer.saidFirst()) {
			return true;
		}
		if (engine().control() == TlsEngine.Control.LATER && this.fillsSinceControl >= FILLS_PER_CONTROL
				&& this.writer.sendControl()) {
			this.fillsSinceControl = 0;
		}
		int filled = fill();
		if (filled < 0 && !this.shut) {
			endOfTcp();
		}
		return filled != 0;
	}

	private int fill() throws IOException {
		engine().prepareInput(this.filledUp && wire().transport().available() > 0);
		NetBuffer in = engine().incoming();
		int room = in.space();
		try {
			int count = wire().transport().read(in.room());
			this.filledUp = count == room;
			if (count > 0) {
				this.fillsSinceControl++;
			}
			return count;
		}
		finally {
			in.settle();
		}
	}

	private void endOfTcp() throws IOException {
		this.truncated = true;
		if (!endedAsAllowed()) {
			throw wire().diagnosis().truncated(engine().incoming().remaining() > 0);
		}
	}

	/**
	 * Looks for what the peer said before it broke the connection: a TLS 1.3 server
	 * refuses a client's certificate when the client is writing already.
	 * @param broken what the writer met
	 * @return what to throw
	 */
	IOException verdictBehind(IOException broken) {
		if (wire().closed()) {
			return wire().diagnosis().closed(broken);
		}
		if (!tryEnter()) {
			return broken;
		}
		int soTimeout = 0;
		try {
			soTimeout = wire().transport().timeout();
			// What it said is here already, or never comes.
			wire().transport().timeout(VERDICT_MILLIS);
			while (!engine().decryptAhead() && engine().pending() == 0 && (this.writer.saidFirst() || fill() > 0)) {
				continue;
			}
			return broken;
		}
		catch (TlsFault fault) {
			return wire().fail(wire().diagnosis().protocol(fault));
		}
		catch (IOException ex) {
			// It said nothing; the writer's own words are all there is.
			return broken;
		}
		finally {
			restore(soTimeout);
			leave();
		}
	}

	int pending() {
		return ask(TlsEngine::pending, 0);
	}

	/** Whether a read would bring something, if only a fault, without more input. */
	boolean recordAtHand() {
		return ask(TlsEngine::recordAtHand, false);
	}

	/** Whether that would be, as far as can be told, application data. */
	boolean dataAtHand() {
		return ask(TlsEngine::dataAtHand, false);
	}

	private <T> T ask(Function<TlsEngine, T> question, T otherwise) {
		if (wire().over() || !tryEnter()) {
			return otherwise;
		}
		try {
			return question.apply(engine());
		}
		finally {
			leave();
		}
	}

	/** Whether the peer may still say something. */
	boolean open() {
		return !this.shut && !this.truncated && !engine().inboundClosed();
	}

	/**
	 * Reads the peer's close_notify, which must come next.
	 * @return bytes that had come behind it already; {@code null} for "not now", where
	 * the transport does not wait
	 */
	byte @Nullable [] awaitCloseNotify(Deadline deadline) throws IOException {
		SslTimeouts timeouts = wire().context().timeouts();
		if (!deadline.enter(this)) {
			throw wire().diagnosis().closeTimeout(timeouts.close());
		}
		int soTimeout = 0;
		try {
			soTimeout = wire().transport().timeout();
			if (!new CloseNotify(wire(), this.writer, deadline).await()) {
				return null;
			}
			wire().stop();
			return engine().incoming().drain();
		}
		catch (CloseNotify.UnreadDataException ex) {
			throw wire().diagnosis().unread(engine().pending());
		}
		catch (CloseNotify.TruncatedException ex) {
			this.truncated = true;
			throw wire().diagnosis().truncated(false);
		}
		catch (TlsFault fault) {
			throw wire().fail(wire().diagnosis().protocol(fault));
		}
		catch (SocketTimeoutException ex) {
			throw wire().diagnosis().closeTimeout(timeouts.close());
		}
		finally {
			restore(soTimeout);
			leave();
		}
	}

	private void restore(int soTimeout) {
		try {
			wire().transport().timeout(soTimeout);
		}
		catch (IOException ex) {
			// Closed meanwhile; nobody waits on it any more.
			return;
		}
	}

	/**
	 * Reads up to the peer's close_notify and throws away what comes before, so that
	 * plain bytes behind it are left in the caller's socket.
	 */
	void skipToCloseNotify() {
		if (engine().inboundClosed() || !tryEnter()) {
			return;
		}
		int soTimeout = 0;
		try {
			soTimeout = wire().transport().timeout();
			Deadline deadline = Deadline.in(wire().context().timeouts().close());
			new CloseNotify(wire(), this.writer, deadline).awaitDiscarding();
		}
		catch (IOException ex) {
			// The peer does not play along; the caller's socket is as far as it got.
			return;
		}
		finally {
			restore(soTimeout);
			leave();
		}
	}

	/** Whether closing TCP now would throw away data: ours on its way, or unread. */
	boolean mustDrain() throws IOException {
		if (!tryEnter()) {
			return false;
		}
		try {
			return engine().incoming().remaining() > 0 || engine().pending() > 0 || wire().transport().available() > 0
					|| this.writer.unanswered();
		}
		finally {
			leaveAsItIs();
		}
	}

	@Override
	public TlsEngine engine() {
		return wire().engine();
	}

	TlsWriter writer() {
		return this.writer;
	}

	void shut() {
		this.shut = true;
	}

	boolean isShut() {
		return this.shut;
	}

	boolean truncated() {
		return this.truncated;
	}

	@Override
	void giveBack() {
		engine().releaseInput();
	}

}

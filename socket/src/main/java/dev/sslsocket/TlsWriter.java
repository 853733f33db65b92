package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * The writing side of a connection that has shaken hands. Whoever is inside has the
 * engine's writing side.
 */
@SuppressWarnings("serial")
final class TlsWriter extends TlsSide {

	/** How long a reader that cannot go on waits for a write to end. */
	private static final long TURN_MILLIS = 250;

	/** Older writes have arrived, or will not. */
	private static final long RECENT = TimeUnit.SECONDS.toNanos(5);

	private volatile boolean notifySent;

	private volatile boolean unsent;

	/** Whether a fault was found while somebody else was writing. */
	private volatile boolean alertDue;

	/** When it was last written what the peer has not answered; else 0. */
	private volatile long unansweredSince;

	TlsWriter(TlsWire wire) {
		super(wire);
	}

	/**
	 * Encrypts and sends.
	 * @return how many bytes were taken: all of them, unless the transport does not wait.
	 * What it has not taken of them is sent with the next call of any method here
	 */
	long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		enter();
		try {
			requireOpen();
			ByteBuffer @Nullable [] before = wire().connection().debug().before(sources, offset, length);
			long taken = 0;
			// One buffer may wait, never more.
			while (flush() && anyLeft(sources, offset, length)) {
				begin();
				taken += wire().engine().write(sources, offset, length);
			}
			wire().connection().debug().sent(before, taken);
			wire().connection().countWritten(taken);
			return taken;
		}
		catch (TlsFault fault) {
			throw refused(fault);
		}
		finally {
			leave();
		}
	}

	/** Without a stream, which would be an object for each write. */
	private static boolean anyLeft(ByteBuffer[] sources, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			if (sources[i].hasRemaining()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Encrypts and sends, over a transport that waits. A small write makes no object.
	 */
	void write(byte[] source, int offset, int length) throws IOException {
		if (length > TlsEngine.COPIED) {
			write(new ByteBuffer[] { ByteBuffer.wrap(source, offset, length) }, 0, 1);
			return;
		}
		enter();
		try {
			requireOpen();
			flush();
			begin();
			wire().engine().write(source, offset, length);
			flush();
			wire().connection().debug().sent(source, offset, length);
			wire().connection().countWritten(length);
		}
		catch (TlsFault fault) {
			throw refused(fault);
		}
		finally {
			leave();
		}
	}

	private void requireOpen() throws IOException {
		wire().check();
		if (this.notifySent) {
			throw wire().diagnosis().closedForWriting();
		}
	}

	/** Says that what is written from now on may be on its way for a while. */
	private void begin() {
		this.unansweredSince = System.nanoTime() | 1;
	}

	/**
	 * Sends what the engine said before it refused to go on: it may be the alert for what
	 * the reader met.
	 */
	private IOException refused(TlsFault fault) throws IOException {
		sendLast();
		wire().check();
		return (fault.reason() == SslReason.CLOSED) ? wire().diagnosis().closedForWriting()
				: wire().fail(wire().diagnosis().protocol(fault));
	}

	private void sendLast() {
		try {
			flush(wire().context().timeouts().close());
		}
		catch (IOException ex) {
			// The fault says more than the failure to tell the peer of it.
			return;
		}
	}

	/**
	 * Sends what an earlier call left.
	 * @return whether nothing is left
	 */
	boolean sendRest() throws IOException {
		enter();
		try {
			wire().check();
			return flush();
		}
		finally {
			leave();
		}
	}

	private boolean flush() throws IOException {
		return flush(wire().context().timeouts().write());
	}

	private boolean flush(Duration timeout) throws IOException {
		NetBuffer out = wire().engine().outgoing();
		try {
			return flushed(wire().transport().write(out, timeout));
		}
		catch (IOException ex) {
			flushed(true);
			out.drain();
			throw (ex instanceof SocketTimeoutException && !(ex instanceof SslFailure))
					? wire().fail(wire().diagnosis().writeTimeout(timeout, ex)) : ex;
		}
	}

	private boolean flushed(boolean all) {
		if (this.unsent == all) {
			this.unsent = !all;
		}
		return all;
	}

	/**
	 * Sends close_notify, once.
	 * @return whether it has gone out
	 */
	boolean sendCloseNotify() throws IOException {
		enter();
		try {
			wire().check();
			return closeNotify();
		}
		catch (TlsFault fault) {
			throw refused(fault);
		}
		finally {
			leave();
		}
	}

	private boolean closeNotify() throws IOException {
		if (!this.notifySent) {
			sayFirst();
			this.notifySent = true;
			wire().engine().closeOutbound();
			wire().connection().debug().step("> close_notify");
		}
		return flush(wire().context().timeouts().close());
	}

	/**
	 * Sends close_notify on closing, unless a write is under way: nothing may come
	 * between its records, and nobody waits for it.
	 * @return what the transport has not taken yet; {@code null} where the peer will not
	 * hear all that was to be said
	 */
	byte @Nullable [] sayGoodbye() {
		if (!tryEnter()) {
			return null;
		}
		try {
			if (!wire().failed()) {
				closeNotify();
			}
			return wire().engine().outgoing().drain();
		}
		catch (TlsFault fault) {
			// Its alert has gone out; nobody will read what it is about.
			return wire().engine().outgoing().drain();
		}
		catch (IOException ex) {
			// The peer is gone already; closing goes on.
			return null;
		}
		finally {
			leave();
		}
	}

	/**
	 * Sends the alert that a fault calls for. If a write is under way, whoever writes
	 * does it afterwards.
	 */
	void sendAlert() {
		this.alertDue = true;
		if (!tryEnter()) {
			return;
		}
		try {
			this.alertDue = false;
			this.notifySent = true;
			wire().engine().closeOutbound();
			sendLast();
		}
		finally {
			leave();
		}
	}

	/**
	 * Sends what the engine has to say before it reads on, if anything. If a write is
	 * under way, it may meet that first, and then the fault is in the status. A reader
	 * that waits for it keeps nothing from arriving: without it nothing can.
	 * @return whether there was anything
	 * @throws TlsFault what the engine has found wrong with a record, behind its alert
	 */
	boolean saidFirst() throws IOException {
		if (wire().engine().control() != TlsEngine.Control.FIRST) {
			return false;
		}
		if (!lockSoon()) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR,
					"a record was refused; the engine says why only when a write that is under way has ended");
		}
		try {
			wire().check();
			sayFirst();
			return true;
		}
		finally {
			leave();
		}
	}

	private boolean lockSoon() {
		try {
			return tryEnter() || tryEnter(TURN_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void sayFirst() throws IOException {
		if (wire().engine().control() != TlsEngine.Control.FIRST) {
			return;
		}
		try {
			wire().engine().wrapControl();
		}
		catch (TlsFault fault) {
			sendLast();
			throw fault;
		}
		flush();
	}

	/**
	 * Sends what the engine has to say meanwhile. If a write is under way, it takes that
	 * along.
	 * @return whether it was sent
	 */
	boolean sendControl() throws IOException {
		if (!tryEnter()) {
			return false;
		}
		try {
			if (!this.notifySent) {
				wire().engine().wrapControl();
				flush();
			}
			return true;
		}
		finally {
			leave();
		}
	}

	/** Says that the peer answered: what was written has arrived. */
	void answered() {
		if (this.unansweredSince != 0) {
			this.unansweredSince = 0;
		}
	}

	/** Whether what was written may still be on its way. */
	boolean unanswered() {
		long since = this.unansweredSince;
		return since != 0 && System.nanoTime() - since < RECENT;
	}

	/** Whether bytes wait for a transport that does not. */
	boolean unsent() {
		return this.unsent;
	}

	boolean notifySent() {
		return this.notifySent;
	}

	@Override
	void giveBack() {
		wire().engine().releaseOutput();
	}

	@Override
	void leave() {
		super.leave();
		if (this.alertDue && !wire().over()) {
			sendAlert();
		}
	}

}

package dev.sslsocket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * The life of TLS on one channel: shaken hands for, stopped or closed; and who is told of
 * it. Listeners are called with no lock held. Nothing here waits.
 */
final class ChannelLink {

	private final SocketChannel channel;

	private final TlsConnection connection;

	private final boolean keepsChannelOnError;

	private final Transport transport;

	private final HandshakeCourse course;

	private final HandshakeTasks tasks;

	private final ChannelHandshake handshake;

	private final TlsPump pump;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Deadline stopping;

	private volatile @Nullable PlainChannel plain;

	/**
	 * Puts TLS on a channel, without a byte sent or taken.
	 * @param upgrade whether the connection talked in clear before
	 * @param alreadyRead bytes that somebody took from the peer before
	 */
	ChannelLink(SocketChannel channel, ConnectionOpening opening, boolean upgrade, byte[] alreadyRead) {
		this.channel = channel;
		this.connection = opening.connection();
		SslContext context = this.connection.context();
		this.keepsChannelOnError = context.keepSocketOnError().orElse(upgrade);
		this.transport = new ChannelTransport(channel);
		this.course = new HandshakeCourse(opening, () -> HandshakeWishes.of(context.parameters()), alreadyRead, null);
		this.tasks = new HandshakeTasks(context.executor());
		this.handshake = new ChannelHandshake(this.connection, this.course, this.transport, this.tasks, upgrade);
		this.pump = new TlsPump(this.connection, this.transport, this.handshake);
		this.pump.tellOpened();
	}

	SocketChannel channel() {
		return this.channel;
	}

	TlsConnection connection() {
		return this.connection;
	}

	TlsPump pump() {
		return this.pump;
	}

	void onTaskDone(Runnable onDone) {
		this.tasks.onDone(onDone);
	}

	/** What the handshake waits for. */
	ChannelNeed handshakeNeed() {
		return this.handshake.need();
	}

	/**
	 * Goes on with the handshake.
	 * @return whether it is complete
	 */
	boolean shakeHands() throws IOException {
		boolean done;
		try {
			done = this.pump.shakeHands();
		}
		catch (IOException ex) {
			if (this.pump.failed() && this.pump.wire().tellFailure()) {
				fail(ex);
			}
			throw ex;
		}
		if (done) {
			listener().handshaken(this.connection);
		}
		return this.pump.established();
	}

	private void fail(IOException ex) {
		if (ex instanceof SslFailure failure) {
			listener().failed(this.connection, failure);
		}
		if (this.keepsChannelOnError) {
			this.plain = new PlainChannel(this.channel, this.course.taken());
		}
		else {
			Lingering.abandon(this.transport, closeTimeout(), ex);
		}
		this.pump.release();
		end();
	}

	/**
	 * Goes on with stopping TLS.
	 * @return whether it is stopped
	 */
	boolean stop() throws IOException {
		if (this.pump.state() == TlsState.STOPPED) {
			return true;
		}
		Deadline deadline = this.stopping;
		if (deadline == null) {
			deadline = Deadline.in(closeTimeout());
			this.stopping = deadline;
		}
		byte @Nullable [] leftover = stop(deadline);
		if (leftover == null) {
			return false;
		}
		this.plain = new PlainChannel(this.channel, leftover);
		this.pump.release();
		end();
		return true;
	}

	private byte @Nullable [] stop(Deadline deadline) throws IOException {
		try {
			return this.pump.stop(deadline);
		}
		catch (IOException ex) {
			if (ex instanceof SslFailure failure && failure.reason() == SslReason.UNREAD_DATA) {
				// Reading may take its time; waiting for the peer begins anew then.
				this.stopping = null;
			}
			throw ex;
		}
	}

	/** How long what is under way may still take; empty where nothing is, or no limit. */
	Optional<Duration> timeLeft() {
		Deadline begun = this.stopping;
		if (this.ended.get()) {
			return Optional.empty();
		}
		return this.pump.established() ? Optional.ofNullable(begun).flatMap(Deadline::left) : this.handshake.timeLeft();
	}

	void close(boolean notify) throws IOException {
		if (this.ended.get()) {
			return;
		}
		try {
			this.pump.close(notify && !resets(), true);
		}
		finally {
			end();
		}
	}

	private boolean resets() throws IOException {
		try {
			return this.channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)
					&& this.channel.getOption(StandardSocketOptions.SO_LINGER) == 0;
		}
		catch (ClosedChannelException ex) {
			return false;
		}
	}

	private void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.pump.tellClosed();
		}
	}

	boolean ended() {
		return this.ended.get();
	}

	/** Where to go on in clear. */
	Optional<PlainChannel> plain() {
		return Optional.ofNullable(this.plain);
	}

	private Duration closeTimeout() {
		return this.connection.context().timeouts().close();
	}

	private SslConnectionListener listener() {
		return this.connection.context().connectionListener();
	}

}

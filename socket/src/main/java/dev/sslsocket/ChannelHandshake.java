package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;

import org.jspecify.annotations.Nullable;

/**
 * Shakes hands over a transport that does not wait: goes as far as it can and says what
 * for it has to be called again. While a task runs on an executor nobody touches the
 * engine, not even to end the handshake.
 */
final class ChannelHandshake implements Handshake {

	private final HandshakeCourse course;

	private final Transport transport;

	private final HandshakeTasks tasks;

	private final Duration timeout;

	/** Whether the peer, a server, has to be silent until the ClientHello. */
	private final boolean silence;

	private volatile @Nullable Deadline deadline;

	private volatile ChannelNeed need;

	private volatile boolean concluded;

	/**
	 * Prepares a handshake.
	 * @param upgrade whether the connection talked in clear before
	 */
	ChannelHandshake(TlsConnection connection, HandshakeCourse course, Transport transport, HandshakeTasks tasks,
			boolean upgrade) {
		boolean client = connection.side() == ConnectionSide.CLIENT;
		this.course = course;
		this.transport = transport;
		this.tasks = tasks;
		this.timeout = connection.context().timeouts().handshake();
		this.silence = upgrade && client;
		this.need = client ? ChannelNeed.WRITE : ChannelNeed.READ;
	}

	/** What it has to be called again for. */
	ChannelNeed need() {
		return this.need;
	}

	/** How long it may still take; empty before its first step, and without a limit. */
	Optional<Duration> timeLeft() {
		Deadline begun = this.deadline;
		return (begun != null) ? begun.left() : Optional.empty();
	}

	@Override
	public @Nullable TlsEngine engine() {
		return this.course.engine();
	}

	@Override
	public void abandon() {
		this.course.abandon();
	}

	@Override
	public @Nullable TlsEngine run() throws IOException {
		try {
			Deadline limit = begin();
			while (true) {
				if (limit.expired()) {
					throw this.course.timedOut();
				}
				ChannelNeed due = step();
				this.need = due;
				if (due != ChannelNeed.NOTHING) {
					return null;
				}
				if (this.concluded) {
					return this.course.handshaken();
				}
			}
		}
		catch (TlsFault fault) {
			throw this.course.refuse(fault, (alert) -> this.transport.write(ByteBuffer.wrap(alert), Duration.ZERO));
		}
	}

	private Deadline begin() throws IOException {
		Deadline begun = this.deadline;
		if (begun == null) {
			begun = Deadline.in(this.timeout);
			this.deadline = begun;
			if (this.silence) {
				this.course.refuseInjected(this.transport::read);
			}
		}
		return begun;
	}

	/**
	 * Takes one step.
	 * @return what the next one waits for; nothing if it can follow at once
	 */
	private ChannelNeed step() throws IOException {
		if (!this.tasks.settled()) {
			return ChannelNeed.TASK;
		}
		if (this.concluded) {
			return ChannelNeed.NOTHING;
		}
		return switch (this.course.advance()) {
			case TASK -> task(this.course::runTasks);
			case OUTPUT -> flush() ? ChannelNeed.NOTHING : ChannelNeed.WRITE;
			case INPUT -> (this.course.receive(this.transport::read) > 0) ? ChannelNeed.NOTHING : ChannelNeed.READ;
			case COMPLETE -> conclude();
		};
	}

	private ChannelNeed conclude() throws IOException {
		if (this.course.concludesAtOnce()) {
			conclude(Duration.ZERO);
			return ChannelNeed.NOTHING;
		}
		Duration patience = timeLeft().orElse(Duration.ZERO);
		return task(() -> conclude(patience));
	}

	private void conclude(Duration patience) throws IOException {
		this.course.conclude(patience);
		this.concluded = true;
	}

	private ChannelNeed task(HandshakeTasks.Work work) throws IOException {
		return this.tasks.run(work) ? ChannelNeed.NOTHING : ChannelNeed.TASK;
	}

	private boolean flush() throws IOException {
		try {
			return this.transport.write(this.course.outgoing(), Duration.ZERO);
		}
		catch (IOException ex) {
			throw this.course.alertBehind(this.transport::read, ex);
		}
	}

}

package dev.sslsocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;

import javax.net.ssl.SSLSession;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.failure.SslFailure;

import org.jspecify.annotations.Nullable;

/**
 * The life of TLS on one socket: begun when TCP is connected, shaken hands for, stopped
 * or closed; and who is told of it. Listeners and the error trap are called with no lock
 * held.
 */
final class TlsLink {

	private static final AtomicIntegerFieldUpdater<TlsLink> ENDED = AtomicIntegerFieldUpdater.newUpdater(TlsLink.class,
			"ended");

	private static final AtomicReferenceFieldUpdater<TlsLink, @Nullable TlsPump> PUMP = AtomicReferenceFieldUpdater
		.newUpdater(TlsLink.class, TlsPump.class, "pump");

	private final SslSocket socket;

	private volatile TlsOrigin origin;

	/** 0 or 1. */
	private volatile int ended;

	private volatile @Nullable TlsPump pump;

	TlsLink(SslSocket socket, TlsOrigin origin) {
		this.socket = socket;
		this.origin = origin;
	}

	void connect(SocketAddress endpoint, int timeout) throws IOException {
		if (ended()) {
			throw new SocketException("Socket is closed");
		}
		@Nullable PeerName name = (endpoint instanceof InetSocketAddress inet) ? PeerName.of(inet) : null;
		this.socket.plain().connect(endpoint, timeout);
		ConnectedSockets.configure(this.socket.plain(), this.origin.context());
		begin(name);
	}

	/** Puts TLS on the socket, without a byte sent or waited for. */
	TlsPump begin(@Nullable PeerName connectedTo) throws IOException {
		while (true) {
			TlsPump begun = this.pump;
			if (begun != null) {
				return begun;
			}
			if (ended()) {
				throw new SocketException("Socket is closed");
			}
			Socket plain = this.socket.plain();
			if (!plain.isConnected()) {
				throw new SocketException("Socket is not connected");
			}
			begun = begin(plain, peer(connectedTo));
			if (PUMP.compareAndSet(this, null, begun)) {
				begun.tellOpened();
				if (ended()) {
					// Whoever closed may have found nothing that was begun.
					begun.tellClosed();
				}
				return begun;
			}
		}
	}

	private TlsPump begin(Socket plain, PeerName peer) throws IOException {
		HandshakeParameters parameters = this.socket.parameters();
		ConnectionSide side = parameters.clientMode() ? ConnectionSide.CLIENT : ConnectionSide.SERVER;
		TlsConnection connection = new TlsConnection(this.origin.context(), side, peer, plain.getLocalSocketAddress());
		Transport transport = new SocketTransport(plain);
		HandshakeCourse course = new HandshakeCourse(new ConnectionOpening(connection, this.origin.options()),
				() -> parameters.wishes(this.socket), this.origin.alreadyRead(),
				this.origin.keepsSocketOnError() ? plain : null);
		boolean closable = transport.closesAtOnce() && !this.origin.keepsSocketOnError();
		Handshake handshake = new SocketHandshake(course, transport, connection.context().timeouts().handshake(),
				closable);
		return new TlsPump(connection, transport, handshake);
	}

	private PeerName peer(@Nullable PeerName connectedTo) {
		PeerName known = this.origin.peer();
		if (known != null) {
			return known;
		}
		return (connectedTo != null) ? connectedTo
				: PeerName.of((InetSocketAddress) this.socket.plain().getRemoteSocketAddress());
	}

	/** Takes the other side, which is possible as long as no byte has passed. */
	void beginAnew() {
		TlsPump begun = this.pump;
		if (begun == null || begun.engine() != null || !PUMP.compareAndSet(this, begun, null)) {
			throw new IllegalArgumentException("the mode cannot be changed once the handshake has begun");
		}
		begun.tellClosed();
	}

	SslContext context() {
		return this.origin.context();
	}

	boolean begun() {
		return this.pump != null;
	}

	/** The pump with the handshake done. */
	TlsPump established() throws IOException {
		TlsPump begun = begin(null);
		shakeHands(begun);
		return begun;
	}

	/**
	 * Shakes hands for a caller who does not hold the socket yet: whatever stops it, TLS
	 * is over, and TCP closed unless somebody else holds it.
	 */
	void shakeHandsOrEnd() throws IOException {
		boolean done = false;
		try {
			established();
			done = true;
		}
		finally {
			if (!done) {
				giveUp();
			}
		}
	}

	private void giveUp() throws IOException {
		TlsPump begun = this.pump;
		if (this.origin.upgrade() && begun != null) {
			begun.release();
			end();
		}
		else {
			close(false);
		}
	}

	private void shakeHands(TlsPump begun) throws IOException {
		boolean done;
		try {
			done = begun.shakeHands();
		}
		catch (IOException ex) {
			if (begun.failed() && begun.wire().tellFailure()) {
				fail(begun, ex);
			}
			throw ex;
		}
		if (done) {
			this.origin = this.origin.settled();
			this.socket.settle();
			listener().handshaken(connection());
			this.socket.tellHandshaken();
		}
	}

	private void fail(TlsPump begun, IOException ex) {
		Optional<Socket> orphan = (ex instanceof SslFailure failure) ? failure.plainSocket() : Optional.empty();
		if (ex instanceof SslFailure failure) {
			listener().failed(connection(), failure);
		}
		try {
			if (orphan.isEmpty()) {
				Lingering.abandon(begun.wire().transport(), this.origin.context().timeouts().close(), ex);
			}
		}
		finally {
			begun.release();
			end();
		}
		if (orphan.isPresent() && this.origin.context().errorTrap().isPresent()) {
			spring(this.origin.context().errorTrap().get(), orphan.get(), ex);
		}
	}

	private void spring(ErrorTrap trap, Socket orphan, IOException ex) {
		try {
			trap.onHandshakeFailure(orphan, (SslFailure) ex);
		}
		catch (IOException | RuntimeException trapped) {
			ex.addSuppressed(trapped);
			try {
				orphan.close();
			}
			catch (IOException closing) {
				ex.addSuppressed(closing);
			}
		}
	}

	void shutdownInput() throws IOException {
		established().shutdownInput();
		if (this.origin.autoClose()) {
			// Wakes a reader.
			this.socket.plain().shutdownInput();
		}
	}

	Socket stop() throws IOException {
		TlsPump begun = this.pump;
		if (begun == null) {
			throw new IllegalStateException("TLS was not started on this socket");
		}
		byte @Nullable [] leftover = begun.stop(Deadline.in(this.origin.context().timeouts().close()));
		begun.release();
		end();
		return ReplaySocket.over(this.socket.plain(), Objects.requireNonNull(leftover, "a socket waits"));
	}

	void close(boolean notify) throws IOException {
		if (ended()) {
			return;
		}
		TlsPump begun = this.pump;
		if (begun == null) {
			if (end() && this.origin.autoClose()) {
				this.socket.plain().close();
			}
			return;
		}
		if (begun.failed() && facts() == null && this.origin.keepsSocketOnError()) {
			// The plain socket went to the trap, or to whoever caught the exception.
			return;
		}
		try {
			begun.close(notify && !resets(), this.origin.autoClose());
		}
		finally {
			end();
		}
	}

	private boolean resets() {
		try {
			return this.origin.autoClose() && this.socket.plain().getSoLinger() == 0;
		}
		catch (SocketException ex) {
			// Closed already, which not every socket says of itself.
			return false;
		}
	}

	/**
	 * Refuses bytes in clear that wait where a TLS server would be silent: an attacker
	 * may have put them there to be taken for what the server says inside TLS.
	 */
	void refuseInjected() throws IOException {
		int waiting = this.socket.plain().getInputStream().available();
		if (waiting > 0) {
			begin(null);
			end();
			throw new Diagnosis(connection()).plainSocket(this.socket.plain()).plaintextInjected(waiting);
		}
	}

	/** Whether this call did it. */
	private boolean end() {
		if (!ENDED.compareAndSet(this, 0, 1)) {
			return false;
		}
		// Looked at only now: who begins meanwhile looks whether it has ended.
		TlsPump begun = this.pump;
		if (begun != null) {
			begun.tellClosed();
		}
		return true;
	}

	boolean ended() {
		return this.ended != 0;
	}

	TlsConnection connection() {
		TlsPump begun = this.pump;
		if (begun == null) {
			throw new IllegalStateException("TLS has not begun");
		}
		return begun.wire().connection();
	}

	/** What the handshake agreed on; {@code null} before it is complete. */
	@Nullable TlsFacts facts() {
		TlsPump begun = this.pump;
		return (begun != null) ? begun.wire().connection().facts() : null;
	}

	SSLSession sessionAfterHandshake() {
		if (facts() == null && this.socket.plain().isConnected() && !ended()) {
			try {
				established();
			}
			catch (IOException ex) {
				// SSLSocket promises a session all the same, one that is not valid.
				return NullSession.INSTANCE;
			}
		}
		@Nullable TlsFacts facts = facts();
		return (facts != null) ? new SessionView(facts.session(), connection()) : NullSession.INSTANCE;
	}

	@Nullable SSLSession handshakeSession() {
		@Nullable TlsEngine engine = engineInHandshake();
		@Nullable SSLSession session = (engine != null) ? engine.handshakeSession() : null;
		return (session != null) ? new SessionView(session, connection()) : null;
	}

	@Nullable String handshakeApplicationProtocol() {
		@Nullable TlsEngine engine = engineInHandshake();
		return (engine != null) ? engine.handshakeApplicationProtocol() : null;
	}

	private @Nullable TlsEngine engineInHandshake() {
		TlsPump begun = this.pump;
		return (begun != null && facts() == null) ? begun.engine() : null;
	}

	/**
	 * Asks how TLS stands.
	 * @param before the answer as long as TLS has not begun
	 */
	<T> T ask(Function<TlsPump, T> question, T before) {
		TlsPump begun = this.pump;
		return (begun != null) ? question.apply(begun) : before;
	}

	private SslConnectionListener listener() {
		return this.origin.context().connectionListener();
	}

}

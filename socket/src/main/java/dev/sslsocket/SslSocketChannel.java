package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * TLS over a {@link SocketChannel} in non-blocking mode, for an event loop: no method
 * waits. What cannot be done now returns 0 or false, and {@link #wants()} says what for.
 *
 * <pre>{@code
 * SslSocketChannel tls = context.serverChannel(accepted);
 * SelectionKey key = tls.channel().register(selector, tls.interestOps(), tls);
 * // when the key is ready:
 * do {
 *     tls.read(buffer);
 *     ...
 * } while (tls.pending() > 0);
 * key.interestOps(tls.interestOps());
 * }</pre>
 *
 * Selectors take none but the JDK's own channels, hence {@link #channel()}. Reading and
 * writing shake hands first, within the handshake timeout of the context; its read and
 * write timeouts do not apply, as nothing waits. An idle channel holds no buffer.
 * <p>
 * Thread-safety: one thread may read while another writes; any thread may close at any
 * time. Nothing but closing may be asked of it by the executor's tasks.
 */
public final class SslSocketChannel implements ScatteringByteChannel, GatheringByteChannel, NegotiatedTls {

	private final ChannelLink link;

	private final ChannelTraffic traffic;

	private final Negotiated negotiated;

	SslSocketChannel(ChannelLink link) {
		this.link = link;
		this.traffic = new ChannelTraffic(link);
		this.negotiated = new Negotiated(link.connection());
	}

	/**
	 * Goes on with the handshake (the seed family's {@code connect_SSL} and
	 * {@code accept_SSL}). Its timeout counts from the first call, which a server makes
	 * at once, lest a silent client stays for ever; a call after it fails.
	 * @return whether it is complete
	 * @throws IOException if it fails; a {@link dev.sslsocket.failure.SslFailure} says
	 * why
	 */
	public boolean handshake() throws IOException {
		return this.link.shakeHands();
	}

	/**
	 * Reads what has come, as much as there is room for.
	 * @param target where the bytes go
	 * @return how many; 0 for "not now"; -1 after the peer's close_notify
	 * @throws IOException if the connection breaks, a record is damaged or the peer ended
	 * TCP without close_notify; a {@link dev.sslsocket.failure.SslFailure} says why
	 */
	@Override
	public int read(ByteBuffer target) throws IOException {
		return (int) read(new ByteBuffer[] { target }, 0, 1);
	}

	@Override
	public long read(ByteBuffer[] targets) throws IOException {
		return read(targets, 0, targets.length);
	}

	@Override
	public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, targets.length);
		for (int i = offset; i < offset + length; i++) {
			requireWritable(targets[i]);
		}
		return this.traffic.read(targets, offset, length);
	}

	/**
	 * Reads without consuming: the next read returns the same bytes. Never looks beyond
	 * the current record (the seed's {@code peek}).
	 * @param target where the bytes go
	 * @return how many; 0 for "not now"; -1 after the peer's close_notify
	 * @throws IOException as reading does
	 */
	public int peek(ByteBuffer target) throws IOException {
		requireWritable(target);
		return this.traffic.peek(target);
	}

	/**
	 * Returns how much can be read that no selector tells of, as it was taken from the
	 * socket already (the seed's {@code pending}). Read until it is 0 before you leave
	 * the channel to the selector.
	 * @return what is left of the current record; 1 where a further record, the end or a
	 * fault waits; 0 if only the selector can tell
	 */
	public int pending() {
		return this.traffic.pending();
	}

	/**
	 * Encrypts as much as there is room for. What is taken from the buffer will be sent:
	 * by this call, or by later ones of {@code write}, {@link #flush()} and
	 * {@link #close()} as the socket takes it. While encrypted bytes wait, no more are
	 * taken, and {@link #wants()} is {@link ChannelNeed#WRITE}; where none do, at least
	 * 16 KiB are taken at once.
	 * @param source the bytes
	 * @return how many were taken; 0 for "not now"
	 * @throws IOException if the connection breaks, or the peer refused us meanwhile; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	@Override
	public int write(ByteBuffer source) throws IOException {
		return (int) write(new ByteBuffer[] { source }, 0, 1);
	}

	@Override
	public long write(ByteBuffer[] sources) throws IOException {
		return write(sources, 0, sources.length);
	}

	@Override
	public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, sources.length);
		return this.traffic.write(sources, offset, length);
	}

	/**
	 * Sends what earlier calls left, for whoever has nothing more to write.
	 * @return whether nothing is left
	 * @throws IOException as writing does
	 */
	public boolean flush() throws IOException {
		return this.traffic.flush();
	}

	/**
	 * Says what this channel has to be called again for (the seed's {@code SSL_WANT_READ}
	 * and {@code SSL_WANT_WRITE}).
	 * @return what the last call waits for
	 */
	public ChannelNeed wants() {
		return this.traffic.wants();
	}

	/**
	 * Says the same to a selector, and, once hands are shaken, that the application is
	 * ready to read. Whoever is not leaves {@link java.nio.channels.SelectionKey#OP_READ}
	 * out.
	 * @return the interest set of this moment; 0 while a task runs, and at the end
	 */
	public int interestOps() {
		return this.traffic.interestOps();
	}

	/**
	 * Sets who is told when a task on the context's executor is over, so that
	 * {@link #handshake()} can go on.
	 * @param onTaskDone called on the executor's thread; say one that queues this channel
	 * and wakes the selector up
	 */
	public void onTaskDone(Runnable onTaskDone) {
		this.link.onTaskDone(onTaskDone);
	}

	/**
	 * Returns how long the handshake, or {@link #stopTls()}, may still take, for the
	 * timeout of a {@code select}. The call that comes later fails.
	 * @return zero once the time is up; empty where nothing has a limit
	 */
	public Optional<Duration> timeLeft() {
		return this.link.timeLeft();
	}

	/**
	 * Returns the channel beneath, to be registered with a selector. Reading or writing
	 * it breaks TLS.
	 * @return the channel TLS was put on
	 */
	public SocketChannel channel() {
		return this.link.channel();
	}

	/**
	 * Sends close_notify, at once or as the socket takes it. The peer may go on sending
	 * and be read; TCP stays open in both directions.
	 * @throws IOException if the connection breaks
	 * @throws IllegalStateException if there was no handshake
	 */
	public void shutdownOutput() throws IOException {
		this.link.pump().shutdownOutput();
	}

	/**
	 * Goes on with stopping TLS while the connection lives on (the seed family's
	 * {@code stop_SSL}): sends close_notify and looks for the peer's. Then
	 * {@link #plainChannel()} is where to go on, and this channel is spent: it never
	 * turns plain. The close timeout counts from the first call.
	 * @return whether TLS is stopped
	 * @throws dev.sslsocket.failure.SslProtocolException with reason {@code unread_data}
	 * if the peer sent application data that nobody has read: read until -1, then call
	 * again
	 * @throws dev.sslsocket.failure.SslTimeoutException if the peer did not answer in
	 * time; nobody can say then where its TLS ends
	 * @throws dev.sslsocket.failure.SslTruncatedException if the peer closed TCP instead
	 * @throws IllegalStateException if there was no handshake
	 * @throws IOException if the connection breaks
	 */
	public boolean stopTls() throws IOException {
		return this.traffic.stop();
	}

	/**
	 * Returns where to go on in clear.
	 * @return the channel beneath and what was taken from it: once TLS was stopped, or
	 * has failed to start on a connection that stays open; empty otherwise
	 */
	public Optional<PlainChannel> plainChannel() {
		return this.link.plain();
	}

	/**
	 * Closes TLS and TCP. What was written, and close_notify, still goes out: where the
	 * socket does not take it at once, or closing now would destroy it on its way, TCP is
	 * closed in the background, within the close timeout. Until then a key of
	 * {@link #channel()} stays valid: cancel it.
	 */
	@Override
	public void close() throws IOException {
		this.link.close(true);
	}

	/**
	 * Closes in another way than usual. Without close_notify nothing is sent any more,
	 * and TCP is closed at once: {@link #flush()} before.
	 * @param options how
	 * @throws IOException if TCP cannot be closed
	 */
	public void close(CloseOption... options) throws IOException {
		this.link.close(!Arrays.asList(options).contains(CloseOption.NO_CLOSE_NOTIFY));
	}

	/**
	 * Returns whether this channel can still be used.
	 * @return false once it is closed, TLS was stopped or the handshake has failed
	 */
	@Override
	public boolean isOpen() {
		return !this.link.ended();
	}

	/**
	 * Returns how far TLS is on this channel.
	 * @return the state of this moment
	 */
	public TlsState tlsState() {
		return this.link.pump().state();
	}

	/**
	 * Returns whether the peer ended TLS as the protocol demands.
	 * @return whether its close_notify was read; false after a truncation that
	 * {@link EofPolicy#LENIENT} let pass
	 */
	public boolean closedCleanly() {
		return this.link.pump().closedCleanly();
	}

	@Override
	public String cipher() {
		return this.negotiated.cipher();
	}

	@Override
	public String protocol() {
		return this.negotiated.protocol();
	}

	@Override
	public String alpn() {
		return this.negotiated.alpn();
	}

	@Override
	public String group() {
		return this.negotiated.group();
	}

	@Override
	public String serverName() {
		return this.negotiated.serverName();
	}

	@Override
	public boolean sessionReused() {
		return this.negotiated.sessionReused();
	}

	@Override
	public List<PeerCertificate> peerCertificates() {
		return this.negotiated.peerCertificates();
	}

	@Override
	public List<X509Certificate> verifiedChain() {
		return this.negotiated.verifiedChain();
	}

	@Override
	public @Nullable PeerCertificate localCertificate() {
		return this.negotiated.localCertificate();
	}

	@Override
	public byte[] channelBinding(ChannelBinding type) {
		return this.negotiated.channelBinding(type);
	}

	@Override
	public SslConnection snapshot() {
		return this.negotiated.snapshot();
	}

	private static void requireWritable(ByteBuffer target) {
		if (target.isReadOnly()) {
			throw new IllegalArgumentException("Read-only buffer");
		}
	}

	@Override
	public String toString() {
		return "SslSocketChannel[" + this.link.connection().peer() + ", context="
				+ this.link.connection().context().name() + ", " + tlsState() + "]";
	}

}

package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLSocketFactory;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.peer.FaultProxy;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One TCP connection between us and Perl, in clear or in TLS.
 */
final class PerlConversation implements AutoCloseable {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private final Cell cell;

	private final SslContext context;

	private final PerlPeer peer;

	private @Nullable Socket plain;

	private @Nullable SslSocket tls;

	private @Nullable FaultProxy proxy;

	private PerlConversation(Cell cell, UnaryOperator<SslContextBuilder> more) throws Exception {
		this.cell = cell;
		this.context = Material.context(cell.ours(), (builder) -> more.apply(builder.protocols(cell.protocol())));
		this.peer = PerlPeer.start();
	}

	/** Connected, and still in clear. */
	static PerlConversation inClear(Cell cell, UnaryOperator<SslContextBuilder> more) throws Exception {
		PerlConversation conversation = new PerlConversation(cell, more);
		if (cell.ours() == Side.CLIENT) {
			int port = Integer.parseInt(conversation.peer.ask("listen"));
			conversation.plain = new Socket(LOOPBACK, port);
			conversation.expect("accept", "ok");
		}
		else {
			try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
				conversation.expect("connect " + server.getLocalPort(), "ok");
				conversation.plain = server.accept();
			}
		}
		conversation.plain().setSoTimeout(25_000);
		return conversation;
	}

	static PerlConversation inClear(Cell cell) throws Exception {
		return inClear(cell, (builder) -> builder);
	}

	/** In TLS from the start, by connect or accept. */
	static PerlConversation inTls(Cell cell, UnaryOperator<SslContextBuilder> more) throws Exception {
		PerlConversation conversation = new PerlConversation(cell, more);
		conversation.connect((port) -> port);
		return conversation;
	}

	/** In TLS from the start, with somebody in between who can do harm. */
	static PerlConversation throughProxy(Cell cell) throws Exception {
		PerlConversation conversation = new PerlConversation(cell, (builder) -> builder);
		conversation.connect((port) -> {
			conversation.proxy = FaultProxy.to(port);
			return conversation.proxy.port();
		});
		return conversation;
	}

	private void connect(IntUnaryOperator route) throws Exception {
		if (this.cell.ours() == Side.CLIENT) {
			int port = Integer.parseInt(this.peer.ask("listen"));
			this.peer.tell("accept");
			PerlPeer.Answer started = this.peer.tell(perlStart(this.cell));
			this.tls = this.context.socketFactory().connect("localhost", route.applyAsInt(port));
			hasStarted(started);
		}
		else {
			try (SslServerSocket server = this.context.serverSocketFactory()
				.listen(new InetSocketAddress(LOOPBACK, 0))) {
				this.peer.tell("connect " + route.applyAsInt(server.getLocalPort()));
				PerlPeer.Answer started = this.peer.tell(perlStart(this.cell));
				this.tls = server.accept();
				this.tls.startHandshake();
				hasStarted(started);
			}
		}
	}

	static PerlConversation inTls(Cell cell) throws Exception {
		return inTls(cell, (builder) -> builder);
	}

	/** Both start TLS on the connection in clear. */
	SslSocket startTls() throws Exception {
		PerlPeer.Answer started = this.peer.tell(perlStart(this.cell));
		this.tls = startTlsAlone();
		hasStarted(started);
		return this.tls;
	}

	/** We start TLS; what the peer does has been told. */
	SslSocket startTlsAlone() throws IOException {
		return (this.cell.ours() == Side.CLIENT) ? this.context.socketFactory().startTls(plain(), "localhost")
				: this.context.serverSocketFactory().startTls(plain());
	}

	/** Both start TLS, we by a layer that shakes hands when it is told to. */
	SslSocket layerTls() throws Exception {
		PerlPeer.Answer started = this.peer.tell(perlStart(this.cell));
		SSLSocketFactory factory = this.context.socketFactory();
		this.tls = (SslSocket) ((this.cell.ours() == Side.CLIENT)
				? factory.createSocket(plain(), "localhost", plain().getPort(), true)
				: factory.createSocket(plain(), null, true));
		this.tls.startHandshake();
		hasStarted(started);
		return this.tls;
	}

	/** Both stop it: the peer may be first or last, as far as anybody can tell. */
	void stopTls() throws Exception {
		PerlPeer.Answer stopped = this.peer.tell("stop");
		this.plain = tls().stopTls();
		assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
	}

	/**
	 * A word to the peer, which it reads. A TLS 1.3 client that closes TCP without having
	 * read its session tickets resets the connection, and what it wrote last may be lost.
	 */
	void settle() throws Exception {
		write(tls(), "?");
		expect("read 1", "'?'");
	}

	/** Goes on with this socket in clear. */
	void goOn(Socket plain) {
		this.plain = plain;
	}

	/** The command that starts TLS on the other side. */
	static String perlStart(Cell cell) {
		String version = " SSL_version=" + cell.perlProtocol();
		return (cell.ours() == Side.CLIENT)
				? "start server SSL_cert_file=" + Material.FILES.serverCertificate() + " SSL_key_file="
						+ Material.FILES.serverKey() + version
				: "start client SSL_ca_file=" + Material.FILES.ca() + " SSL_hostname=localhost" + version;
	}

	private void hasStarted(PerlPeer.Answer started) {
		assertThat(started.await()).startsWith(this.cell.perlProtocol() + " " + tls().cipher() + " ");
		assertThat(tls().protocol()).isEqualTo(this.cell.protocol());
	}

	Cell cell() {
		return this.cell;
	}

	PerlPeer peer() {
		return this.peer;
	}

	/** Has the peer do something that must succeed in just this way. */
	void expect(String command, String answer) {
		assertThat(this.peer.ask(command)).as(command).isEqualTo(answer);
	}

	SslContext context() {
		return this.context;
	}

	SslSocket tls() {
		return present(this.tls);
	}

	Socket plain() {
		return present(this.plain);
	}

	FaultProxy proxy() {
		return present(this.proxy);
	}

	private static <T> T present(@Nullable T part) {
		if (part == null) {
			throw new IllegalStateException("not yet");
		}
		return part;
	}

	/** Text as the peer's answers write it: bytes of UTF-8, in hex but for ASCII. */
	static String shown(String text) {
		StringBuilder shown = new StringBuilder();
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			shown.append((octet >= ' ' && octet <= '~') ? String.valueOf((char) octet) : "\\x%02x".formatted(octet));
		}
		return shown.toString();
	}

	/** Text to the peer, in clear or in TLS. */
	static void write(Socket socket, String text) throws Exception {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** Exactly as many characters from the peer. */
	static String read(Socket socket, int length) throws Exception {
		return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
	}

	@Override
	public void close() throws IOException {
		this.peer.close();
		if (this.tls != null) {
			this.tls.close();
		}
		if (this.plain != null) {
			this.plain.close();
		}
		if (this.proxy != null) {
			this.proxy.close();
		}
	}

}

package dev.sslsocket.peers;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.PeerCertificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The ways from clear to TLS and back that the module's own tests take:
 * t/plain_upgrade_downgrade.t, t/startssl.t, t/start-stopssl.t and -with-cb.t.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlUpgradeTests {

	/** One step, after which both ends talk. */
	private enum Step {

		/** TCP. */
		CLEAR,

		/** TLS from the start. */
		CONNECT,

		/** {@code start_SSL}: {@code startTls}. */
		START,

		/** {@code connect_SSL}: a layer that shakes hands when told to. */
		HANDSHAKE,

		STOP

	}

	static Stream<Arguments> sequences() {
		List<List<Step>> sequences = List.of(List.of(Step.CLEAR, Step.START, Step.STOP, Step.START),
				List.of(Step.CONNECT, Step.STOP, Step.HANDSHAKE),
				List.of(Step.CLEAR, Step.HANDSHAKE, Step.STOP, Step.HANDSHAKE),
				List.of(Step.CLEAR, Step.START, Step.STOP, Step.HANDSHAKE));
		return Cell.all().flatMap((cell) -> sequences.stream().map((sequence) -> Arguments.of(cell, sequence)));
	}

	// Case 26.
	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("sequences")
	void everySequenceEndsWhereItShould(Cell cell, List<Step> sequence) throws Exception {
		boolean connect = sequence.get(0) == Step.CONNECT;
		try (PerlConversation conversation = connect ? PerlConversation.inTls(cell) : PerlConversation.inClear(cell)) {
			for (Step step : sequence) {
				switch (step) {
					case CLEAR, CONNECT -> {
					}
					case START -> conversation.startTls();
					case HANDSHAKE -> conversation.layerTls();
					case STOP -> conversation.stopTls();
				}
				if (step == Step.CLEAR || step == Step.STOP) {
					talk(conversation, conversation.plain(), "");
				}
				else {
					talk(conversation, conversation.tls(), "ssl");
				}
			}
		}
	}

	private static void talk(PerlConversation conversation, Socket socket, String prefix) throws Exception {
		String question = prefix + "foo";
		String answer = prefix + "bar";
		if (conversation.cell().ours() == Side.CLIENT) {
			write(socket, question);
			conversation.expect("read " + question.length(), "'" + question + "'");
			conversation.expect("write " + answer, String.valueOf(answer.length()));
			assertThat(read(socket, answer.length())).isEqualTo(answer);
		}
		else {
			conversation.expect("write " + question, String.valueOf(question.length()));
			assertThat(read(socket, question.length())).isEqualTo(question);
			write(socket, answer);
			conversation.expect("read " + answer.length(), "'" + answer + "'");
		}
	}

	// Cases 3 and 27: Perl peeks; Java cannot, so whoever has looked says what was seen.
	@ParameterizedTest(name = "{0}, in clear first {1}")
	@MethodSource("firstBytes")
	void firstBytesDecideWhetherTheClientSpeaksTls(Cell cell, boolean clear) throws Exception {
		SslServerSocketFactory servers = Material.server((builder) -> builder.protocols(cell.protocol()))
			.serverSocketFactory();
		try (PerlPeer perl = PerlPeer.start();
				ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(perl.ask("connect " + listener.getLocalPort())).isEqualTo("ok");
			try (Socket plain = listener.accept()) {
				plain.setSoTimeout(25_000);
				PerlPeer.Answer first = perl.tell(clear ? "write foo" : PerlConversation.perlStart(cell));
				byte[] seen = plain.getInputStream().readNBytes(3);
				PerlPeer.Answer started = first;
				if (new String(seen, StandardCharsets.US_ASCII).equals("foo")) {
					assertThat(first.await()).isEqualTo("3");
					write(plain, "bar");
					assertThat(perl.ask("read 3")).isEqualTo("'bar'");
					started = perl.tell(PerlConversation.perlStart(cell));
					seen = new byte[0];
				}
				try (SslSocket socket = servers.startTls(plain, seen)) {
					assertThat(started.await()).startsWith(cell.perlProtocol());
					write(socket, "sslbar");
					assertThat(perl.ask("read 6")).isEqualTo("'sslbar'");
				}
			}
		}
	}

	static Stream<Arguments> firstBytes() {
		return Cell.all()
			.filter((cell) -> cell.ours() == Side.SERVER)
			.flatMap((cell) -> Stream.of(true, false).map((clear) -> Arguments.of(cell, clear)));
	}

	// The other way: Perl peeks at what our client begins with.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlSeesByPeekingThatOurClientSpeaksTls(String protocol) throws Exception {
		Cell cell = new Cell(Side.CLIENT, protocol);
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			write(conversation.plain(), "foo");
			conversation.expect("peek_in_clear 3", "'foo'");
			conversation.expect("read 3", "'foo'");
			Background<SslSocket> starting = Background.start(conversation::startTlsAlone);
			// The version of the first record means nothing (RFC 8446 section 5.1).
			conversation.expect("peek_in_clear 2", "'\\x16\\x03'");
			assertThat(conversation.peer().ask(PerlConversation.perlStart(cell))).startsWith(cell.perlProtocol());
			try (SslSocket socket = starting.await()) {
				write(socket, "sslfoo");
				conversation.expect("read 6", "'sslfoo'");
			}
		}
	}

	// t/startssl.t
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void bothEndsSeeBothCertificates(Cell cell) throws Exception {
		boolean client = cell.ours() == Side.CLIENT;
		try (PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> client ? builder.identity(Material.identity(Material.PKI.client()))
						: builder.trust(TrustSource.certificates(Material.PKI.ca().certificate()))
							.clientAuth(ClientAuth.NEED))) {
			PerlPeer.Answer started = conversation.peer()
				.tell(PerlConversation.perlStart(cell) + (client
						? " SSL_verify_mode=3 SSL_ca_file=" + Material.FILES.ca() : " SSL_use_cert=1 SSL_cert_file="
								+ Material.FILES.clientCertificate() + " SSL_key_file=" + Material.FILES.clientKey()));
			try (SslSocket socket = conversation.startTlsAlone()) {
				assertThat(started.await()).startsWith(cell.perlProtocol());
				PeerCertificate ours = socket.localCertificate();
				PeerCertificate perls = socket.peerCertificate();
				assertThat(ours.subjectOneline()).isEqualTo(client ? "/CN=test client" : "/CN=localhost");
				assertThat(perls.subjectOneline()).isEqualTo(client ? "/CN=localhost" : "/CN=test client");
				conversation.expect("identities", identity(ours) + " " + identity(perls));
				conversation.expect("write hannibal\\n", "9");
				assertThat(read(socket, 9)).isEqualTo("hannibal\n");
			}
		}
	}

	private static String identity(PeerCertificate certificate) {
		return certificate.subjectOneline() + " " + certificate.issuerOneline() + " "
				+ certificate.fingerprint("sha256");
	}

	// t/start-stopssl.t and -with-cb.t: stop:write. What the callback
	// SSL_on_peer_shutdown is told is the -1 of the read; nothing is answered meanwhile.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peerThatStopsItsDirectionOnlyAndGoesOnInClearIsRead(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			conversation.startTls();
			conversation.stopTls();
			SslSocket socket = conversation.startTls();
			conversation.expect("write stop:write\\n", "11");
			conversation.expect("goodbye", "ok");
			conversation.expect("raw after stop:write\\n", "17");
			assertThat(read(socket, 11)).isEqualTo("stop:write\n");
			for (int again = 0; again < 2; again++) {
				assertThat(socket.getInputStream().read()).isEqualTo(-1);
			}
			assertThat(socket.closedCleanly()).isTrue();
			assertThat(socket.tlsState()).isIn(TlsState.READ_CLOSED, TlsState.CLOSED);
			conversation.expect("received", "0");
			Socket plain = socket.stopTls();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> socket.getInputStream().read());
			assertThat(read(plain, 17)).isEqualTo("after stop:write\n");
			conversation.expect("sysread 1", "end");
			assertThat(conversation.peer().ask("stop")).isEqualTo("IO::Socket::INET");
			write(plain, "OK\n");
			conversation.expect("read 3", "'OK\\x0a'");
		}
	}

	// The same the other way round: we stop our direction, Perl reads it in clear.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void perlReadsInClearWhatWeWriteBehindOurGoodbye(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			SslSocket socket = conversation.startTls();
			write(socket, "stop:write\n");
			conversation.expect("read 11", "'stop:write\\x0a'");
			if (!EngineUnderTest.closesHalf()) {
				assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(socket::stopTlsOutput);
				conversation.stopTls();
				return;
			}
			socket.stopTlsOutput().write("after stop:write\n".getBytes(StandardCharsets.US_ASCII));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(socket, "x"));
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
			conversation.expect("write still secret", "12");
			assertThat(read(socket, 12)).isEqualTo("still secret");
			conversation.stopTls();
			conversation.expect("read 17", "'after stop:write\\x0a'");
			conversation.expect("write OK\\n", "3");
			assertThat(read(conversation.plain(), 3)).isEqualTo("OK\n");
		}
	}

	// Case 32, t/compatibility.t: SslSocket is final. A class of one's own goes beneath
	// it, does the I/O, and comes back.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void socketOfAClassOfItsOwnCarriesTlsAndComesBackAsItself(Cell cell) throws Exception {
		SslContext context = Material.context(cell.ours(), (builder) -> builder.protocols(cell.protocol()));
		try (PerlPeer perl = PerlPeer.start(); CountingSocket own = new CountingSocket()) {
			own.meet(cell.ours(), perl);
			PerlPeer.Answer started = perl.tell(PerlConversation.perlStart(cell));
			SslSocket socket = (cell.ours() == Side.CLIENT) ? context.socketFactory().startTls(own, "localhost")
					: context.serverSocketFactory().startTls(own);
			assertThat(started.await()).startsWith(cell.perlProtocol());
			int written = own.bytesWritten;
			assertThat(written).isGreaterThan(100);
			write(socket, "secret");
			assertThat(own.bytesWritten).isGreaterThan(written + "secret".length());
			assertThat(perl.ask("read 6")).isEqualTo("'secret'");
			PerlPeer.Answer stopped = perl.tell("stop");
			assertThat(socket.stopTls()).isSameAs(own);
			assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
		}
	}

	/** A socket of somebody's own. */
	private static final class CountingSocket extends Socket {

		private int bytesWritten;

		private void meet(Side side, PerlPeer perl) throws Exception {
			InetAddress loopback = InetAddress.getLoopbackAddress();
			if (side == Side.CLIENT) {
				int port = Integer.parseInt(perl.ask("listen"));
				connect(new InetSocketAddress(loopback, port));
				assertThat(perl.ask("accept")).isEqualTo("ok");
				return;
			}
			try (ServerSocket listener = new ServerSocket(0, 1, loopback) {
				@Override
				public Socket accept() throws IOException {
					implAccept(CountingSocket.this);
					return CountingSocket.this;
				}
			}) {
				assertThat(perl.ask("connect " + listener.getLocalPort())).isEqualTo("ok");
				listener.accept();
			}
		}

		@Override
		public OutputStream getOutputStream() throws IOException {
			return new FilterOutputStream(super.getOutputStream()) {
				@Override
				public void write(byte[] bytes, int offset, int length) throws IOException {
					CountingSocket.this.bytesWritten += length;
					this.out.write(bytes, offset, length);
				}
			};
		}

	}

}

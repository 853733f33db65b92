package dev.sslsocket.peers;

import java.io.IOException;
import java.net.Socket;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * TLS that does not come about with Perl: what is left of the connection.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlFailedUpgradeTests {

	private static final Cell CLIENT = new Cell(Side.CLIENT, "TLSv1.3");

	// Case 18: every byte is still there, and nothing went out after the ClientHello.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void startTlsWhenThePeerSpeaksInClearLeavesTheConnectionAsItWas(String protocol) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(new Cell(Side.CLIENT, protocol))) {
			Socket original = conversation.plain();
			PerlPeer.Answer header = conversation.peer().tell("hello");
			PerlPeer.Answer written = conversation.peer().tell("write foo, not TLS\\nmore\\n");
			NotTlsException refused = catchThrowableOfType(NotTlsException.class,
					() -> startTls(conversation, original));
			assertThat(refused.reason()).isEqualTo(SslReason.NOT_TLS);
			assertThat(refused).hasMessageContaining("foo, not TLS");
			assertThat(header.await()).isEqualTo("handshake record, whole");
			assertThat(written.await()).isEqualTo("18");
			assertThat(original.isClosed()).isFalse();
			Socket plain = refused.plainSocket().orElseThrow();
			assertThat(read(plain, 18)).isEqualTo("foo, not TLS\nmore\n");
			write(plain, "bar");
			conversation.expect("sysread 100", "'bar'");
			conversation.expect("write foo", "3");
			assertThat(read(original, 3)).isEqualTo("foo");
			conversation.goOn(plain);
			conversation.startTls();
			conversation.settle();
		}
	}

	// Case 18, the server's side: Perl talks in clear to a server that expects TLS.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void startTlsWhenTheClientSpeaksInClearLeavesTheConnectionAsItWas(String protocol) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(new Cell(Side.SERVER, protocol))) {
			conversation.expect("write hello, server\\n", "14");
			NotTlsException refused = catchThrowableOfType(NotTlsException.class,
					() -> conversation.context().serverSocketFactory().startTls(conversation.plain()));
			Socket plain = refused.plainSocket().orElseThrow();
			assertThat(read(plain, 14)).isEqualTo("hello, server\n");
			write(plain, "bar");
			conversation.expect("sysread 100", "'bar'");
			conversation.goOn(plain);
			conversation.startTls();
			conversation.settle();
		}
	}

	// CVE-2011-0411: what waits in clear before the ClientHello was put there by somebody
	// else.
	@Test
	void startTlsWhenBytesInClearAreWaitingIsRefused() throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(CLIENT)) {
			conversation.expect("write injected", "8");
			SslProtocolException refused = catchThrowableOfType(SslProtocolException.class,
					() -> startTls(conversation, conversation.plain()));
			assertThat(refused.reason()).isEqualTo(SslReason.PLAINTEXT_INJECTED);
			Socket plain = refused.plainSocket().orElseThrow();
			assertThat(plain).isSameAs(conversation.plain());
			assertThat(read(plain, 8)).isEqualTo("injected");
			write(plain, "bar");
			conversation.expect("sysread 100", "'bar'");
		}
	}

	// Case 20: as it is and flipped; after start-TLS the connection is the caller's.
	@ParameterizedTest(name = "keep-socket-on-error {0}")
	@MethodSource("keeping")
	void startTlsWhenItFailsKeepsTheSocketUnlessToldOtherwise(Keeping keeping) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(CLIENT, keeping::on)) {
			conversation.peer().tell("hello");
			conversation.peer().tell("write no TLS here\\n");
			SslFailure refused = catchThrowableOfType(NotTlsException.class,
					() -> startTls(conversation, conversation.plain()));
			assertThat(refused.plainSocket().isPresent()).isEqualTo(keeping != Keeping.CLOSED);
			assertThat(conversation.plain().isClosed()).isEqualTo(keeping == Keeping.CLOSED);
		}
	}

	// Case 20: after connect it is ours, and goes.
	@ParameterizedTest(name = "keep-socket-on-error {0}")
	@MethodSource("keeping")
	void connectWhenItFailsClosesTheSocketUnlessToldOtherwise(Keeping keeping) throws Exception {
		try (PerlPeer peer = PerlPeer.start()) {
			int port = Integer.parseInt(peer.ask("listen"));
			peer.tell("accept");
			PerlPeer.Answer hello = peer.tell("hello");
			peer.tell("write no TLS here\\n");
			SslSocketFactory factory = Material.client(keeping::on).socketFactory();
			SslFailure refused = catchThrowableOfType(NotTlsException.class, () -> factory.connect("localhost", port));
			assertThat(hello.await()).isEqualTo("handshake record, whole");
			if (keeping == Keeping.KEPT) {
				try (Socket plain = refused.plainSocket().orElseThrow()) {
					assertThat(read(plain, 12)).isEqualTo("no TLS here\n");
					write(plain, "bar");
					assertThat(peer.ask("sysread 100")).isEqualTo("'bar'");
				}
			}
			else {
				assertThat(refused.plainSocket()).isEmpty();
				assertThat(peer.ask("sysread 100")).isEqualTo("end");
			}
		}
	}

	// A peer that speaks TLS, but does not like us, is told and tells why.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void handshakeWhenThereIsNoCommonVersionFailsWithItsReason(Cell cell) throws Exception {
		// Held to TLS 1.2 alone, OpenSSL looks for a cipher suite before it looks at the
		// version.
		boolean perlLooksAtCiphers = cell.equals(CLIENT);
		SslReason reason = perlLooksAtCiphers ? SslReason.HANDSHAKE_FAILURE : SslReason.PROTOCOL_VERSION;
		String other = cell.protocol().equals("TLSv1.2") ? "TLSv1.3" : "TLSv1.2";
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			PerlPeer.Answer failed = conversation.peer().tell(PerlConversation.perlStart(new Cell(cell.ours(), other)));
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(conversation::startTlsAlone)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
			assertThat(failed.await()).startsWith("failed: ");
		}
	}

	private enum Keeping {

		DEFAULT, KEPT, CLOSED;

		SslContextBuilder on(SslContextBuilder builder) {
			return (this == DEFAULT) ? builder : builder.keepSocketOnError(this == KEPT);
		}

	}

	static Keeping[] keeping() {
		return Keeping.values();
	}

	private static void startTls(PerlConversation conversation, Socket plain) throws IOException {
		conversation.context().socketFactory().startTls(plain, "localhost");
	}

}

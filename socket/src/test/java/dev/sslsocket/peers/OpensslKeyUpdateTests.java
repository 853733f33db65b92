package dev.sslsocket.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * New keys of TLS 1.3 between, before and behind data, by openssl's two tools: {@code K}
 * asks for ours, too, {@code k} does not.
 */
@RequiresProgram("openssl")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpensslKeyUpdateTests {

	private static final String BY_CLIENT = "KEYUPDATE";

	private static final String BY_SERVER = "SSL_do_handshake -> 1";

	/** Not ASCII, as openssl's own words are: tickets in hexadecimal, for one. */
	private static final byte FILLING = (byte) 0xe9;

	private static final int MUCH = 1 << 20;

	@Test
	void clientRenewsKeysBetweenData() throws Exception {
		try (SslServerSocket listener = listen();
				RunningProgram client = Openssl.client(listener.getLocalPort(), "TLSv1.3");
				SslSocket socket = listener.accept()) {
			new Conversation(socket, client, BY_CLIENT).betweenData();
		}
	}

	@Test
	void clientRenewsKeysWhileMuchIsWritten() throws Exception {
		try (SslServerSocket listener = listen();
				RunningProgram client = Openssl.client(listener.getLocalPort(), "TLSv1.3");
				SslSocket socket = listener.accept()) {
			new Conversation(socket, client, BY_CLIENT).whileMuchIsWritten();
		}
	}

	@Test
	@RequiresProgram(value = "stdbuf", debianPackage = "coreutils")
	void serverRenewsKeysBetweenData() throws Exception {
		try (RunningProgram server = server(); SslSocket socket = connect(server)) {
			new Conversation(socket, server, BY_SERVER).betweenData();
		}
	}

	@Test
	@RequiresProgram(value = "stdbuf", debianPackage = "coreutils")
	void serverRenewsKeysWhileMuchIsWritten() throws Exception {
		try (RunningProgram server = server(); SslSocket socket = connect(server)) {
			new Conversation(socket, server, BY_SERVER).whileMuchIsWritten();
		}
	}

	private static SslServerSocket listen() throws IOException {
		return Material.server((builder) -> builder)
			.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	/** What it says of new keys would stay in a buffer. */
	private static RunningProgram server() {
		return RunningProgram.start("stdbuf", "-oL", "openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_3",
				"-cert", Material.FILES.serverCertificate().toString(), "-key", Material.FILES.serverKey().toString());
	}

	private static SslSocket connect(RunningProgram server) throws IOException {
		return Material.client((builder) -> builder).socketFactory().connect("localhost", Openssl.port(server));
	}

	/** The tool takes what it gets at one go for one: never more than that is sent. */
	private record Conversation(SslSocket socket, RunningProgram peer, String renewed) {

		void betweenData() throws Exception {
			this.socket.startHandshake();
			int times = 0;
			say("before");
			for (String command : new String[] { "K", "k", "K" }) {
				renew(command, ++times);
				say("behind " + command);
				// Now under our new keys, where it asked for them.
				answer("answer " + times);
			}
			// More than one before we read, or write, again.
			for (String command : new String[] { "K", "K", "k", "k", "K", "K" }) {
				renew(command, ++times);
			}
			say("behind all");
			answer("last answer");
		}

		void whileMuchIsWritten() throws Exception {
			this.socket.startHandshake();
			int times = 0;
			for (String command : new String[] { "K", "k", "K", "K", "K" }) {
				CompletableFuture<Void> writing = CompletableFuture.runAsync(this::writeMuch);
				renew(command, ++times);
				say("round " + times);
				writing.get(25, TimeUnit.SECONDS);
			}
			answer("last answer");
			assertThat(fillings()).isEqualTo(times * (long) MUCH);
		}

		private void writeMuch() {
			byte[] much = new byte[MUCH];
			Arrays.fill(much, FILLING);
			try {
				this.socket.getOutputStream().write(much);
				this.socket.getOutputStream().write('\n');
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private long fillings() {
			long count = 0;
			for (byte one : this.peer.standardOutputBytes()) {
				count += (one == FILLING) ? 1 : 0;
			}
			return count;
		}

		private void renew(String command, int times) {
			this.peer.send(command + "\n");
			while (renewals() < times) {
				assertThat(this.peer.isRunning()).isTrue();
				Thread.onSpinWait();
			}
		}

		private int renewals() {
			String said = new String(said(), StandardCharsets.ISO_8859_1);
			return said.split(this.renewed, -1).length - 1;
		}

		private byte[] said() {
			return this.renewed.equals(BY_CLIENT) ? this.peer.standardError().getBytes(StandardCharsets.ISO_8859_1)
					: this.peer.standardOutputBytes();
		}

		private void say(String text) throws Exception {
			this.peer.send(text + "\n");
			assertThat(PerlConversation.read(this.socket, text.length() + 1)).isEqualTo(text + "\n");
		}

		private void answer(String text) throws Exception {
			PerlConversation.write(this.socket, text + "\n");
			assertThat(this.peer.awaitLine(text)).endsWith(text);
		}

	}

}

package dev.sslsocket.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.ErrorTrap;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Case 19: clients that take our TLS port for another one, and the trap that tells them.
 */
class ErrorTrapTests {

	private static final String ANSWER = "This port speaks TLS. Use https:// instead.\n";

	private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

	private final BlockingQueue<SslFailure> failures = new LinkedBlockingQueue<>();

	private SslServerSocket server;

	@BeforeEach
	void listen() throws Exception {
		ErrorTrap trap = (plain, failure) -> {
			this.failures.add(failure);
			this.requests.add(head(plain.getInputStream()));
			try (plain) {
				plain.getOutputStream()
					.write(("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: " + ANSWER.length()
							+ "\r\n\r\n" + ANSWER)
						.getBytes(StandardCharsets.US_ASCII));
			}
		};
		this.server = Material.server((builder) -> builder.errorTrap(trap))
			.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	@RequiresProgram("curl")
	@RequiresPerlModule("IO::Socket::SSL")
	void trapWhenAnHttpClientComesAnswersInClearAndTheNextClientIsServed() throws Exception {
		String address = "127.0.0.1:" + this.server.getLocalPort();
		try (RunningProgram curl = RunningProgram.start("curl", "--silent", "--show-error", "--noproxy", "*",
				"--include", "--max-time", "20", "http://" + address + "/orders?id=1")) {
			assertRefused();
			assertThat(curl.awaitExit()).as(curl.standardError()).isZero();
			assertThat(curl.standardOutput()).startsWith("HTTP/1.1 400 Bad Request\r\n").endsWith("\r\n\r\n" + ANSWER);
		}
		assertThat(this.requests.poll(20, TimeUnit.SECONDS)).startsWith("GET /orders?id=1 HTTP/1.1\r\nHost: " + address)
			.endsWith("\r\n\r\n");
		assertThat(this.failures).singleElement().satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(SslReason.NOT_TLS);
			assertThat(((Exception) failure).getMessage()).contains("GET /orders?id=1 HTTP/1.1");
		});
		serveTheNext();
	}

	// What comes in one piece with more than the first line is replayed, byte for byte.
	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void trapWhenAClientSpeaksInClearGetsEveryByteAndSendsNoAlertInFront() throws Exception {
		try (PerlPeer client = PerlPeer.start()) {
			assertThat(client.ask("connect " + this.server.getLocalPort())).isEqualTo("ok");
			client.ask("write GET / HTTP/1.0\\nX: " + "y".repeat(3000) + "\\n\\n");
			assertRefused();
			assertThat(this.requests.poll(20, TimeUnit.SECONDS))
				.isEqualTo("GET / HTTP/1.0\nX: " + "y".repeat(3000) + "\n\n");
			assertThat(client.ask("read 24")).isEqualTo("'HTTP/1.1 400 Bad Request'");
		}
		serveTheNext();
	}

	private void assertRefused() throws IOException {
		try (SslSocket socket = this.server.accept()) {
			assertThatExceptionOfType(NotTlsException.class).isThrownBy(socket::startHandshake);
		}
	}

	private void serveTheNext() throws Exception {
		try (PerlPeer client = PerlPeer.start()) {
			assertThat(client.ask("connect " + this.server.getLocalPort())).isEqualTo("ok");
			PerlPeer.Answer started = client.tell(PerlConversation.perlStart(new Cell(Side.SERVER, "TLSv1.3")));
			try (SslSocket socket = this.server.accept()) {
				PerlConversation.write(socket, "welcome");
				assertThat(started.await()).startsWith("TLSv1_3");
				assertThat(client.ask("read 7")).isEqualTo("'welcome'");
			}
		}
		assertThat(this.failures).hasSize(1);
	}

	/** A request up to its empty line. */
	private static String head(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		String text = "";
		while (!text.endsWith("\r\n\r\n") && !text.endsWith("\n\n")) {
			int next = in.read();
			if (next < 0) {
				break;
			}
			head.write(next);
			text = head.toString(StandardCharsets.US_ASCII);
		}
		return text;
	}

}

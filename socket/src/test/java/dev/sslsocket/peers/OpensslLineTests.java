package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import dev.sslsocket.line.LineFormat;
import dev.sslsocket.line.LineReader;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records that carry no data in the middle of a line: tickets and new keys of TLS 1.3,
 * which the Perl module has no call for.
 */
@RequiresProgram("openssl")
class OpensslLineTests {

	/** Of openssl's two tools: what makes them renew their keys and have ours renewed. */
	private static final String KEY_UPDATE = "K\n";

	private static final LineFormat SEMICOLONS = LineFormat.separatedBy(";");

	// Case 14, where tickets come first.
	@Test
	@RequiresProgram(value = "stdbuf", debianPackage = "coreutils")
	void lineFromAServerThatRenewsItsKeysInTheMiddleIsWhole() throws Exception {
		SslContext context = Material.client((builder) -> builder);
		// What it says of new keys would stay in a buffer.
		try (RunningProgram server = RunningProgram.start("stdbuf", "-oL", "openssl", "s_server", "-accept",
				"127.0.0.1:0", "-tls1_3", "-cert", Material.FILES.serverCertificate().toString(), "-key",
				Material.FILES.serverKey().toString());
				SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(server))) {
			assertThatLineIsWhole(socket, server, "SSL_do_handshake -> 1");
		}
	}

	@Test
	void lineFromAClientThatRenewsItsKeysInTheMiddleIsWhole() throws Exception {
		try (SslServerSocket listener = Material.server((builder) -> builder)
			.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				RunningProgram client = Openssl.client(listener.getLocalPort(), "TLSv1.3");
				SslSocket socket = listener.accept()) {
			assertThatLineIsWhole(socket, client, "KEYUPDATE");
		}
	}

	private static void assertThatLineIsWhole(SslSocket socket, RunningProgram peer, String renewed) throws Exception {
		LineReader lines = LineReader.over(socket, SEMICOLONS);
		peer.send("par\n");
		awaitArrival(socket, lines, "par\n".length());
		peer.send(KEY_UPDATE);
		peer.awaitLine(renewed);
		peer.send("tial;rest");
		assertThat(lines.readLine()).isEqualTo("par\ntial");
		assertThat(PerlConversation.read(socket, 4)).isEqualTo("rest");
		// Under the new keys of both sides.
		PerlConversation.write(socket, "understood\n");
		assertThat(peer.awaitLine("understood")).endsWith("understood");
	}

	/**
	 * Has the reader take what arrives; the tool takes what it gets at one go for one.
	 */
	private static void awaitArrival(SslSocket socket, LineReader lines, int bytes) throws IOException {
		socket.setSoTimeout(100);
		while (socket.snapshot().bytesRead() < bytes) {
			try {
				assertThat(lines.readLine()).as("half a line").isNull();
			}
			catch (SslTimeoutException ex) {
				continue;
			}
		}
		socket.setSoTimeout(25_000);
	}

}

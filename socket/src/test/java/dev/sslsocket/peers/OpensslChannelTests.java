package dev.sslsocket.peers;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import dev.sslsocket.ChannelDriver;
import dev.sslsocket.SslContext;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Channels of ours with {@code openssl s_client} and {@code openssl s_server}.
 */
@RequiresProgram("openssl")
class OpensslChannelTests {

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientGetsItsLineEchoed(String protocol) throws Exception {
		try (ServerSocketChannel listening = ChannelDriver.listen();
				RunningProgram client = Openssl.client(ChannelDriver.port(listening), protocol, "-brief",
						"-verify_hostname", "localhost")) {
			SocketChannel accepted = listening.accept();
			accepted.configureBlocking(false);
			try (ChannelDriver ours = ChannelDriver.of(Material.server((builder) -> builder).serverChannel(accepted))) {
				client.send("a line of text\n");
				assertThat(ours.text(15)).isEqualTo("a line of text\n");
				ours.write("an answer\n");
				assertThat(client.awaitLine("an answer")).isEqualTo("an answer");
				assertThat(client.awaitLine("Verification")).isEqualTo("Verification: OK");
				assertThat(client.awaitLine("Ciphersuite: ")).isEqualTo("Ciphersuite: " + ours.tls().cipher());
				assertThat(ours.tls().protocol()).isEqualTo(protocol);
				client.closeInput();
				assertThat(client.awaitExit()).isZero();
				assertThat(ours.readOnce()).isEqualTo(-1);
				assertThat(ours.tls().closedCleanly()).isTrue();
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverReturnsOurLinesAndResumesOurSession(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (RunningProgram server = Openssl.server(protocol, "-rev")) {
			int port = Openssl.port(server);
			for (int visit = 0; visit < 2; visit++) {
				try (ChannelDriver ours = ChannelDriver
					.of(context.channel(ChannelDriver.connect(port), "localhost", port))) {
					String word = "x".repeat(20_000) + "y";
					ours.write("hello\n");
					assertThat(ours.text(6)).isEqualTo("olleh\n");
					ours.write(word.substring(5001) + "\n");
					assertThat(ours.text(15_001)).isEqualTo("y" + "x".repeat(14_999) + "\n");
					assertThat(ours.tls().sessionReused()).isEqualTo(visit == 1);
					assertThat(ours.tls().peerCertificate().commonName()).isEqualTo("localhost");
				}
			}
		}
	}

}

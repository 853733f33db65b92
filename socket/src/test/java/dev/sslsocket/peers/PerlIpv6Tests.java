package dev.sslsocket.peers;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * t/io-socket-inet6.t and t/io-socket-ip.t: the loopback address of IPv6, by which the
 * server is verified, too.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlIpv6Tests {

	private static InetAddress loopback;

	@BeforeAll
	static void requireIpv6() throws IOException {
		loopback = InetAddress.getByName("::1");
		try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
			assertThat(server.getInetAddress()).isInstanceOf(Inet6Address.class);
		}
		catch (IOException ex) {
			Assumptions.abort("this machine has no IPv6: " + ex.getMessage());
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "::1", "[::1]" })
	void clientReachesPerlAndVerifiesItByItsAddress(String host) throws Exception {
		Cell cell = new Cell(Side.CLIENT, "TLSv1.3");
		SslContext context = Material.client((builder) -> builder);
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen6"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell(PerlConversation.perlStart(cell));
			try (SslSocket socket = context.socketFactory().connect(host, port)) {
				assertThat(started.await()).startsWith("TLSv1_3");
				assertThat(socket.getInetAddress()).isEqualTo(loopback);
				assertThat(socket.serverName()).as("an address is no server name").isEmpty();
				PerlConversation.write(socket, "hello");
				assertThat(perl.ask("read 5")).isEqualTo("'hello'");
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverIsReachedByPerl(String protocol) throws Exception {
		Cell cell = new Cell(Side.SERVER, protocol);
		try (PerlPeer perl = PerlPeer.start();
				SslServerSocket server = Material.server((builder) -> builder.protocols(protocol))
					.serverSocketFactory()
					.listen(new InetSocketAddress(loopback, 0))) {
			assertThat(perl.ask("connect6 " + server.getLocalPort())).isEqualTo("ok");
			PerlPeer.Answer started = perl.tell(PerlConversation.perlStart(cell));
			try (SslSocket socket = server.accept()) {
				assertThat(socket.getInetAddress()).isEqualTo(loopback);
				PerlConversation.write(socket, "hello");
				assertThat(started.await()).startsWith(cell.perlProtocol());
				assertThat(perl.ask("read 5")).isEqualTo("'hello'");
			}
		}
	}

}

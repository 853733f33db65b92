package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * t/double-tls-layer.t, case 31: TLS within TLS, each with a certificate of its own. The
 * inner layer is Perl's. The outer one ends at a relay, since the installed module cannot
 * nest.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlNestedTlsTests {

	private static final CertifiedKey INNER = CertificateMaker.leaf()
		.subject("CN=inner.example")
		.dns("inner.example")
		.serverAuth()
		.issuedBy(Material.PKI.ca());

	@TempDir
	private Path directory;

	private PerlPeer perl;

	static Stream<Arguments> versions() {
		return Cell.PROTOCOLS.stream()
			.flatMap((outer) -> Cell.PROTOCOLS.stream().map((inner) -> Arguments.of(outer, inner)));
	}

	@ParameterizedTest(name = "{1} within {0}")
	@MethodSource("versions")
	void ourClientTalksToPerlThroughATunnelOfTls(String outerVersion, String innerVersion) throws Exception {
		SslContext outside = Material.client((builder) -> builder.protocols(outerVersion));
		SslContext inside = Material.client((builder) -> builder.protocols(innerVersion));
		try (PerlPeer peer = PerlPeer.start();
				// Passes on the end of a direction.
				SslServerSocket tunnel = Material.server((builder) -> builder.engine("jdk"))
					.serverSocketFactory()
					.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			this.perl = peer;
			int port = Integer.parseInt(peer.ask("listen"));
			Background<Void> relay = Background.start(() -> {
				try (SslSocket accepted = tunnel.accept();
						Socket onwards = new Socket(InetAddress.getLoopbackAddress(), port)) {
					return relay(accepted, onwards);
				}
			});
			try (SslSocket outer = outside.socketFactory().connect("localhost", tunnel.getLocalPort())) {
				expect("accept", "ok");
				PerlPeer.Answer started = peer.tell("start server SSL_version=" + innerVersion.replace('.', '_')
						+ " SSL_cert_file=" + INNER.writeChain(this.directory.resolve("inner.pem")) + " SSL_key_file="
						+ INNER.writePrivateKey(this.directory.resolve("inner.key")));
				SslSocket inner = inside.socketFactory().startTls(outer, "inner.example");
				assertThat(started.await()).startsWith(innerVersion.replace('.', '_'));
				assertThat(inner.peerCertificate().commonName()).isEqualTo("inner.example");
				assertThatBothTalkAndStop(inner, outer);
			}
			relay.await();
		}
	}

	@ParameterizedTest(name = "{1} within {0}")
	@MethodSource("versions")
	void ourServerTalksToPerlThroughATunnelOfTls(String outerVersion, String innerVersion) throws Exception {
		// Passes on the end of a direction.
		SslContext tunnel = Material.client((builder) -> builder.engine("jdk").protocols(outerVersion));
		SslContext inside = Material
			.bare((builder) -> builder.identity(Material.identity(INNER)).protocols(innerVersion));
		try (PerlPeer peer = PerlPeer.start();
				SslServerSocket outside = Material.server((builder) -> builder)
					.serverSocketFactory()
					.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.perl = peer;
			expect("connect " + entrance.getLocalPort(), "ok");
			Background<Void> relay = Background.start(() -> {
				try (Socket accepted = entrance.accept();
						SslSocket onwards = tunnel.socketFactory().connect("localhost", outside.getLocalPort())) {
					return relay(onwards, accepted);
				}
			});
			PerlPeer.Answer started = peer.tell("start client SSL_version=" + innerVersion.replace('.', '_')
					+ " SSL_ca_file=" + Material.FILES.ca() + " SSL_hostname=inner.example");
			try (SslSocket outer = outside.accept()) {
				SslSocket inner = inside.serverSocketFactory().startTls(outer);
				assertThat(started.await()).startsWith(innerVersion.replace('.', '_'));
				assertThat(outer.protocol()).isEqualTo(outerVersion);
				assertThat(inner.serverName()).isEqualTo("inner.example");
				expect("certificate", "inner.example");
				assertThatBothTalkAndStop(inner, outer);
			}
			relay.await();
		}
	}

	private void assertThatBothTalkAndStop(SslSocket inner, SslSocket outer) throws Exception {
		write(inner, "HELLO\n");
		expect("read 6", "'HELLO\\x0a'");
		expect("write WORLD\\n", "6");
		expect("write !", "1");
		assertThat(read(inner, 2)).isEqualTo("WO");
		// What can be read for sure: records of the inner layer do not count as data, be
		// they decrypted by the outer one or not.
		assertThat(inner.pending()).isEqualTo(4);
		assertThat(inner.getInputStream().available()).isEqualTo(4);
		assertThat(read(inner, 5)).isEqualTo("RLD\n!");
		PerlPeer.Answer echoed = this.perl.tell("roundtrip 200000");
		Background<Void> echo = Background.start(() -> {
			byte[] data = new byte[16384];
			for (int left = 200_000; left > 0;) {
				int count = inner.getInputStream().read(data, 0, Math.min(left, data.length));
				inner.getOutputStream().write(data, 0, count);
				left -= count;
			}
			return null;
		});
		assertThat(echoed.await()).isEqualTo("200000");
		echo.await();
		PerlPeer.Answer stopped = this.perl.tell("stop");
		assertThat(inner.stopTls()).isSameAs(outer);
		assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
		assertThat(inner.tlsState()).isEqualTo(TlsState.STOPPED);
		assertThat(outer.tlsState()).isEqualTo(TlsState.OPEN);
		write(outer, "outer");
		expect("read 5", "'outer'");
		expect("write layer", "5");
		assertThat(read(outer, 5)).isEqualTo("layer");
		expect("hangup", "ok");
		assertThat(outer.getInputStream().read()).isEqualTo(-1);
	}

	/** Both directions; each end is passed on. */
	private static Void relay(SslSocket tls, Socket clear) throws Exception {
		Background<Void> outwards = Background.start(() -> pass(tls, clear));
		pass(clear, tls);
		return outwards.await();
	}

	private static Void pass(Socket from, Socket to) throws IOException {
		from.getInputStream().transferTo(to.getOutputStream());
		to.shutdownOutput();
		return null;
	}

	private void expect(String command, String answer) {
		assertThat(this.perl.ask(command)).as(command).isEqualTo(answer);
	}

}

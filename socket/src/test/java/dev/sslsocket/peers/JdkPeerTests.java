package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslClosedException;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The JDK's own sockets on the other side: client certificates and half closes. Plain
 * conversations are in {@code ConversationMatrixTests}.
 */
class JdkPeerTests {

	// The JDK may close one direction only since TLS 1.3; in TLS 1.2 it says goodbye back
	// as soon as it is told.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void ourHalfCloseWhenThePeerGoesOnStillReads(Cell cell) throws Exception {
		converse(cell, (ours, jdk) -> {
			write(ours, "question");
			if (!EngineUnderTest.closesHalf()) {
				assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(ours::shutdownOutput);
				write(ours, "!");
				assertThat(read(jdk, 9)).isEqualTo("question!");
				return;
			}
			ours.shutdownOutput();
			assertThat(read(jdk, 8)).isEqualTo("question");
			write(jdk, "answer");
			assertThat(read(ours, 6)).isEqualTo("answer");
			assertThat(jdk.getInputStream().read()).isEqualTo(-1);
			assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> write(ours, "x"));
			if (cell.protocol().equals("TLSv1.3")) {
				write(jdk, "more");
				assertThat(read(ours, 4)).isEqualTo("more");
			}
			jdk.close();
			assertThat(ours.getInputStream().read()).isEqualTo(-1);
			assertThat(ours.closedCleanly()).isTrue();
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peersHalfCloseWhenTls13IsTheEndOfItsDirectionOnly(Cell cell) throws Exception {
		converse(cell, (ours, jdk) -> {
			write(jdk, "question");
			jdk.shutdownOutput();
			assertThat(read(ours, 8)).isEqualTo("question");
			assertThat(ours.getInputStream().read()).isEqualTo(-1);
			assertThat(ours.closedCleanly()).isTrue();
			if (cell.protocol().equals("TLSv1.3") && EngineUnderTest.closesHalf()) {
				write(ours, "answer");
				assertThat(read(jdk, 6)).isEqualTo("answer");
			}
			else {
				assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> write(ours, "answer"));
			}
			ours.close();
			assertThat(jdk.getInputStream().read()).isEqualTo(-1);
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void clientCertificateWhenKnownIsSeenOnBothSides(Cell cell) throws Exception {
		converse(cell, true, (ours, jdk) -> {
			if (cell.ours() == Side.CLIENT) {
				assertThat(ours.localCertificate().commonName()).isEqualTo("test client");
				assertThat(jdk.getSession().getPeerPrincipal().getName()).isEqualTo("CN=test client");
			}
			else {
				assertThat(ours.peerCertificate().commonName()).isEqualTo("test client");
				assertThat(ours.verifiedChain()).hasSize(2);
				assertThat(jdk.getSession().getLocalPrincipal().getName()).isEqualTo("CN=test client");
			}
			write(ours, "?");
			assertThat(read(jdk, 1)).isEqualTo("?");
		});
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void jdkClientWithoutACertificateIsRefusedWithTheReason(String protocol) throws Exception {
		SslContext context = context(new Cell(Side.SERVER, protocol), true);
		try (OurServer server = OurServer.echo(context);
				SSLSocket jdk = (SSLSocket) Material.PKI.jdkAnonymousClientContext()
					.getSocketFactory()
					.createSocket("127.0.0.1", server.port())) {
			jdk.setSoTimeout(25_000);
			assertThatExceptionOfType(SSLException.class).isThrownBy(() -> {
				jdk.startHandshake();
				jdk.getInputStream().read();
			}).withMessageContaining("Received fatal alert");
			assertThat(server.next().failure()).isInstanceOfSatisfying(SslHandshakeException.class,
					(ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED));
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void jdkServerThatRefusesOurMissingCertificateIsUnderstood(String protocol) throws Exception {
		try (SSLServerSocket server = listen(protocol)) {
			server.setNeedClientAuth(true);
			Background<Void> serving = Background.start(() -> {
				try (SSLSocket jdk = (SSLSocket) server.accept()) {
					jdk.startHandshake();
				}
				return null;
			});
			SslContext context = context(new Cell(Side.CLIENT, protocol), false);
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> {
				try (SslSocket ours = context.socketFactory().connect("localhost", server.getLocalPort())) {
					ours.getInputStream().read();
				}
			}).satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED));
			assertThatExceptionOfType(SSLException.class).isThrownBy(serving::await);
		}
	}

	/** What happens between the two. */
	@FunctionalInterface
	private interface Talk {

		void between(SslSocket ours, SSLSocket jdk) throws Exception;

	}

	private static void converse(Cell cell, Talk talk) throws Exception {
		converse(cell, false, talk);
	}

	private static void converse(Cell cell, boolean mutual, Talk talk) throws Exception {
		SslContext context = context(cell, mutual);
		if (cell.ours() == Side.CLIENT) {
			try (SSLServerSocket server = listen(cell.protocol())) {
				server.setNeedClientAuth(mutual);
				Background<SSLSocket> accepting = Background.start(() -> {
					SSLSocket jdk = (SSLSocket) server.accept();
					jdk.startHandshake();
					return jdk;
				});
				try (SslSocket ours = context.socketFactory().connect("localhost", server.getLocalPort());
						SSLSocket jdk = accepting.await()) {
					jdk.setSoTimeout(25_000);
					talk.between(ours, jdk);
					leaveFirst(ours);
				}
			}
		}
		else {
			try (SslServerSocket server = context.serverSocketFactory()
				.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
					SSLSocket jdk = (SSLSocket) jdkClient(mutual).getSocketFactory()
						.createSocket("127.0.0.1", server.getLocalPort())) {
				jdk.setSoTimeout(25_000);
				Background<Void> shaking = Background.start(() -> {
					jdk.startHandshake();
					return null;
				});
				try (SslSocket ours = server.accept()) {
					ours.startHandshake();
					shaking.await();
					talk.between(ours, jdk);
					leaveFirst(ours);
				}
			}
		}
	}

	/** The JDK's close waits for a goodbye, as long as its SO_TIMEOUT allows. */
	private static void leaveFirst(SslSocket ours) throws IOException {
		ours.close();
	}

	private static SSLContext jdkClient(boolean mutual) {
		return mutual ? Material.PKI.jdkClientContext() : Material.PKI.jdkAnonymousClientContext();
	}

	private static SslContext context(Cell cell, boolean mutual) {
		UnaryOperator<SslContextBuilder> version = (builder) -> builder.protocols(cell.protocol());
		if (!mutual) {
			return Material.context(cell.ours(), version);
		}
		return (cell.ours() == Side.CLIENT)
				? Material
					.client((builder) -> version.apply(builder).identity(Material.identity(Material.PKI.client())))
				: Material.server((builder) -> version.apply(builder)
					.clientAuth(ClientAuth.NEED)
					.trust(TrustSource.certificates(Material.PKI.ca().certificate())));
	}

	private static SSLServerSocket listen(String protocol) throws IOException {
		SSLServerSocket server = (SSLServerSocket) Material.PKI.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
		server.setEnabledProtocols(new String[] { protocol });
		return server;
	}

}

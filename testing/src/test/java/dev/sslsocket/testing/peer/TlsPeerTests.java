package dev.sslsocket.testing.peer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TlsPeerTests {

	private static final TestPki pki = TestPki.create();

	@ParameterizedTest
	@CsvSource({ "localhost,TLSv1.2", "localhost,TLSv1.3", "127.0.0.1,TLSv1.3" })
	void soundPeerEchoes(String host, String protocol) throws Exception {
		SSLContext context = pki.jdkAnonymousClientContext();
		try (TlsPeer peer = TlsPeer.sound(pki);
				SSLSocket client = JdkClient.connect(context, host, peer.port(), protocol)) {
			assertThat(JdkClient.echo(client, "hello")).isEqualTo("hello");
			assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
			client.shutdownOutput();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void expiredPeerIsRefused() {
		try (TlsPeer peer = TlsPeer.expired(pki)) {
			assertRefused(peer, "NotAfter");
		}
	}

	@Test
	void notYetValidPeerIsRefused() {
		try (TlsPeer peer = TlsPeer.notYetValid(pki)) {
			assertRefused(peer, "NotBefore");
		}
	}

	@Test
	void wrongHostIsRefused() {
		try (TlsPeer peer = TlsPeer.wrongHost(pki)) {
			assertRefused(peer, "No subject alternative DNS name matching localhost found");
		}
	}

	@Test
	void selfSignedPeerIsRefused() {
		try (TlsPeer peer = TlsPeer.selfSigned()) {
			assertRefused(peer, "PKIX path");
		}
	}

	private static void assertRefused(TlsPeer peer, String reason) {
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> {
			try (SSLSocket client = JdkClient.connect(pki, peer)) {
				client.startHandshake();
			}
		}).satisfies((refusal) -> assertThat(refusal).hasStackTraceContaining(reason));
		assertThat(peer.awaitFailure()).isNotNull();
	}

}

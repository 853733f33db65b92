package dev.sslsocket.testing;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TestPkiTests {

	private static final TestPki pki = TestPki.create();

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1", "::1" })
	void jdkPeersShakeHandsAndKnowEachOther(String host) throws Exception {
		assertThat(handshake(pki, pki.jdkClientContext(), host)).isEqualTo(pki.client().certificate());
	}

	@ParameterizedTest
	@EnumSource(names = { "RSA_2048", "RSA_PSS_2048", "EC_P384", "ED25519" })
	void jdkPeersShakeHandsWithKeysOfKind(KeyKind kind) throws Exception {
		TestPki other = TestPki.create(kind);
		assertThat(handshake(other, other.jdkClientContext(), "localhost")).isEqualTo(other.client().certificate());
	}

	@Test
	void anonymousClientHasNoCertificate() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> handshake(pki, pki.jdkAnonymousClientContext(), "localhost"));
	}

	@Test
	void clientOfAnotherPkiTrustsNobodyHere() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> handshake(pki, TestPki.create().jdkClientContext(), "localhost"))
			.withMessageContaining("PKIX path validation failed");
	}

	@Test
	void filesHoldThePemTexts(@TempDir Path directory) throws Exception {
		TestPkiFiles files = pki.writeTo(directory.resolve("pki"));
		assertThat(Files.readString(files.ca())).isEqualTo(pki.caPem());
		assertThat(Files.readString(files.serverCertificate())).isEqualTo(pki.serverPem());
		assertThat(Files.readString(files.serverKey())).isEqualTo(pki.serverKeyPem());
		assertThat(Files.readString(files.clientCertificate())).isEqualTo(pki.clientPem());
		assertThat(Files.readString(files.clientKey())).isEqualTo(pki.clientKeyPem());
	}

	@Test
	void textFormNamesSubjectsOnly() {
		assertThat(pki).hasToString(
				"TestPki[CertifiedKey[CN=Test CA], CertifiedKey[CN=localhost], " + "CertifiedKey[CN=test client]]");
	}

	private static X509Certificate handshake(TestPki pki, SSLContext clientContext, String host) throws Exception {
		try (SSLServerSocket listener = (SSLServerSocket) pki.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getByName(host))) {
			listener.setNeedClientAuth(true);
			CompletableFuture<X509Certificate> seen = CompletableFuture.supplyAsync(() -> clientOf(listener));
			try (SSLSocket client = (SSLSocket) clientContext.getSocketFactory()
				.createSocket(host, listener.getLocalPort())) {
				SSLParameters parameters = client.getSSLParameters();
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
				client.setSSLParameters(parameters);
				client.startHandshake();
				client.getInputStream().read();
			}
			return seen.get(10, TimeUnit.SECONDS);
		}
	}

	private static X509Certificate clientOf(SSLServerSocket listener) {
		try (SSLSocket socket = (SSLSocket) listener.accept()) {
			return (X509Certificate) socket.getSession().getPeerCertificates()[0];
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

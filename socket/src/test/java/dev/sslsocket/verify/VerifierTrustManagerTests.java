package dev.sslsocket.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.TestPki;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link VerifierTrustManager}.
 */
class VerifierTrustManagerTests {

	private static final TestPki PKI = TestPki.create();

	private static final X509Certificate[] CHAIN = PKI.server().chain().toArray(X509Certificate[]::new);

	private final VerifierTrustManager manager = new VerifierTrustManager(builder().build());

	@Test
	void checkServerWhenEngineKnowsTheNameVerifiesIt() throws Exception {
		this.manager.checkServerTrusted(CHAIN, "UNKNOWN", engine("localhost"));
		assertThat(reason(() -> this.manager.checkServerTrusted(CHAIN, "UNKNOWN", engine("elsewhere"))))
			.isEqualTo(SslReason.HOSTNAME_MISMATCH);
	}

	@Test
	void checkServerWhenNoNameIsKnownRefusesAndSaysWhatToDo() {
		assertThat(reason(() -> this.manager.checkServerTrusted(CHAIN, "UNKNOWN")))
			.isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(reason(() -> this.manager.checkServerTrusted(CHAIN, "UNKNOWN", (SSLEngine) null)))
			.isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(reason(() -> this.manager.checkServerTrusted(CHAIN, "UNKNOWN", new Socket())))
			.isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(catchThrowableOfType(SslCertificateException.class,
				() -> this.manager.checkServerTrusted(CHAIN, "UNKNOWN")))
			.hasMessageContaining("set ssl.verify-name");
	}

	@Test
	void checkServerWhenSchemeIsNoneGoesWithoutAName() throws Exception {
		VerifierTrustManager anyName = new VerifierTrustManager(builder().hostnameScheme(HostnameScheme.NONE).build());
		anyName.checkServerTrusted(CHAIN, "UNKNOWN");
		anyName.checkServerTrusted(CHAIN, "UNKNOWN", engine("elsewhere"));
	}

	@Test
	void checkServerWhenEndpointIdentificationIsAskedForAddsTheName() throws Exception {
		VerifierTrustManager anyName = new VerifierTrustManager(builder().hostnameScheme(HostnameScheme.NONE).build());
		SSLEngine engine = engine("elsewhere");
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		engine.setSSLParameters(parameters);
		assertThat(reason(() -> anyName.checkServerTrusted(CHAIN, "UNKNOWN", engine)))
			.isEqualTo(SslReason.HOSTNAME_MISMATCH);
		new VerifierTrustManager(builder().verifyServers(VerifyMode.NONE).build()).checkServerTrusted(CHAIN, "UNKNOWN",
				engine);
	}

	@Test
	void checkClientVerifiesWithoutAName() throws Exception {
		X509Certificate[] client = PKI.client().chain().toArray(X509Certificate[]::new);
		this.manager.checkClientTrusted(client, "UNKNOWN");
		this.manager.checkClientTrusted(client, "UNKNOWN", engine("elsewhere"));
		assertThat(reason(() -> this.manager.checkClientTrusted(CHAIN, "UNKNOWN", new Socket())))
			.isEqualTo(SslReason.UNSUITABLE_CERTIFICATE);
	}

	@Test
	void checkWhenChainIsMissingOrHoldsNothingRefuses() {
		assertThat(reason(() -> this.manager.checkServerTrusted(null, null, engine("localhost"))))
			.isEqualTo(SslReason.CERTIFICATE_REQUIRED);
		assertThat(reason(() -> this.manager.checkClientTrusted(new X509Certificate[1], "UNKNOWN")))
			.isEqualTo(SslReason.BAD_CERTIFICATE);
	}

	@Test
	void acceptedIssuersAreTheTrustedCertificates() {
		assertThat(this.manager.getAcceptedIssuers()).containsExactly(PKI.ca().certificate());
	}

	@Test
	void handshakeOfAJdkSocketVerifiesChainAndName() throws Exception {
		SSLContext client = SSLContext.getInstance("TLS");
		client.init(null, new TrustManager[] { this.manager }, null);
		try (SSLServerSocket server = (SSLServerSocket) PKI.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread accepting = new Thread(() -> serve(server, 2));
			accepting.start();
			try (SSLSocket good = connect(client, server, "localhost")) {
				good.startHandshake();
				assertThat(good.getSession().isValid()).isTrue();
			}
			try (SSLSocket bad = connect(client, server, "elsewhere")) {
				assertThat(catchThrowableOfType(SSLHandshakeException.class, bad::startHandshake))
					.hasCauseInstanceOf(SslCertificateException.class)
					.hasMessageContaining("connected to 'elsewhere'; the certificate is for localhost");
			}
			accepting.join(10_000);
		}
	}

	private static SSLSocket connect(SSLContext client, SSLServerSocket server, String name) throws Exception {
		Socket plain = new Socket(server.getInetAddress(), server.getLocalPort());
		return (SSLSocket) client.getSocketFactory().createSocket(plain, name, server.getLocalPort(), true);
	}

	private static void serve(SSLServerSocket server, int connections) {
		for (int i = 0; i < connections; i++) {
			try (SSLSocket accepted = (SSLSocket) server.accept()) {
				accepted.startHandshake();
			}
			catch (SSLException ex) {
				// The client refused us, as the test wants.
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private static PeerVerifierBuilder builder() {
		return PeerVerifier.builder().trust(List.of(TrustSource.certificates(PKI.ca().certificate())));
	}

	private static SSLEngine engine(String host) throws Exception {
		SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, 443);
		engine.setUseClientMode(true);
		return engine;
	}

	private static SslReason reason(ThrowingCallable call) {
		SslCertificateException refusal = catchThrowableOfType(SslCertificateException.class, call);
		assertThat(refusal).as("refused").isNotNull();
		return refusal.reason();
	}

}

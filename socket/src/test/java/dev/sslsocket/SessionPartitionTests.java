package dev.sslsocket;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.PeerCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sessions are resumed, and never across what decides whether a peer is accepted.
 */
@Timeout(30)
class SessionPartitionTests {

	private SslServerSocket server;

	private SslServerSocket second;

	@BeforeEach
	void listen() throws Exception {
		SslContext context = Endpoints.server((b) -> b);
		this.server = Endpoints.listen(context);
		this.second = Endpoints.listen(context);
		serve(this.server);
		serve(this.second);
	}

	private static CompletableFuture<Void> serve(SslServerSocket listening) {
		return Endpoints.async(() -> {
			while (!listening.isClosed()) {
				try (SslSocket socket = listening.accept()) {
					socket.getOutputStream().write(1);
					socket.getInputStream().read();
				}
				catch (java.io.IOException ex) {
					// The client refused us; the next one is welcome.
					continue;
				}
			}
			return null;
		});
	}

	@AfterEach
	void close() throws Exception {
		this.server.close();
		this.second.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void secondConnectionResumes(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		assertThat(resumed(client, SslConnectOptions.NONE)).isFalse();
		assertThat(resumed(client, SslConnectOptions.NONE)).isTrue();
		assertThat(client.sessionCache().statistics().resumed()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void otherVerifiedNameDoesNotResume(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		resumed(client, SslConnectOptions.NONE);
		SslConnectOptions evil = SslConnectOptions.builder().verifyName("evil.example").build();
		assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> resumed(client, evil))
			.withMessageStartingWith("hostname_mismatch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void otherTrustDoesNotResumeFromASharedCache(String protocol) throws Exception {
		SslSessionCache shared = SslSessionCache.ofSize(10);
		SslContext careless = Endpoints
			.client((b) -> b.protocols(protocol).sessionCache(shared).verifyMode(VerifyMode.NONE));
		resumed(careless, SslConnectOptions.NONE);
		assertThat(resumed(careless, SslConnectOptions.NONE)).isTrue();
		SslContext careful = SslContext.builder()
			.protocols(protocol)
			.sessionCache(shared)
			.trust(TrustSource.certificates(dev.sslsocket.testing.TestPki.create().ca().certificate()))
			.build();
		assertThatExceptionOfType(SslHandshakeException.class)
			.isThrownBy(() -> resumed(careful, SslConnectOptions.NONE))
			.withMessageStartingWith("unknown_ca");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionMadeByOneSchemeDoesNotResumeByAnother(String protocol) throws Exception {
		SslSessionCache shared = SslSessionCache.ofSize(10);
		for (HostnameScheme scheme : List.of(HostnameScheme.NONE, HostnameScheme.DEFAULT, HostnameScheme.RFC9525)) {
			SslContext client = Endpoints
				.client((b) -> b.protocols(protocol).sessionCache(shared).hostnameVerification(scheme));
			assertThat(resumed(client, SslConnectOptions.NONE)).as(scheme.word()).isFalse();
			assertThat(resumed(client, SslConnectOptions.NONE)).as(scheme.word()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionMadeWithoutAPinDoesNotResumeUnderOne(String protocol) throws Exception {
		SslSessionCache shared = SslSessionCache.ofSize(10);
		SslContext plain = Endpoints.client((b) -> b.protocols(protocol).sessionCache(shared));
		resumed(plain, SslConnectOptions.NONE);
		assertThat(resumed(plain, SslConnectOptions.NONE)).isTrue();
		String right = PeerCertificate.of(Endpoints.PKI.server().certificate()).fingerprint("sha256");
		for (PinMode mode : List.of(PinMode.ADDITIONAL, PinMode.ENFORCE)) {
			SslContext wrong = pinned(protocol, shared, PinSet.of(mode, "ab".repeat(32)));
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> resumed(wrong, SslConnectOptions.NONE))
				.withMessageStartingWith("pin_mismatch");
			SslContext pinned = pinned(protocol, shared, PinSet.of(mode, right));
			assertThat(resumed(pinned, SslConnectOptions.NONE)).isFalse();
			assertThat(resumed(pinned, SslConnectOptions.NONE)).isTrue();
		}
	}

	private static SslContext pinned(String protocol, SslSessionCache cache, PinSet pins) {
		return Endpoints.client((b) -> b.protocols(protocol).sessionCache(cache).pins(pins));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionKeyResumesAcrossPorts(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		SslConnectOptions key = SslConnectOptions.builder().sessionKey("farm").build();
		resumed(client, key);
		try (SslSocket socket = client.socketFactory().connect("localhost", this.second.getLocalPort(), key)) {
			assertThat(socket.sessionReused()).isTrue();
			assertThat(socket.getSession().getPeerPort()).isEqualTo(this.second.getLocalPort());
			assertThat(socket.getSession().getPeerHost()).isEqualTo("localhost");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void removedKeyAndInvalidatedSessionDoNotResume(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		resumed(client, SslConnectOptions.NONE);
		client.sessionCache().clear();
		assertThat(resumed(client, SslConnectOptions.NONE)).isFalse();
		try (SslSocket socket = client.socketFactory().connect("localhost", this.server.getLocalPort())) {
			socket.getInputStream().read();
			socket.getSession().invalidate();
		}
		assertThat(resumed(client, SslConnectOptions.NONE)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void disabledCacheNeverResumes(String protocol) throws Exception {
		UnaryOperator<SslContextBuilder> off = (b) -> b.protocols(protocol).sessionCache(SslSessionCache.disabled());
		SslContext client = Endpoints.client(off);
		resumed(client, SslConnectOptions.NONE);
		assertThat(resumed(client, SslConnectOptions.NONE)).isFalse();
	}

	/** Connects and reads a byte: on TLS 1.3 the ticket comes before it. */
	private boolean resumed(SslContext client, SslConnectOptions options) throws Exception {
		try (SslSocket socket = client.socketFactory().connect("localhost", this.server.getLocalPort(), options)) {
			socket.getInputStream().read();
			return socket.sessionReused();
		}
	}

}

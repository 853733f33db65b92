package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTruncatedException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.MutePeer;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Handshakes that are held until an OCSP responder has answered.
 */
@Timeout(60)
class OcspHandshakeTests {

	private static final CertifiedKey CA = Endpoints.PKI.ca();

	@BeforeAll
	static void warmUp() {
		OcspResponder.warmUp();
	}

	@Test
	void connectWhenHeldLetsNothingPassBeforeTheAnswer() throws Exception {
		Served served = new Served();
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		try (OcspResponder responder = OcspResponder.holding(served::good);
				TlsPeer peer = TlsPeer.presenting(served.by(responder))) {
			SslContext client = client(OcspMode.HARD, (b) -> b.connectionListener(telling(told)));
			try (SslSocket socket = client.socketFactory().createSocket("localhost", peer.port())) {
				CompletableFuture<Void> handshake = Endpoints.async(() -> {
					socket.startHandshake();
					return null;
				});
				responder.awaitRequest();
				CompletableFuture<Integer> echoed = Endpoints.async(() -> {
					socket.getOutputStream().write('!');
					return socket.getInputStream().read();
				});
				assertThat(catchThrowable(() -> echoed.get(300, TimeUnit.MILLISECONDS)))
					.isInstanceOf(TimeoutException.class);
				assertThat(handshake).isNotDone();
				assertThat(told).containsExactly("opened");
				assertThat(socket.tlsState()).isEqualTo(TlsState.NEW);
				responder.release();
				Endpoints.get(handshake);
				assertThat(Endpoints.get(echoed)).isEqualTo('!');
				assertThat(told).containsExactly("opened", "handshaken");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void connectWhenTheAnswerIsRevokedIsRefusedAndItsSessionForgotten(String protocol) throws Exception {
		Served served = new Served();
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		try (OcspResponder responder = OcspResponder.answering(served::revoked);
				TlsPeer peer = TlsPeer.presenting(served.by(responder))) {
			SslContext client = client(OcspMode.SOFT, (b) -> b.protocols(protocol).connectionListener(telling(told)));
			SslHandshakeException refusal = catchThrowableOfType(SslHandshakeException.class,
					() -> client.socketFactory().connect("localhost", peer.port()));
			assertThat(refusal.reason()).isEqualTo(SslReason.REVOKED);
			assertThat(refusal).hasMessageStartingWith("revoked: localhost:" + peer.port() + ": CN=localhost (depth 0)")
				.hasMessageContaining("keyCompromise")
				.hasCauseInstanceOf(SslCertificateException.class);
			assertThat(refusal.plainSocket()).isEmpty();
			assertThat(told).containsExactly("opened", "failed revoked", "closed");
			assertThat(client.sessionCache().size()).isZero();
			assertThat(client.sessionCache().statistics().handshakes()).isZero();
			// Known by now, hence refused while the chain is verified.
			assertThat(catchThrowable(() -> client.socketFactory().connect("localhost", peer.port())))
				.hasMessageStartingWith("revoked");
			assertThat(responder.requests()).isOne();
		}
	}

	@Test
	void startTlsWhenTheAnswerIsRevokedHandsThePlainSocketOut() throws Exception {
		Served served = new Served();
		try (OcspResponder responder = OcspResponder.answering(served::revoked);
				TlsPeer peer = TlsPeer.presenting(served.by(responder));
				Socket plain = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
			SslHandshakeException refusal = catchThrowableOfType(SslHandshakeException.class,
					() -> client(OcspMode.SOFT, (b) -> b).socketFactory().startTls(plain, "localhost"));
			assertThat(refusal.reason()).isEqualTo(SslReason.REVOKED);
			assertThat(refusal.plainSocket()).isPresent();
			assertThat(plain.isClosed()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SOFT", "HARD" })
	void connectWhenTheResponderIsMuteDecidesByTheModeWithinTwoSeconds(OcspMode mode) throws Exception {
		Served served = new Served();
		try (MutePeer mute = MutePeer.start();
				TlsPeer peer = TlsPeer.presenting(served.by("http://127.0.0.1:" + mute.port() + "/"))) {
			SslContext client = client(mode, (b) -> b);
			long begun = System.nanoTime();
			assertThat(reason(() -> client.socketFactory().connect("localhost", peer.port()).close()))
				.isEqualTo((mode == OcspMode.HARD) ? SslReason.REVOCATION_UNKNOWN : null);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("two seconds, and the handshake")
				.isLessThan(Duration.ofMillis(3500));
			// Remembered, so that the next one is not held up.
			begun = System.nanoTime();
			assertThat(reason(() -> client.socketFactory().connect("localhost", peer.port()).close()))
				.isEqualTo((mode == OcspMode.HARD) ? SslReason.REVOCATION_UNKNOWN : null);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
		}
	}

	@Test
	void connectWhenTheHandshakeDeadlinePassesFirstEndsThen() throws Exception {
		Served served = new Served();
		try (OcspResponder responder = OcspResponder.holding(served::good);
				TlsPeer peer = TlsPeer.presenting(served.by(responder))) {
			SslContext client = client(OcspMode.HARD, (b) -> b.handshakeTimeout(Duration.ofMillis(900)));
			CompletableFuture<SslReason> refused = Endpoints
				.async(() -> reason(() -> client.socketFactory().connect("localhost", peer.port()).close()));
			// The question itself ends after two seconds.
			assertThat(refused.get(1900, TimeUnit.MILLISECONDS)).isIn(SslReason.REVOCATION_UNKNOWN,
					SslReason.HANDSHAKE_TIMEOUT);
		}
	}

	@Test
	void closeWhenTheHandshakeIsHeldEndsItAtOnce() throws Exception {
		Served served = new Served();
		try (OcspResponder responder = OcspResponder.holding(served::good);
				TlsPeer peer = TlsPeer.presenting(served.by(responder))) {
			SslSocket socket = client(OcspMode.SOFT, (b) -> b).socketFactory().createSocket("localhost", peer.port());
			CompletableFuture<Throwable> ended = Endpoints.async(() -> catchThrowable(socket::startHandshake));
			responder.awaitRequest();
			socket.close();
			// The question itself would end after two seconds.
			assertThat(ended.get(1500, TimeUnit.MILLISECONDS)).isInstanceOf(IOException.class)
				.hasMessageContaining("Socket closed");
			assertThat(socket.tlsState()).isEqualTo(TlsState.CLOSED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void acceptWhenTheClientIsRevokedRefusesItAlsoWhenItResumes(String protocol) throws Exception {
		Served served = new Served();
		try (OcspResponder responder = OcspResponder.answering(served::revoked)) {
			served.key = CertificateMaker.leaf().clientAuth().ocspResponder(responder.uri()).issuedBy(CA);
			SslContext server = Endpoints.server((b) -> b.protocols(protocol)
				.clientAuth(ClientAuth.NEED)
				.trust(TrustSource.certificates(CA.certificate()))
				.revocation(Revocation.builder().ocsp(OcspMode.SOFT).build()));
			SslContext client = Endpoints.client((b) -> b.identity(Endpoints.identity(served.key)));
			try (SslServerSocket listening = Endpoints.listen(server)) {
				for (int visit = 0; visit < 3; visit++) {
					CompletableFuture<SslReason> accepted = Endpoints.async(() -> {
						try (SslSocket socket = listening.accept()) {
							return reason(() -> {
								socket.startHandshake();
								socket.getOutputStream().write('!');
							});
						}
					});
					Throwable seen = catchThrowable(() -> {
						try (SslSocket socket = client.socketFactory().connect("localhost", listening.getLocalPort())) {
							assertThat(socket.getInputStream().read()).as("a byte or an orderly end").isEqualTo(-2);
						}
					});
					assertThat(Endpoints.get(accepted)).isEqualTo(SslReason.REVOKED);
					assertThat(seen).isInstanceOf(SslFailure.class);
					assertThat(visit > 0 || seen instanceof SslTruncatedException).as("%s", seen).isTrue();
				}
			}
			assertThat(responder.requests()).isOne();
		}
	}

	private static SslContext client(OcspMode mode, UnaryOperator<SslContextBuilder> more) {
		return Endpoints.client((b) -> more.apply(b.revocation(Revocation.builder().ocsp(mode).build())));
	}

	@FunctionalInterface
	private interface Step {

		void run() throws Exception;

	}

	private static SslReason reason(Step step) {
		Throwable thrown = catchThrowable(step::run);
		return (thrown instanceof SslFailure failure) ? failure.reason() : null;
	}

	private static SslConnectionListener telling(BlockingQueue<String> told) {
		return new SslConnectionListener() {

			@Override
			public void opened(dev.sslsocket.connection.LiveConnection connection) {
				told.add("opened");
			}

			@Override
			public void handshaken(dev.sslsocket.connection.LiveConnection connection) {
				told.add("handshaken");
			}

			@Override
			public void failed(dev.sslsocket.connection.LiveConnection connection, SslFailure failure) {
				told.add("failed " + failure.reason());
			}

			@Override
			public void closed(dev.sslsocket.connection.LiveConnection connection) {
				told.add("closed");
			}

		};
	}

	/** A certificate, and what its issuer says of it. */
	private static final class Served {

		private volatile CertifiedKey key = CA;

		CertifiedKey by(OcspResponder responder) {
			return by(responder.uri());
		}

		CertifiedKey by(String uri) {
			this.key = CertificateMaker.localhost().ocspResponder(uri).issuedBy(CA);
			return this.key;
		}

		byte[] good(byte[] request) {
			return OcspMaker.issuedBy(CA).good(this.key).inAnswerTo(request).der();
		}

		byte[] revoked(byte[] request) {
			return OcspMaker.issuedBy(CA).revoked(this.key).inAnswerTo(request).der();
		}

	}

}

package dev.sslsocket;

import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.ManualClock;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.Revocation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A resumed session is no way around what has happened to its peer since.
 */
@Timeout(60)
class OcspResumptionTests {

	private static final CertifiedKey CA = Endpoints.PKI.ca();

	private final ManualClock clock = ManualClock.startingNow();

	private volatile UnaryOperator<OcspMaker> word = UnaryOperator.identity();

	private OcspResponder responder;

	private CertifiedKey key;

	private TlsPeer server;

	@BeforeAll
	static void warmUp() {
		OcspResponder.warmUp();
	}

	@BeforeEach
	void start() {
		this.responder = OcspResponder.answering(
				(request) -> this.word
					.apply(OcspMaker.issuedBy(CA)
						.thisUpdate(this.clock.instant().minusSeconds(1))
						.nextUpdate(this.clock.instant().plus(Duration.ofHours(1))))
					.inAnswerTo(request)
					.der());
		this.key = CertificateMaker.localhost()
			.notAfter(this.clock.instant().plus(Duration.ofHours(5)))
			.ocspResponder(this.responder.uri())
			.issuedBy(CA);
		this.word = (maker) -> maker.good(this.key);
		this.server = TlsPeer.presenting(this.key);
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.responder.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenItsAnswerCountsIsResumedWithoutAQuestion(String protocol) {
		SslContext client = client(protocol, OcspMode.HARD);
		assertThat(visit(client)).isEqualTo("new");
		assertThat(visit(client)).isEqualTo("resumed");
		assertThat(visit(client)).isEqualTo("resumed");
		assertThat(this.responder.requests()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenItsPeerWasRevokedIsRefusedAndForgotten(String protocol) {
		SslContext client = client(protocol, OcspMode.SOFT);
		visit(client);
		assertThat(visit(client)).isEqualTo("resumed");
		this.word = (maker) -> maker.revoked(this.key);
		this.clock.forward(Duration.ofMinutes(61));
		assertThat(visit(client)).isEqualTo("revoked");
		assertThat(this.responder.requests()).isEqualTo(2);
		assertThat(client.sessionCache().size()).isZero();
		assertThat(visit(client)).isEqualTo("revoked");
		// Released again, as from hold: a new session.
		this.word = (maker) -> maker.good(this.key);
		this.clock.forward(Duration.ofMinutes(61));
		assertThat(visit(client)).isEqualTo("new");
		assertThat(visit(client)).isEqualTo("resumed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenTheResponderFallsSilentIsDecidedByTheMode(String protocol) {
		SslContext hard = client(protocol, OcspMode.HARD);
		SslContext soft = client(protocol, OcspMode.SOFT);
		visit(hard);
		visit(soft);
		this.word = (maker) -> maker.unknown(this.key);
		this.clock.forward(Duration.ofMinutes(61));
		assertThat(visit(hard)).isEqualTo("revocation_unknown");
		assertThat(visit(soft)).isEqualTo("resumed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenItsPeerHasExpiredIsRefused(String protocol) {
		SslContext client = client(protocol, OcspMode.OFF);
		visit(client);
		assertThat(visit(client)).isEqualTo("resumed");
		this.clock.forward(Duration.ofHours(6));
		assertThat(visit(client)).isEqualTo("certificate_expired");
		assertThat(client.sessionCache().size()).isZero();
		assertThat(visit(client)).isEqualTo("certificate_expired");
	}

	private SslContext client(String protocol, OcspMode mode) {
		return Endpoints
			.client((b) -> b.protocols(protocol).clock(this.clock).revocation(Revocation.builder().ocsp(mode).build()));
	}

	/** Connects and exchanges a byte, before which a TLS 1.3 ticket comes. */
	private String visit(SslContext client) {
		try (SslSocket socket = client.socketFactory().connect("localhost", this.server.port())) {
			socket.getOutputStream().write('!');
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			return socket.sessionReused() ? "resumed" : "new";
		}
		catch (Exception ex) {
			assertThat(ex).isInstanceOf(SslFailure.class);
			SslReason reason = ((SslFailure) ex).reason();
			return reason.toString();
		}
	}

}

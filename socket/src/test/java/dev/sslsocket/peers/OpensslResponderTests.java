package dev.sslsocket.peers;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates whose responder is {@code openssl ocsp}.
 */
@RequiresProgram("openssl")
@Timeout(60)
class OpensslResponderTests {

	private static final CertifiedKey CA = Material.PKI.ca();

	@TempDir
	private Path directory;

	@BeforeAll
	static void warmUp() {
		OcspResponder.warmUp();
	}

	@ParameterizedTest(name = "{0}, {1}: {2}")
	@CsvSource(nullValues = "-",
			value = { "SOFT, GOOD, -", "SOFT, REVOKED, REVOKED", "SOFT, UNKNOWN, -", "HARD, GOOD, -",
					"HARD, REVOKED, REVOKED", "HARD, UNKNOWN, REVOCATION_UNKNOWN", "STAPLE, REVOKED, -",
					"OFF, REVOKED, -" })
	void clientWhenTheIssuerAnswersItself(OcspMode mode, String state, @Nullable SslReason refused) throws Exception {
		try (OpensslResponder responder = OpensslResponder.start(this.directory, CA, "-ndays", "1")) {
			assertThat(refusal(responder, state, mode, Clock.systemUTC())).isEqualTo(refused);
		}
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(nullValues = "-", value = { "GOOD, -", "REVOKED, REVOKED", "UNKNOWN, REVOCATION_UNKNOWN" })
	void clientWhenADelegateAnswers(String state, @Nullable SslReason refused) throws Exception {
		CertifiedKey delegate = CertificateMaker.leaf()
			.subject("CN=Responder")
			.extendedKeyUsage("1.3.6.1.5.5.7.3.9")
			.issuedBy(CA);
		try (OpensslResponder responder = OpensslResponder.start(this.directory, delegate, "-ndays", "1")) {
			assertThat(refusal(responder, state, OcspMode.HARD, Clock.systemUTC())).isEqualTo(refused);
		}
		try (OpensslResponder responder = OpensslResponder.start(this.directory, delegate, "-ndays", "1",
				"-resp_key_id")) {
			assertThat(refusal(responder, state, OcspMode.HARD, Clock.systemUTC())).isEqualTo(refused);
		}
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(nullValues = "-", value = { "SOFT, -", "HARD, REVOCATION_UNKNOWN" })
	void clientWhenSomebodyAnswersWhoMayNot(OcspMode mode, @Nullable SslReason refused) throws Exception {
		CertifiedKey noResponder = CertificateMaker.leaf().subject("CN=Somebody").issuedBy(CA);
		try (OpensslResponder responder = OpensslResponder.start(this.directory, noResponder, "-ndays", "1")) {
			assertThat(refusal(responder, "GOOD", mode, Clock.systemUTC())).isEqualTo(refused);
			assertThat(refusal(responder, "REVOKED", mode, Clock.systemUTC())).isEqualTo(refused);
		}
	}

	@Test
	void clientWhenTheAnswerHasEndedRefuses() throws Exception {
		try (OpensslResponder responder = OpensslResponder.start(this.directory, CA, "-nmin", "1")) {
			Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
			assertThat(refusal(responder, "GOOD", OcspMode.HARD, later)).isEqualTo(SslReason.REVOCATION_UNKNOWN);
			assertThat(refusal(responder, "REVOKED", OcspMode.SOFT, later)).isNull();
		}
	}

	@Test
	void clientWhenTheAnswerNamesNoEndAcceptsIt() throws Exception {
		try (OpensslResponder responder = OpensslResponder.start(this.directory, CA)) {
			assertThat(refusal(responder, "GOOD", OcspMode.HARD, Clock.systemUTC())).isNull();
		}
	}

	@Test
	void clientWhenTheResponderIsGoneGoesOnWithWhatItSaid() throws Exception {
		SslContext context = context(OcspMode.HARD, Clock.systemUTC());
		OpensslResponder responder = OpensslResponder.start(this.directory, CA, "-ndays", "1");
		try (responder; TlsPeer peer = TlsPeer.presenting(responder.server("GOOD"))) {
			context.socketFactory().connect("localhost", peer.port()).close();
			responder.close();
			try (SslSocket socket = context.socketFactory().connect("localhost", peer.port())) {
				socket.getOutputStream().write('!');
				assertThat(socket.getInputStream().read()).isEqualTo('!');
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}: {2}")
	@CsvSource(nullValues = "-",
			value = { "LEAF, REVOKED, -", "CHAIN, GOOD, -", "CHAIN, REVOKED, REVOKED", "CHAIN, UNKNOWN, -" })
	void clientWhenTheStateOfTheIntermediateIs(RevocationScope scope, String state, @Nullable SslReason refused)
			throws Exception {
		try (OpensslResponder responder = OpensslResponder.start(this.directory, CA, "-ndays", "1")) {
			CertifiedKey server = CertificateMaker.localhost().issuedBy(responder.intermediate(state));
			SslContext context = Material.client(
					(builder) -> builder.revocation(Revocation.builder().ocsp(OcspMode.SOFT).ocspScope(scope).build()));
			assertThat(refusal(server, context)).isEqualTo(refused);
		}
	}

	private static @Nullable SslReason refusal(OpensslResponder responder, String state, OcspMode mode, Clock clock) {
		return refusal(responder.server(state), context(mode, clock));
	}

	private static @Nullable SslReason refusal(CertifiedKey server, SslContext context) {
		try (TlsPeer peer = TlsPeer.presenting(server)) {
			context.socketFactory().connect("localhost", peer.port()).close();
			return null;
		}
		catch (Exception ex) {
			assertThat(ex).isInstanceOf(SslFailure.class);
			return ((SslFailure) ex).reason();
		}
	}

	private static SslContext context(OcspMode mode, Clock clock) {
		return Material.client((builder) -> builder.revocation(Revocation.builder().ocsp(mode).build()).clock(clock));
	}

}

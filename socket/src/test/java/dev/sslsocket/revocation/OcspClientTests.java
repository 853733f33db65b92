package dev.sslsocket.revocation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.ManualClock;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OcspClient} against responders, good and bad.
 */
@Timeout(60)
class OcspClientTests {

	private static final CertifiedKey CA = Asked.CA;

	private final ManualClock clock = ManualClock.startingNow();

	private final OcspClient client = OcspClient.asking(this.clock);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeAll
	static void warmUp() {
		OcspResponder.warmUp();
	}

	@BeforeEach
	void listen() {
		this.log.start();
		logger().addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		logger().detachAppender(this.log);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(OcspWarnings.class);
	}

	@Test
	void askWhenAskedAgainCostsNothing() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good)) {
			assertThat(this.client.known(asked.question())).isEmpty();
			assertThat(ask(asked).status()).isEqualTo(Status.GOOD);
			assertThat(ask(asked).status()).isEqualTo(Status.GOOD);
			assertThat(this.client.known(asked.question())).map(OcspAnswer::status).contains(Status.GOOD);
			assertThat(asked.requests()).isOne();
			assertThat(this.log.list).isEmpty();
		}
	}

	@Test
	void askWhenNextUpdateHasComeAsksAgainAndNotASecondEarlier() throws Exception {
		Instant next = this.clock.instant().plus(Duration.ofMinutes(10));
		try (Asked asked = new Asked((maker, server) -> maker.good(server).nextUpdate(next))) {
			ask(asked);
			this.clock
				.forward(Duration.between(this.clock.instant(), next).truncatedTo(ChronoUnit.SECONDS).minusSeconds(1));
			assertThat(ask(asked).status()).isEqualTo(Status.GOOD);
			assertThat(asked.requests()).isOne();
			this.clock.forward(Duration.ofSeconds(1));
			this.clock.forward(Duration.ofMillis(1));
			assertThat(this.client.known(asked.question())).isEmpty();
			ask(asked);
			assertThat(asked.requests()).isEqualTo(2);
		}
	}

	@Test
	void askWhenTheAnswerNamesNoEndAsksEachTime() throws Exception {
		try (Asked asked = new Asked((maker, server) -> maker.good(server).nextUpdate(null))) {
			assertThat(ask(asked).status()).isEqualTo(Status.GOOD);
			assertThat(ask(asked).status()).isEqualTo(Status.GOOD);
			assertThat(asked.requests()).isEqualTo(2);
		}
	}

	@Test
	void askWhenManyAskAtOnceIsOneRequest() throws Exception {
		try (Asked asked = Asked.holding()) {
			List<CompletableFuture<OcspAnswer>> answers = IntStream.range(0, 20)
				.mapToObj((i) -> this.client.ask(asked.question()))
				.toList();
			asked.responder().awaitRequest();
			assertThat(answers).noneMatch(CompletableFuture::isDone);
			// One who gives up takes nothing from the others.
			answers.get(0).cancel(true);
			asked.responder().release();
			for (CompletableFuture<OcspAnswer> answer : answers.subList(1, 20)) {
				assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(Status.GOOD);
			}
			assertThat(asked.requests()).isOne();
		}
	}

	@Test
	void knownWhenThreeQuartersHavePassedIsUsedAndRefreshedBehind() throws Exception {
		Instant[] next = { this.clock.instant().plus(Duration.ofHours(4)) };
		try (Asked asked = new Asked((maker, server) -> maker.good(server).nextUpdate(next[0]))) {
			ask(asked);
			asked.responder().awaitRequest();
			this.clock.forward(Duration.ofMinutes(179));
			assertThat(this.client.known(asked.question())).isPresent();
			assertThat(asked.requests()).isOne();
			next[0] = next[0].plus(Duration.ofHours(4));
			this.clock.forward(Duration.ofMinutes(2));
			assertThat(this.client.known(asked.question())).isPresent();
			assertThat(this.client.known(asked.question())).isPresent();
			asked.responder().awaitRequest();
			// When the first has ended, whoever asks gets the second, or waits for it.
			this.clock.forward(Duration.ofMinutes(60));
			assertThat(ask(asked).until()).isEqualTo(next[0].truncatedTo(ChronoUnit.SECONDS));
			assertThat(asked.requests()).isEqualTo(2);
		}
	}

	@Test
	void staplesWhenOlderThanWhatIsKnownDoNotHideARevocation() throws Exception {
		try (Asked asked = new Asked(OcspMaker::revoked)) {
			byte[] before = OcspMaker.issuedBy(CA)
				.good(asked.server())
				.thisUpdate(this.clock.instant().minus(Duration.ofHours(5)))
				.der();
			assertThat(this.client.stapled(asked.question(), List.of(before)).status()).isEqualTo(Status.GOOD);
			// What is remembered is used as long as it says so; another client asks.
			OcspClient other = OcspClient.asking(this.clock);
			assertThat(other.ask(asked.question()).get(20, TimeUnit.SECONDS).status()).isEqualTo(Status.REVOKED);
			assertThat(other.stapled(asked.question(), List.of(before)).status()).isEqualTo(Status.REVOKED);
			byte[] after = OcspMaker.issuedBy(CA).good(asked.server()).thisUpdate(this.clock.instant()).der();
			assertThat(other.stapled(asked.question(), List.of(before, after)).status()).isEqualTo(Status.GOOD);
		}
	}

	@Test
	void staplesWhenNoneCountsSayWhy() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good)) {
			OcspQuestion question = asked.question();
			assertThat(this.client.stapled(question, List.of()).text()).isEqualTo("none was stapled");
			assertThat(this.client.stapled(question, List.of(new byte[0])).text()).isEqualTo("none was stapled");
			assertThat(this.client.stapled(question, List.of(new byte[5])).text())
				.isEqualTo("what was stapled is no OCSP response");
			assertThat(this.client.known(question)).isEmpty();
			assertThat(asked.requests()).isZero();
		}
	}

	@Test
	void silentWhenAskedAsksNobody() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good)) {
			OcspClient silent = OcspClient.silent(this.clock);
			assertThat(silent.ask(asked.question()).get().status()).isEqualTo(Status.NONE);
			assertThat(asked.requests()).isZero();
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "unreachable", "mute", "garbage", "oversized", "empty", "status 503", "redirect",
			"tryLater", "wrong signature", "another certificate", "unknown", "another nonce" })
	void responderWhenItGivesNoAnswerThatCountsIsAskedOnceAndLoggedOnce(String fault) throws Exception {
		try (Asked asked = Asked.faulty(fault)) {
			long begun = System.nanoTime();
			OcspAnswer answer = ask(asked);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("two seconds, and what a slow machine adds")
				.isLessThan(Duration.ofMillis(3500));
			assertThat(answer.status()).isEqualTo(Status.NONE);
			assertThat(answer.text()).startsWith("responder http://127.0.0.1:").contains(Asked.words(fault));
			int requests = asked.requests();
			assertThat(ask(asked)).isEqualTo(answer);
			assertThat(this.client.known(asked.question())).contains(answer);
			assertThat(asked.requests()).isEqualTo(requests);
			assertThat(this.log.list).hasSize(1);
			assertThat(this.log.list.get(0).getLevel()).isEqualTo(Level.WARN);
			assertThat(this.log.list.get(0).getFormattedMessage()).contains(asked.uri().toString(), Asked.words(fault));
			// Forgotten after a while, yet not logged again before ten minutes are over.
			this.clock.forward(OcspCache.SILENCE);
			assertThat(this.client.known(asked.question())).isEmpty();
			assertThat(ask(asked).status()).isEqualTo(Status.NONE);
			assertThat(this.log.list).hasSize(1);
			this.clock.forward(Duration.ofMinutes(10));
			ask(asked);
			assertThat(this.log.list).hasSize(2);
		}
	}

	@Test
	void responderWhenItRedirectsIsNotFollowed() throws Exception {
		try (OcspResponder other = OcspResponder.answering((request) -> new byte[0]);
				OcspResponder responder = OcspResponder.failing("302 Found\r\nLocation: " + other.uri())) {
			OcspQuestion question = about(responder.uri());
			assertThat(this.client.ask(question).get(20, TimeUnit.SECONDS).text())
				.endsWith("answered with HTTP status 302");
			assertThat(responder.requests()).isOne();
			assertThat(other.requests()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///etc/hostname", "https://127.0.0.1/", "ldap://127.0.0.1/", "http:opaque", "//x/",
			"not an uri", "jar:http://127.0.0.1!/" })
	void responderWhenNotOfPlainHttpIsNotAsked(String uri) throws Exception {
		assertThat(this.client.ask(about(uri)).get(20, TimeUnit.SECONDS).text())
			.isEqualTo("no responder is named that could be asked by http");
		assertThat(this.log.list).isEmpty();
	}

	private OcspAnswer ask(Asked asked) throws Exception {
		return this.client.ask(asked.question()).get(20, TimeUnit.SECONDS);
	}

	private static OcspQuestion about(String uri) {
		CertifiedKey server = CertificateMaker.localhost().ocspResponder(uri).issuedBy(CA);
		return OcspQuestion.about(server.certificate(), CA.certificate());
	}

}

package dev.sslsocket.revocation;

import java.lang.ref.WeakReference;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.ManualClock;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OcspStapler} against responders, by a clock and a timer of the tests.
 */
@Timeout(60)
class OcspStaplerTests {

	private final ManualClock clock = ManualClock.startingNow();

	private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	/** What the stapler wants to be done later. */
	private record Timer(Duration pause, Runnable work) {
	}

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
		return (Logger) LoggerFactory.getLogger(OcspStapler.class);
	}

	@Test
	void stapleWhenAnsweredIsWhatTheResponderSentAndRenewedAtHalf() throws Exception {
		AtomicReference<byte[]> sent = new AtomicReference<>(new byte[0]);
		Instant[] since = { this.clock.instant() };
		try (Asked asked = new Asked((maker, server) -> {
			OcspMaker good = maker.good(server).thisUpdate(since[0]).nextUpdate(since[0].plus(Duration.ofHours(2)));
			sent.set(good.der());
			return good;
		})) {
			OcspStapler stapler = open(asked);
			assertThat(stapler.staple()).isNull();
			assertThat(stapler.problem()).isEmpty();
			assertThat(next().pause()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
			assertThat(OcspStapler.isAbout(stapler.staple(), asked.server().certificate(), Asked.CA.certificate()))
				.isTrue();
			assertThat(stapler.until()).contains(since[0].plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS));
			assertThat(logged(asked)).containsExactly("INFO For " + subject(asked)
					+ " an OCSP answer is stapled that counts until " + stapler.until().orElseThrow() + ".");
			byte[] before = stapler.staple();
			this.clock.forward(Duration.ofHours(1));
			since[0] = this.clock.instant();
			next(stapler);
			assertThat(stapler.staple()).isNotEqualTo(before);
			assertThat(asked.requests()).isEqualTo(2);
			assertThat(logged(asked)).as("said once").hasSize(1);
		}
	}

	@Test
	void stapleWhenTheResponderFailsIsKeptToItsEndAndThatIsSaid() throws Exception {
		boolean[] down = { false };
		Instant begin = this.clock.instant();
		try (Asked asked = new Asked(
				(maker, server) -> (down[0] ? maker.unknown(server) : maker.good(server)).thisUpdate(begin)
					.nextUpdate(begin.plus(Duration.ofHours(2))))) {
			OcspStapler stapler = open(asked);
			next();
			down[0] = true;
			this.clock.forward(Duration.ofMinutes(61));
			Timer again = next(stapler);
			assertThat(again.pause()).hasSeconds(30);
			assertThat(stapler.staple()).isNotNull();
			assertThat(stapler.problem()).endsWith("does not know the certificate (unknown)");
			assertThat(logged(asked)).hasSize(1);
			this.clock.forward(Duration.ofMinutes(59));
			assertThat(stapler.staple()).as("at its end").isNull();
			next(stapler);
			assertThat(logged(asked)).last()
				.asString()
				.startsWith("WARN For " + subject(asked) + " no OCSP answer is stapled: responder ")
				.endsWith(" Clients that insist on one refuse us; it is tried again in the background.");
		}
	}

	@Test
	void stapleWhenRevokedIsNoneAndSaidAsAnError() throws Exception {
		try (Asked asked = new Asked(OcspMaker::revoked)) {
			OcspStapler stapler = open(asked);
			assertThat(next().pause()).isEqualTo(Duration.ofHours(1));
			assertThat(stapler.staple()).isNull();
			assertThat(stapler.revoked()).isTrue();
			assertThat(stapler.problem()).contains("keyCompromise");
			assertThat(logged(asked)).singleElement()
				.asString()
				.startsWith("ERROR " + subject(asked) + " was revoked by its issuer ")
				.contains("keyCompromise");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "unreachable", "mute", "garbage", "wrong signature", "another certificate", "unknown",
			"another nonce" })
	void stapleWhenNoAnswerCountsIsNone(String fault) throws Exception {
		try (Asked asked = Asked.faulty(fault)) {
			OcspStapler stapler = open(asked);
			assertThat(next().pause()).hasSeconds(30);
			assertThat(stapler.staple()).isNull();
			assertThat(stapler.problem()).contains(Asked.words(fault));
			assertThat(logged(asked)).singleElement().asString().startsWith("WARN ").contains(Asked.words(fault));
		}
	}

	@Test
	void timerWhenNobodyUsesTheStaplerDoesNotKeepIt() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good)) {
			WeakReference<OcspStapler> gone = new WeakReference<>(open(asked));
			Timer timer = next();
			for (int round = 0; gone.get() != null && round < 100; round++) {
				System.gc();
			}
			assertThat(gone.get()).isNull();
			this.clock.forward(Duration.ofDays(6));
			timer.work().run();
			assertThat(this.timers).isEmpty();
			assertThat(asked.requests()).isOne();
		}
	}

	@Test
	void staplersWhenOfOneCertificateAreOne() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good); Asked other = new Asked(OcspMaker::good)) {
			OcspStapler first = asking(asked);
			assertThat(asking(asked)).isSameAs(first);
			assertThat(asking(other)).isNotSameAs(first);
			asked.responder().awaitRequest();
			other.responder().awaitRequest();
			assertThat(asked.requests()).isOne();
		}
	}

	@Test
	void fileWhenReadIsStapledAtOnce() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good)) {
			byte[] der = OcspMaker.issuedBy(Asked.CA).good(asked.server()).der();
			assertThat(reading(asked, der).staple()).isEqualTo(der);
			assertThat(asked.requests()).isZero();
			byte[] ended = OcspMaker.issuedBy(Asked.CA)
				.good(asked.server())
				.nextUpdate(Instant.now().minus(Duration.ofHours(1)))
				.der();
			OcspStapler late = reading(asked, ended);
			assertThat(late.staple()).isNull();
			assertThat(late.problem()).startsWith("ended ");
			OcspStapler gone = OcspStapler.reading(asked.server().certificate(), Asked.CA.certificate(), this.clock,
					() -> {
						throw new SslConfigurationException("", "'x.der' does not exist.");
					});
			assertThat(gone.problem()).isEqualTo("its file cannot be used: 'x.der' does not exist");
		}
	}

	@Test
	void responseWhenItIsNoneSaysSo() throws Exception {
		try (Asked asked = new Asked(OcspMaker::good); Asked other = new Asked(OcspMaker::good)) {
			byte[] der = OcspMaker.issuedBy(Asked.CA).good(asked.server()).der();
			assertThat(OcspStapler.isAbout(der, other.server().certificate(), Asked.CA.certificate())).isFalse();
			assertThatExceptionOfType(CertificateParsingException.class).isThrownBy(
					() -> OcspStapler.isAbout(new byte[] { 1 }, asked.server().certificate(), Asked.CA.certificate()));
		}
	}

	private OcspStapler reading(Asked asked, byte[] der) {
		return OcspStapler.reading(asked.server().certificate(), Asked.CA.certificate(), this.clock, () -> der);
	}

	private OcspStapler asking(Asked asked) {
		return OcspStapler.asking(asked.server().certificate(), Asked.CA.certificate(), this.clock);
	}

	private OcspStapler open(Asked asked) throws Exception {
		OcspStapler stapler = new OcspStapler(asked.question(), new OcspFetch(new OcspWarnings(this.clock))::ask,
				this.clock, (wait, work) -> this.timers.add(new Timer(wait, work)));
		stapler.start();
		Timer first = next();
		assertThat(first.pause()).isZero();
		first.work().run();
		return stapler;
	}

	private @Nullable Timer latest;

	/** Waits until the stapler has its answer, and wants to be called again. */
	private Timer next() throws InterruptedException {
		Timer next = this.timers.poll(30, TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		this.latest = next;
		return next;
	}

	/** Lets the timer run, and waits for the next. */
	private Timer next(OcspStapler stapler) throws InterruptedException {
		assertThat(stapler).isNotNull();
		this.latest.work().run();
		return next();
	}

	/** What was said about this certificate; staplers of other tests may still speak. */
	private List<String> logged(Asked asked) {
		return List.copyOf(this.log.list)
			.stream()
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage())
			.filter((line) -> line.contains(subject(asked)))
			.toList();
	}

	private static String subject(Asked asked) {
		return asked.server().certificate().getSubjectX500Principal().getName() + " (serial number "
				+ asked.server().certificate().getSerialNumber().toString(16) + ")";
	}

}

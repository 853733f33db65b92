package dev.sslsocket;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Material;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndedLists}: what is said when a context is built.
 */
class EndedListsTests {

	private static final Instant END = Instant.parse("2026-01-02T03:04:05Z");

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=CA").selfSigned();

	@Test
	void listWhenItIsCurrentIsNotMentioned() {
		assertThat(said(END)).isEmpty();
	}

	@Test
	void listWhenItHasEndedIsNamedWithTheTime() {
		assertThat(said(END.plusSeconds(1))).containsExactly(
				"WARN SSL context 'orders' has a revocation list that does not count: CN=CA in 'my.crl' ended " + END
						+ " (this machine's clock: " + END.plusSeconds(1)
						+ "). Every certificate that it is about is refused until there is a current one.");
	}

	private static List<String> said(Instant now) {
		CrlMaker list = CrlMaker.issuedBy(CA).thisUpdate(END.minusSeconds(1000)).nextUpdate(END);
		Logger logger = (Logger) LoggerFactory.getLogger(EndedLists.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		try {
			SslContext context = SslContext.builder()
				.name("orders")
				.clock(Clock.fixed(now, ZoneOffset.UTC))
				.trust(TrustSource.certificates(CA.certificate()))
				.revocation(Revocation.builder()
					.crl(RevocationScope.LEAF)
					.crlFile(Material.of("my.crl", list.der()))
					.build())
				.build();
			assertThat(context.revocationLists()).hasSize(1);
		}
		finally {
			logger.detachAppender(appender);
		}
		return appender.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

}

package dev.sslsocket;

import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.x509.SslIdentity;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostCoverage}: what is said when a context is built.
 */
class HostCoverageTests {

	private static final SslIdentity IDENTITY = Endpoints
		.identity(CertificateMaker.leaf().subject("CN=www").dns("www.example.com").dns("*.wild.example").selfSigned());

	@Test
	void hostsWhenTheCertificateIsForThemAreNotMentioned() {
		assertThat(said("WWW.example.com", "a.wild.example", "*.wild.example")).isEmpty();
	}

	@Test
	void hostsWhenTheCertificateIsNotForThemAreNamedOnce() {
		assertThat(said("www.example.com", "example.com", "*.example.com"))
			.containsExactly("WARN SSL context 'hosts' presents " + IDENTITY
					+ " to clients that ask for example.com, *.example.com, which it is not for: those that verify the name"
					+ " will refuse it.");
	}

	@Test
	void hostsWhenManyAreNotCoveredAreListedInShort() {
		assertThat(said(IntStream.range(0, 100).mapToObj((number) -> "h" + number).toArray(String[]::new)))
			.singleElement()
			.asString()
			.contains(" h0, h1, h2, h3, h4 and 95 more, ");
	}

	private static List<String> said(String... hosts) {
		Logger logger = (Logger) LoggerFactory.getLogger(HostCoverage.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		try {
			SslContext.builder().name("hosts").identity(IDENTITY, hosts).build();
		}
		finally {
			logger.detachAppender(appender);
		}
		return appender.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

}

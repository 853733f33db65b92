package dev.sslsocket.verify;

import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HostnameScheme}; what the schemes accept is in {@code names.txt}.
 */
class HostnameSchemeTests {

	@ParameterizedTest
	@EnumSource
	void parseWhenWordIsTheSchemesOwnReturnsIt(HostnameScheme scheme) {
		assertThat(HostnameScheme.parse(scheme.word())).isSameAs(scheme);
		assertThat(HostnameScheme.parse(" " + scheme.name() + " ")).isSameAs(scheme);
	}

	// The words of IO::Socket::SSL, as its source has them.
	@ParameterizedTest
	@CsvSource({ "none, NONE", "default, DEFAULT", "rfc2818, RFC2818", "rfc3920, XMPP", "xmpp, XMPP", "rfc4217, FTP",
			"ftp, FTP", "www, HTTP", "http, HTTP", "rfc4513, LDAP", "ldap, LDAP", "rfc2595, SMTP", "smtp, SMTP",
			"rfc4642, IMAP", "imap, IMAP", "pop3, POP3", "acap, ACAP", "rfc5539, NNTP", "nntp, NNTP",
			"rfc5538, NETCONF", "netconf, NETCONF", "rfc5425, SYSLOG", "syslog, SYSLOG", "rfc5953, SNMP", "snmp, SNMP",
			"rfc5971, GIST", "gist, GIST", "rfc5922, SIP", "sip, SIP" })
	void parseWhenWordIsTheSeedsReturnsTheScheme(String word, HostnameScheme expected) {
		assertThat(HostnameScheme.parse(word)).isSameAs(expected);
	}

	@Test
	void wordsWhenAllAreTakenTogetherMeanOneSchemeEach() {
		assertThat(Stream.of(HostnameScheme.values()).map(HostnameScheme::word)).doesNotHaveDuplicates();
	}

	@Test
	void parseWhenWordIsNearlyRightNamesTheNearestAndAll() {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> HostnameScheme.parse("Https"))
			.withMessage("is 'Https'. Did you mean http? Write rfc9525, default, http, rfc2818, ftp, xmpp, ldap, smtp,"
					+ " imap, pop3, acap, nntp, netconf, syslog, snmp, gist, sip, none.")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("verify-hostname"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "true", "0", "1", "strict", "rfc6125", "ｈｔｔｐ" })
	void parseWhenWordIsNoSchemeRefuses(String word) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> HostnameScheme.parse(word))
			.withMessageStartingWith("is '" + word + "'. ")
			.withMessageEndingWith("sip, none.");
	}

	@Test
	void noneWhenAskedComparesNothing() {
		assertThat(HostnameScheme.NONE.rules()).isNull();
	}

}

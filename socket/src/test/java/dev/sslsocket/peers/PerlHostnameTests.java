package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.HostnameScheme;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Names on a live certificate with names of every kind (the module's
 * {@code verify_hostname} and {@code auto_verify_hostname}): both clients come to the
 * same verdict, which is the table's.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlHostnameTests {

	private static final CertifiedKey KEY = CertificateMaker.leaf()
		.subject("CN=server.local")
		.dns("*.server.local")
		.ip("127.0.0.1")
		.dns("www*.other.local")
		.dns("smtp.mydomain.local")
		.dns("xn--lwe-sna.idntest.local")
		.serverAuth()
		.issuedBy(Material.PKI.ca());

	private static final List<HostnameScheme> SCHEMES = List.of(HostnameScheme.LDAP, HostnameScheme.HTTP,
			HostnameScheme.SMTP);

	@TempDir
	private Path directory;

	// A digit for each of ldap, http and smtp.
	static Map<String, String> table() {
		Map<String, String> table = new LinkedHashMap<>();
		table.put("bla.server.local", "111");
		table.put("blafasel.bla.server.local", "000");
		table.put("server.local", "101");
		table.put("www.other.local", "000");
		table.put("www7.other.local", "010");
		table.put("other.local", "000");
		table.put("smtp.mydomain.local", "111");
		table.put("127.0.0.1", "111");
		table.put("127.0.0.2", "000");
		table.put("example.com", "000");
		table.put("xn--lwe-sna.idntest.local", "111");
		return table;
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void oursWhenTheModuleServesAcceptsWhatTheTableSays(String protocol) throws Exception {
		Map<String, String> expected = table();
		// What the module is asked in ASCII, for want of a library.
		expected.put("löwe.idntest.local", "111");
		expected.put("Löwe.IDNtest.local", "111");
		expected.put("lowe.idntest.local", "000");
		try (NameVerdicts verdicts = NameVerdicts.start(protocol, this.directory)) {
			Map<String, String> said = new LinkedHashMap<>();
			for (String name : expected.keySet()) {
				StringBuilder digits = new StringBuilder();
				for (HostnameScheme scheme : SCHEMES) {
					digits.append(verdicts.ours(NameVerdicts.Way.CONNECT, KEY, scheme, name) ? 1 : 0);
				}
				said.put(name, digits.toString());
			}
			assertThat(said).isEqualTo(expected);
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void moduleWhenWeServeAcceptsWhatTheTableSays(String protocol) throws Exception {
		SslContext context = Material.bare((builder) -> builder.identity(Material.identity(KEY)));
		try (NameVerdicts verdicts = NameVerdicts.start(protocol, this.directory);
				OurServer server = OurServer.echo(context)) {
			Map<String, String> said = new LinkedHashMap<>();
			for (String name : table().keySet()) {
				StringBuilder digits = new StringBuilder();
				for (HostnameScheme scheme : SCHEMES) {
					digits.append(verdicts.perls(server, scheme, name) ? 1 : 0);
				}
				said.put(name, digits.toString());
			}
			assertThat(said).isEqualTo(table());
		}
	}

	static Stream<Arguments> pairs() {
		List<Arguments> pairs = List.of(Arguments.of("example.com", HostnameScheme.HTTP, false),
				Arguments.of("server.local", HostnameScheme.LDAP, true),
				Arguments.of("server.local", HostnameScheme.HTTP, false),
				Arguments.of("bla.server.local", HostnameScheme.HTTP, true),
				Arguments.of("www7.other.local", HostnameScheme.HTTP, true),
				Arguments.of("www7.other.local", HostnameScheme.LDAP, false),
				Arguments.of("bla.server.local", HostnameScheme.LDAP, true));
		return Cell.PROTOCOLS.stream()
			.flatMap((protocol) -> pairs.stream()
				.map((pair) -> Arguments.of(protocol, pair.get()[0], pair.get()[1], pair.get()[2])));
	}

	@ParameterizedTest(name = "{0}: {1} by {2}: {3}")
	@MethodSource("pairs")
	void nameWhenCheckedDuringTheHandshakeEndsItWhicheverWayItBegan(String protocol, String name, HostnameScheme scheme,
			boolean accepted) throws Exception {
		SslContext context = Material.bare((builder) -> builder.identity(Material.identity(KEY)));
		try (NameVerdicts verdicts = NameVerdicts.start(protocol, this.directory);
				OurServer server = OurServer.echo(context)) {
			assertThat(verdicts.ours(NameVerdicts.Way.CONNECT, KEY, scheme, name)).isEqualTo(accepted);
			assertThat(verdicts.ours(NameVerdicts.Way.START_TLS, KEY, scheme, name)).isEqualTo(accepted);
			assertThat(verdicts.perls(server, scheme, name)).isEqualTo(accepted);
		}
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "TLSv1.2", "TLSv1.3" })
	void nameWhenNobodyGivesOneIsTheHostConnectedTo(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (NameVerdicts verdicts = NameVerdicts.start(protocol, this.directory)) {
			PerlPeer.Answer started = verdicts.serve(KEY);
			try (SslSocket socket = context.socketFactory().connect("127.0.0.1", verdicts.port())) {
				assertThat(started.await()).startsWith("TLSv1");
				assertThat(socket.snapshot().verified()).isTrue();
			}
			verdicts.serve(KEY);
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> context.socketFactory().connect("localhost", verdicts.port()))
				.withMessageStartingWith("hostname_mismatch: connected to 'localhost'; the certificate is for ")
				.withMessageContaining("*.server.local")
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH));
		}
	}

}

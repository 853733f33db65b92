package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.SslContext;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of ours that resumes nothing, and clients that would: they shake hands in full
 * each time, and no handshake fails. In TLS 1.2 that needs care: a client that asked for
 * a ticket and was promised one waits for it.
 */
@Timeout(60)
class NoTicketTests {

	@ParameterizedTest(name = "{0}, {1}, tickets {2}")
	@RequiresProgram("openssl")
	@CsvSource({ "TLSv1.2, -ticket, false", "TLSv1.2, -no_ticket, false", "TLSv1.3, -ticket, false",
			"TLSv1.2, -ticket, true", "TLSv1.2, -no_ticket, true", "TLSv1.3, -ticket, true" })
	void opensslWhenItComesAgainResumesOnlyWhereSessionsAreKept(String protocol, String ticket, boolean kept,
			@TempDir Path directory) throws Exception {
		Path session = directory.resolve("session.pem");
		SslContext context = Material.server((builder) -> builder.sessionTickets(kept));
		try (OurServer server = OurServer.echo(context)) {
			List<String> options = new ArrayList<>(List.of("-sess_out", session.toString()));
			if (ticket.equals("-no_ticket")) {
				options.add(ticket);
			}
			String first = visit(server, protocol, options);
			assertThat(server.next().reused()).isFalse();
			assertThat(first).contains("New, " + protocol);
			if (protocol.equals("TLSv1.3") && !kept) {
				assertThat(session).as("no ticket came, and so no session").doesNotExist();
				return;
			}
			if (!kept && EngineUnderTest.isNative()) {
				assertThat(session).as("nor a session's number").doesNotExist();
				return;
			}
			assertThat(Files.readString(session)).contains("BEGIN SSL SESSION");
			options.addAll(List.of("-sess_in", session.toString()));
			assertThat(visit(server, protocol, options)).contains((kept ? "Reused, " : "New, ") + protocol);
			assertThat(server.next().reused()).isEqualTo(kept);
		}
	}

	/** Says something and takes it back, before which the ticket of TLS 1.3 comes. */
	private static String visit(OurServer server, String protocol, List<String> options) {
		try (RunningProgram client = Openssl.client(server.port(), protocol, options.toArray(String[]::new))) {
			client.send("marco\n");
			client.awaitLine("marco");
			client.send("Q\n");
			client.awaitExit();
			return client.standardOutput();
		}
	}

	@ParameterizedTest
	@RequiresPerlModule("IO::Socket::SSL")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlWhenItComesAgainDoesNotResume(String protocol) throws Exception {
		SslContext context = Material.server((builder) -> builder.protocols(protocol).sessionTickets(false));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			perl.ask("context client SSL_ca_file=" + Material.FILES.ca() + " SSL_session_cache_size=10");
			for (int visit = 0; visit < 2; visit++) {
				perl.ask("connect " + server.port());
				assertThat(perl.ask("start client SSL_verifycn_name=localhost SSL_hostname=localhost"))
					.startsWith(protocol.replace('.', '_'))
					.endsWith("reused=0");
				perl.ask("write !");
				assertThat(perl.ask("read 1")).isEqualTo("'!'");
				perl.ask("close");
				assertThat(server.next().reused()).isFalse();
			}
		}
	}

	/**
	 * And with sessions kept: what both sides say of a resumed connection is the same.
	 */
	@ParameterizedTest
	@RequiresPerlModule("IO::Socket::SSL")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlWhenItResumesIsSeenWithTheNameThatItAskedFor(String protocol) throws Exception {
		SslContext context = Material.server((builder) -> builder.protocols(protocol));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			perl.ask("context client SSL_ca_file=" + Material.FILES.ca() + " SSL_session_cache_size=10");
			for (String reused : List.of("reused=0", "reused=1")) {
				perl.ask("connect " + server.port());
				assertThat(perl.ask("start client SSL_verifycn_name=localhost SSL_hostname=localhost"))
					.endsWith(reused);
				perl.ask("write !");
				assertThat(perl.ask("read 1")).isEqualTo("'!'");
				perl.ask("close");
				OurServer.Visit visit = server.next();
				assertThat(visit.reused()).isEqualTo(reused.equals("reused=1"));
				assertThat(visit.socket().serverName()).isEqualTo("localhost");
			}
		}
	}

}

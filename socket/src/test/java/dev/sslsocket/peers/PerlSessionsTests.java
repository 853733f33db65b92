package dev.sslsocket.peers;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.session.SessionKey;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.program.RequiresPerlModule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our clients and three servers of Perl's, as the module tests its own client: its
 * {@code t/sessions.t} and the client's part of its {@code t/session_ticket.t}. Whether a
 * session was resumed is what Perl says.
 */
@RequiresPerlModule("IO::Socket::SSL")
@Timeout(60)
class PerlSessionsTests {

	private static final String OPTIONS = "SSL_cert_file=" + Material.FILES.serverCertificate() + " SSL_key_file="
			+ Material.FILES.serverKey();

	private final List<PerlPeer> servers = new ArrayList<>();

	private final List<Integer> ports = new ArrayList<>();

	private SslContext former;

	@BeforeEach
	void start() throws Exception {
		for (int i = 0; i < 3; i++) {
			PerlPeer server = PerlPeer.start();
			this.servers.add(server);
			this.ports.add(Integer.parseInt(server.ask("listen")));
		}
	}

	@AfterEach
	void stop() {
		this.servers.forEach(PerlPeer::close);
		if (this.former != null) {
			SslContext.setDefault(this.former);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void everyServerWhenMetAgainResumes(String protocol) throws Exception {
		contexts("");
		SslSessionCache cache = SslSessionCache.ofSize(100);
		this.former = SslContext
			.setDefault(Material.client((builder) -> builder.protocols(protocol).sessionCache(cache)));
		SslSocketFactory byDefault = new SslSocketFactory();
		for (int server = 0; server < 3; server++) {
			assertThat(visit(server, connect(byDefault, server))).isEqualTo(protocol + " reused=0");
		}
		List<String> names = this.ports.stream().map((port) -> "localhost:" + port).toList();
		assertThat(cache.keys()).extracting(SessionKey::name).containsExactly(names.get(2), names.get(1), names.get(0));
		for (int server = 0; server < 3; server++) {
			assertThat(visit(server, connect(byDefault, server))).isEqualTo(protocol + " reused=1");
			assertThat(visit(server, startTls(byDefault, server))).isEqualTo(protocol + " reused=1");
		}
		assertThat(cache.size()).isEqualTo(3);
		assertThat(cache.statistics().resumed()).isEqualTo(6);

		assertThat(cache.remove(names.get(1))).isOne();
		assertThat(visit(0, connect(byDefault, 0))).endsWith("reused=1");
		assertThat(visit(1, connect(byDefault, 1))).endsWith("reused=0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void startedSocketWhenFirstGivesItsSessionToAConnectedOne(String protocol) throws Exception {
		contexts("");
		SslSocketFactory factory = Material.client((builder) -> builder.protocols(protocol)).socketFactory();
		assertThat(visit(0, startTls(factory, 0))).endsWith("reused=0");
		assertThat(visit(0, connect(factory, 0))).endsWith("reused=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void cacheWhenSmallerThanTheServersForgetsTheEldest(String protocol) throws Exception {
		contexts("");
		SslSessionCache cache = SslSessionCache.ofSize(2);
		SslSocketFactory factory = Material.client((builder) -> builder.protocols(protocol).sessionCache(cache))
			.socketFactory();
		IntStream.range(0, 3).forEach((server) -> assertThat(quietly(factory, server)).endsWith("reused=0"));
		assertThat(quietly(factory, 1)).endsWith("reused=1");
		assertThat(quietly(factory, 0)).endsWith("reused=0");
		assertThat(quietly(factory, 1)).endsWith("reused=1");
		assertThat(cache.statistics().evictions()).isEqualTo(2);
	}

	/**
	 * Two servers that share the keys of their tickets, and then change them. Which of
	 * several tickets is offered is the JDK's choice, and differs between 17 and 25.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serversWhenTheyShareTicketKeysResumeEachOthersSessions(String protocol) throws Exception {
		contexts(" SSL_ticket_keycb=1");
		SslContext client = Material.client((builder) -> builder.protocols(protocol));
		SslSocketFactory factory = client.socketFactory();
		tickets("one");
		assertThat(farm(factory, 0)).endsWith("reused=0");
		assertThat(farm(factory, 1)).endsWith("reused=1");

		assertThat(client.sessionCache().remove("server")).isOne();
		assertThat(farm(factory, 0)).endsWith("reused=0");
		tickets("two one");
		assertThat(farm(factory, 1)).as("by the key before").endsWith("reused=1");
		tickets("three");
		assertThat(farm(factory, 1)).as("by a key that is gone").endsWith("reused=0");

		assertThat(client.sessionCache().remove("server")).isOne();
		assertThat(farm(factory, 0)).endsWith("reused=0");
		assertThat(visit(1, connect(factory, 1))).as("without the common key").endsWith("reused=0");
		assertThat(farm(factory, 1)).endsWith("reused=1");
	}

	private void contexts(String more) {
		this.servers.forEach((server) -> assertThat(server.ask("context server " + OPTIONS + more)).isEqualTo("ok"));
	}

	private void tickets(String names) {
		this.servers.forEach((server) -> assertThat(server.ask("tickets " + names)).isEqualTo("ok"));
	}

	/** Begins a connection of ours, for which the server waits. */
	@FunctionalInterface
	private interface Opening {

		SslSocket open() throws Exception;

	}

	private Opening connect(SslSocketFactory factory, int server) {
		return () -> factory.connect("localhost", this.ports.get(server));
	}

	private Opening startTls(SslSocketFactory factory, int server) {
		return () -> factory.startTls(new Socket("127.0.0.1", this.ports.get(server)), "localhost");
	}

	private String farm(SslSocketFactory factory, int server) throws Exception {
		SslConnectOptions key = SslConnectOptions.builder().sessionKey("server").build();
		return visit(server, () -> factory.connect("localhost", this.ports.get(server), key));
	}

	private String quietly(SslSocketFactory factory, int server) {
		try {
			return visit(server, connect(factory, server));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads before it closes: a ticket of TLS 1.3 comes with the data.
	 * @return version and resumption as Perl saw them; both ends have to agree
	 */
	private String visit(int index, Opening opening) throws Exception {
		PerlPeer server = this.servers.get(index);
		server.tell("accept");
		PerlPeer.Answer started = server.tell("start server");
		try (SslSocket socket = opening.open()) {
			String answer = started.await();
			String reused = answer.substring(answer.lastIndexOf(' ') + 1);
			assertThat(socket.sessionReused()).isEqualTo(reused.equals("reused=1"));
			assertThat(socket.peerCertificate().commonName()).isEqualTo("localhost");
			assertThat(socket.verifiedChain()).hasSize(2);
			server.ask("write !");
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			String version = answer.substring(0, answer.indexOf(' ')).replace('_', '.');
			return version + " " + reused;
		}
		finally {
			server.ask("close");
		}
	}

}

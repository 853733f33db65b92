package dev.sslsocket.peers;

import java.nio.file.Path;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Revoked servers and clients, by lists that {@code openssl ca} has written. The openssl
 * command and Perl are the peers.
 */
@RequiresProgram("openssl")
class RevokedPeerTests {

	private static final SslSessionCache SHARED = SslSessionCache.ofSize(8);

	@TempDir
	private static Path directory;

	private static OpensslCa root;

	private static OpensslCa sub;

	private static Path good;

	private static Path revoked;

	private static Path below;

	private static Path rootList;

	private static Path subList;

	private static Path subListLater;

	@BeforeAll
	static void issue() throws Exception {
		root = OpensslCa.root(directory.resolve("Root"));
		sub = root.intermediate(directory.resolve("Sub"));
		good = root.leaf("good");
		revoked = root.leaf("revoked");
		below = sub.leaf("below");
		root.revoke(revoked);
		root.revoke(sub.certificate());
		rootList = root.list("root");
		subList = sub.list("sub");
		sub.revoke(below);
		subListLater = sub.list("later");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItsCertificateIsRevokedIsRefused(String protocol) throws Exception {
		assertThat(server(protocol, good, RevocationScope.CHAIN, rootList)).isNull();
		assertThat(server(protocol, revoked, RevocationScope.OFF)).isNull();
		Throwable refused = server(protocol, revoked, RevocationScope.LEAF, rootList);
		assertReason(refused, SslReason.REVOKED);
		assertThat(refused).hasMessageContaining("CN=revoked (depth 0) is revoked since ")
			.hasMessageContaining("says the revocation list of CN=Root in '" + rootList + "': key compromise.");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItsIntermediateIsRevokedIsRefusedInTheWholeChain(String protocol) throws Exception {
		assertThat(server(protocol, below, RevocationScope.LEAF, rootList, subList)).isNull();
		Throwable refused = server(protocol, below, RevocationScope.CHAIN, rootList, subList);
		assertReason(refused, SslReason.REVOKED);
		assertThat(refused).hasMessageContaining("CN=Sub (depth 1) is revoked since ");
		// The later list of the two counts.
		assertReason(server(protocol, below, RevocationScope.LEAF, subListLater, subList), SslReason.REVOKED);
		assertReason(server(protocol, below, RevocationScope.LEAF, rootList), SslReason.REVOCATION_UNKNOWN);
	}

	private static Throwable server(String protocol, Path certificate, RevocationScope scope, Path... lists)
			throws Exception {
		SslContext context = SslContext.builder()
			.trust(TrustSource.file(root.certificate()))
			.revocation(revocation(scope, lists))
			.build();
		try (RunningProgram server = Openssl.server(protocol, certificate, certificate, "-rev", "-cert_chain",
				sub.certificate().toString())) {
			int port = Openssl.port(server);
			return catchThrowable(() -> {
				try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
					PerlConversation.write(socket, "hello\n");
					assertThat(PerlConversation.read(socket, 6)).isEqualTo("olleh\n");
				}
			});
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void opensslAsAClientWhenRevokedIsRefusedAndToldSo(String protocol) throws Exception {
		try (OurServer server = OurServer.echo(serverContext(rootList))) {
			try (RunningProgram client = client(server.port(), protocol, good, "-brief")) {
				client.send("a line\n");
				assertThat(client.awaitLine("a line")).isEqualTo("a line");
				client.closeInput();
				client.awaitExit();
				assertThat(server.next().failure()).isNull();
			}
			try (RunningProgram client = client(server.port(), protocol, revoked)) {
				assertThat(Openssl.awaitAlert(client)).isPositive();
				assertReason(server.next().failure(), SslReason.REVOKED);
			}
			try (RunningProgram client = client(server.port(), protocol, below, "-cert_chain",
					sub.certificate().toString())) {
				assertThat(Openssl.awaitAlert(client)).isPositive();
				Exception failure = server.next().failure();
				assertReason(failure, SslReason.REVOKED);
				assertThat(failure).hasMessageContaining("CN=Sub (depth 1) is revoked since ");
			}
		}
	}

	private static RunningProgram client(int port, String protocol, Path certificate, String... more) {
		String[] options = new String[more.length + 4];
		System.arraycopy(more, 0, options, 4, more.length);
		options[0] = "-cert";
		options[1] = certificate.toString();
		options[2] = "-key";
		options[3] = certificate.toString();
		return Openssl.client(port, protocol, options);
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@RequiresPerlModule("IO::Socket::SSL")
	void perlAsAClientWhenRevokedIsRefused(String protocol) throws Exception {
		for (Path certificate : new Path[] { good, revoked }) {
			Cell cell = new Cell(Side.SERVER, protocol);
			try (PerlConversation conversation = PerlConversation.inClear(cell,
					(builder) -> builder.clientAuth(ClientAuth.NEED)
						.trust(TrustSource.file(root.certificate()))
						.revocation(revocation(RevocationScope.CHAIN, rootList)))) {
				conversation.peer()
					.tell(PerlConversation.perlStart(cell) + " SSL_use_cert=1 SSL_cert_file=" + certificate
							+ " SSL_key_file=" + certificate);
				if (certificate.equals(good)) {
					PerlConversation.write(conversation.startTlsAlone(), "welcome");
					conversation.expect("read 7", "'welcome'");
				}
				else {
					assertReason(catchThrowable(conversation::startTlsAlone), SslReason.REVOKED);
				}
			}
		}
	}

	// Case 55: a new list rejects the next handshake.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenRevokedSinceIsRefusedByTheNewListAndResumesNoSession(String protocol) throws Exception {
		SslContext before = contextBelow(subList);
		SslContext after = contextBelow(subListLater);
		try (RunningProgram server = Openssl.server(protocol, below, below)) {
			int port = Openssl.port(server);
			for (boolean resumed : new boolean[] { false, true }) {
				try (SslSocket socket = before.socketFactory().connect("localhost", port)) {
					PerlConversation.write(socket, "word " + resumed + "\n");
					server.awaitLine("word " + resumed);
					server.send("answer\n");
					assertThat(PerlConversation.read(socket, 7)).isEqualTo("answer\n");
					assertThat(socket.sessionReused()).isEqualTo(resumed);
				}
			}
			assertReason(catchThrowable(() -> after.socketFactory().connect("localhost", port).close()),
					SslReason.REVOKED);
		}
	}

	private static SslContext contextBelow(Path list) {
		return SslContext.builder()
			.trust(TrustSource.file(sub.certificate()))
			.sessionCache(SHARED)
			.revocation(revocation(RevocationScope.LEAF, list))
			.build();
	}

	private static SslContext serverContext(Path... lists) {
		return Material.server((builder) -> builder.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.file(root.certificate()))
			.revocation(revocation(RevocationScope.CHAIN, lists)));
	}

	private static Revocation revocation(RevocationScope scope, Path... lists) {
		Revocation.Builder revocation = Revocation.builder().crl(scope);
		for (Path list : lists) {
			revocation.crlFile(list);
		}
		return revocation.build();
	}

	private static void assertReason(Throwable failure, SslReason reason) {
		assertThat(failure).isInstanceOf(SslHandshakeException.class);
		assertThat(((SslFailure) failure).reason()).as(failure.getMessage()).isEqualTo(reason);
	}

}

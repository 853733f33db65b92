package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.PeerCertificate;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Trust in a certificate of the chain that is not its root (the module's
 * {@code verify_partial_chain}, case 53): the sub-CA alone, or the leaf alone, is enough.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlPartialChainTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Partial Root").selfSigned();

	private static final CertifiedKey SUB = CertificateMaker.ca().subject("CN=Partial Sub").issuedBy(ROOT);

	/** Of the same name, by another key. */
	private static final CertifiedKey IMPOSTOR = CertificateMaker.ca().subject("CN=Partial Sub").selfSigned();

	private static final CertifiedKey LEAF = CertificateMaker.localhost().extendedKeyUsage().issuedBy(SUB);

	@TempDir
	private Path directory;

	private enum Anchor {

		ROOT(PerlPartialChainTests.ROOT), SUB(PerlPartialChainTests.SUB), LEAF(PerlPartialChainTests.LEAF),
		IMPOSTOR(PerlPartialChainTests.IMPOSTOR);

		private final CertifiedKey key;

		Anchor(CertifiedKey key) {
			this.key = key;
		}

		TrustSource trust() {
			return TrustSource.certificates(this.key.certificate());
		}

	}

	static Stream<Arguments> rows() {
		return Cell.PROTOCOLS.stream()
			.flatMap((protocol) -> Stream.of(Anchor.values()).map((anchor) -> Arguments.of(protocol, anchor)));
	}

	@ParameterizedTest(name = "{0}, trust {1}")
	@MethodSource("rows")
	void oursWhenOnlyPartOfTheModulesChainIsTrustedAccepts(String protocol, Anchor anchor) throws Exception {
		SslContext context = SslContext.builder().protocols(protocol).trust(anchor.trust()).build();
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell("start server" + files());
			Throwable refused = catchThrowable(() -> {
				try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
					PerlConversation.write(socket, "?");
					assertThat(started.await()).startsWith("TLSv1");
					assertThat(socket.verifiedChain()).endsWith(anchor.key.certificate());
				}
			});
			assertVerdict(anchor, refused);
		}
	}

	@ParameterizedTest(name = "{0}, trust {1}")
	@MethodSource("rows")
	void oursWhenOnlyPartOfTheModulesClientChainIsTrustedAccepts(String protocol, Anchor anchor) throws Exception {
		SslContext context = Material.bare((builder) -> builder.identity(Material.identity(LEAF))
			.clientAuth(ClientAuth.NEED)
			.trust(anchor.trust())
			.protocols(protocol));
		Path trusted = anchor.key.writeChain(this.directory.resolve("anchor.pem"));
		try (PerlPeer perl = PerlPeer.start(); OurServer server = OurServer.echo(context)) {
			perl.ask("connect " + server.port());
			String started = perl
				.ask("start client SSL_use_cert=1 SSL_verifycn_scheme=none SSL_ca_file=" + trusted + files());
			if (anchor == Anchor.IMPOSTOR) {
				assertThat(started).startsWith("failed: ").contains("certificate verify failed");
				assertThat(server.next().failure()).isInstanceOf(SslHandshakeException.class);
				// It trusts ours, and we do not trust its.
				perl.ask("connect " + server.port());
				perl.ask("start client SSL_use_cert=1 SSL_verify_mode=0" + files());
				assertVerdict(anchor, server.next().failure());
				return;
			}
			perl.ask("write ?");
			assertThat(perl.ask("read 1")).isEqualTo("'?'");
			perl.ask("close");
			OurServer.Visit visit = server.next();
			assertVerdict(anchor, visit.failure());
			assertThat(visit.socket().verifiedChain()).endsWith(anchor.key.certificate());
			// Case 58: in the module an accepted socket leaves the peer's own one out.
			assertThat(visit.socket().peerCertificates()).extracting(PeerCertificate::commonName)
				.containsExactly("localhost", "Partial Sub");
		}
	}

	private static void assertVerdict(Anchor anchor, Throwable refused) {
		if (anchor != Anchor.IMPOSTOR) {
			assertThat(refused).isNull();
		}
		else {
			assertThat(refused).isInstanceOf(SslHandshakeException.class);
			assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.UNKNOWN_CA);
		}
	}

	/** The chain without its root. */
	private String files() {
		return " SSL_cert_file=" + LEAF.writeChain(this.directory.resolve("leaf.pem")) + " SSL_key_file="
				+ LEAF.writePrivateKey(this.directory.resolve("leaf.key"));
	}

}

package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyCallback;
import dev.sslsocket.verify.VerifyEvent;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The verify callback in real handshakes (case 49): what it is told about Perl as server
 * and as client, and that it overrules both ways.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlVerifyCallbackTests {

	private static final CertifiedKey SUB = CertificateMaker.intermediate().issuedBy(Material.PKI.ca());

	/** Good for either side. */
	private static final CertifiedKey GOOD = leaf().issuedBy(SUB);

	private static final CertifiedKey OF_A_STRANGER = leaf()
		.issuedBy(CertificateMaker.ca().subject("CN=Other CA").selfSigned());

	private static final CertifiedKey EXPIRED = leaf().expired().issuedBy(Material.PKI.ca());

	private static CertificateMaker leaf() {
		return CertificateMaker.leaf().subject("CN=localhost").dns("localhost");
	}

	private final List<VerifyEvent> events = new CopyOnWriteArrayList<>();

	@TempDir
	private Path directory;

	private PerlPeer.Answer started = () -> "";

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peerWhenGoodIsToldRootToLeafEachCertificateOnce(Cell cell) throws Exception {
		try (PerlConversation conversation = start(cell, GOOD, (event) -> true)) {
			assertTalks(conversation);
			assertThat(this.events).extracting(VerifyEvent::depth).containsExactly(2, 1, 0);
			assertThat(this.events).allSatisfy((event) -> {
				assertThat(event.ok()).isTrue();
				assertThat(event.reason()).isNull();
				assertThat(event.message()).isEmpty();
				assertThat(event.chain()).containsExactly(GOOD.certificate(), SUB.certificate(),
						Material.PKI.ca().certificate());
				assertThat(event.certificate()).isEqualTo(event.chain().get(event.depth()));
				assertThat(event.peerName()).isEqualTo((cell.ours() == Side.CLIENT) ? "localhost" : null);
			});
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peerWhenGoodMayBeRefusedAndIsTold(Cell cell) throws Exception {
		try (PerlConversation conversation = start(cell, GOOD, (event) -> event.depth() > 0)) {
			Throwable refused = catchThrowable(conversation::startTlsAlone);
			assertThat(refused).isInstanceOf(SslHandshakeException.class)
				.hasMessageContaining("the verify callback refused CN=localhost");
			assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.CALLBACK_REFUSED);
			assertThat(this.events).hasSize(3);
			// A TLS 1.3 client has long ended its handshake.
			String told = this.started.await();
			assertThat(told.startsWith("failed") ? told : conversation.peer().ask("alert"))
				.containsPattern("alert|certificate|denied");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peerOfAStrangerMayBeLetIn(Cell cell) throws Exception {
		try (PerlConversation conversation = start(cell, OF_A_STRANGER, (event) -> true)) {
			assertTalks(conversation);
			assertThat(this.events).singleElement().satisfies((event) -> {
				assertThat(event.ok()).isFalse();
				assertThat(event.depth()).isZero();
				assertThat(event.certificate()).isEqualTo(OF_A_STRANGER.certificate());
				assertThat(event.reason()).isEqualTo(SslReason.UNKNOWN_CA);
				assertThat(event.message()).startsWith("presented CN=localhost, issued by CN=Other CA, ");
			});
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peerWithSeveralFaultsIsToldEachAndOverruledOneByOne(Cell cell) throws Exception {
		boolean client = cell.ours() == Side.CLIENT;
		VerifyCallback ours = (event) -> event.ok() || event.reason() == SslReason.CERTIFICATE_EXPIRED;
		try (PerlConversation conversation = start(cell, EXPIRED, ours,
				(builder) -> client ? builder.verifyName("elsewhere.example") : builder)) {
			if (client) {
				Throwable refused = catchThrowable(conversation::startTlsAlone);
				assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
				assertThat(this.events).extracting(VerifyEvent::reason)
					.containsExactly(null, SslReason.CERTIFICATE_EXPIRED, SslReason.HOSTNAME_MISMATCH);
			}
			else {
				assertTalks(conversation);
				assertThat(this.events).extracting(VerifyEvent::reason)
					.containsExactly(null, SslReason.CERTIFICATE_EXPIRED);
			}
			assertThat(this.events).extracting(VerifyEvent::depth).startsWith(1, 0);
		}
	}

	private static void assertTalks(PerlConversation conversation) throws Exception {
		SslSocket socket = conversation.startTlsAlone();
		PerlConversation.write(socket, "welcome");
		conversation.expect("read 7", "'welcome'");
	}

	private PerlConversation start(Cell cell, CertifiedKey peer, VerifyCallback callback) throws Exception {
		return start(cell, peer, callback, (builder) -> builder);
	}

	private PerlConversation start(Cell cell, CertifiedKey peer, VerifyCallback callback,
			UnaryOperator<SslContextBuilder> more) throws Exception {
		PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> more.apply(builder.trust(TrustSource.certificates(Material.PKI.ca().certificate()))
					.clientAuth((cell.ours() == Side.SERVER) ? ClientAuth.NEED : ClientAuth.NONE)
					.verifyCallback((event) -> {
						this.events.add(event);
						return callback.verify(event);
					})));
		String role = (cell.ours() == Side.CLIENT) ? "server"
				: "client SSL_use_cert=1 SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca();
		this.started = conversation.peer()
			.tell("start " + role + " SSL_cert_file=" + peer.writeChain(this.directory.resolve("cert.pem"))
					+ " SSL_key_file=" + peer.writePrivateKey(this.directory.resolve("key.pem")) + " SSL_version="
					+ cell.perlProtocol());
		return conversation;
	}

}

package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.PeerCertificate;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions as Perl sees them. A second connection under the same rules resumes; one under
 * other rules shakes hands in full, and is refused where these rules refuse. In the
 * module itself a session made without verification is accepted under verification.
 */
@RequiresPerlModule("IO::Socket::SSL")
@Timeout(60)
class PerlResumptionTests {

	private static final TrustSource CA = TrustSource.certificates(Material.PKI.ca().certificate());

	private static final TrustSource OTHER_CA = TrustSource
		.certificates(CertificateMaker.ca().subject("CN=Unrelated CA").selfSigned().certificate());

	private static final CertifiedKey OTHER_SERVER = CertificateMaker.localhost().issuedBy(Material.PKI.ca());

	private static final String WRONG_PIN = "ab".repeat(32);

	/**
	 * What a client's rules are when the session is made, and when it would be resumed.
	 */
	enum ClientChange {

		VERIFICATION_SWITCHED_ON((b) -> b.trust(CA).verifyMode(VerifyMode.NONE), (b) -> b.trust(OTHER_CA),
				"unknown_ca"),

		OTHER_CA_TRUSTED((b) -> b.trust(CA), (b) -> b.trust(OTHER_CA), "unknown_ca"),

		ONE_MORE_CA_TRUSTED((b) -> b.trust(CA), (b) -> b.trust(CA, OTHER_CA), "accepted"),

		OTHER_NAME((b) -> b.trust(CA), (b) -> b.trust(CA).verifyName("evil.example"), "hostname_mismatch"),

		WRONG_PIN_ADDED((b) -> b.trust(CA), (b) -> b.trust(CA).pins(PinSet.of(PinMode.ADDITIONAL, WRONG_PIN)),
				"pin_mismatch"),

		RIGHT_PIN_ADDED((b) -> b.trust(CA),
				(b) -> b.trust(CA)
					.pins(PinSet.of(PinMode.ADDITIONAL,
							PeerCertificate.of(Material.PKI.server().certificate()).fingerprint("sha256"))),
				"accepted"),

		CALLBACK_ADDED((b) -> b.trust(CA), (b) -> b.trust(CA).verifyCallback((event) -> false), "callback_refused"),

		REVOKED_MEANWHILE((b) -> b.trust(CA).revocation(lists(CrlMaker.issuedBy(Material.PKI.ca()))),
				(b) -> b.trust(CA)
					.revocation(lists(CrlMaker.issuedBy(Material.PKI.ca()).revoke(Material.PKI.server()))),
				"revoked"),

		IDENTITY_ADDED((b) -> b.trust(CA), (b) -> b.trust(CA).identity(Material.identity(Material.PKI.client())),
				"accepted"),

		CONTEXT_BUILT_ANEW((b) -> b.trust(CA), (b) -> b.trust(CA), "resumed"),

		WHAT_DOES_NOT_DECIDE_ABOUT_A_SERVER((b) -> b.trust(CA).name("before"),
				(b) -> b.trust(CA)
					.name("after")
					.readTimeout(Duration.ofSeconds(20))
					.eofPolicy(EofPolicy.LENIENT)
					.identity(Material.identity(Material.PKI.server()), "served.example")
					.clientCaNames(OTHER_CA),
				"resumed"),

		UNUSED_IDENTITY_ADDED((b) -> b.trust(CA),
				(b) -> b.trust(CA).identity(Material.identity(Material.PKI.client())).useCertificate(false), "resumed"),

		OTHER_SESSION_TIMEOUT((b) -> b.trust(CA), (b) -> b.trust(CA).sessionTimeout(Duration.ofHours(1)), "accepted"),

		OTHER_SCHEME((b) -> b.trust(CA), (b) -> b.trust(CA).hostnameVerification(HostnameScheme.HTTP), "accepted"),

		// The suite of the session is in both, which is all that JSSE would ask.
		MORE_SUITES(
				(b) -> b.trust(CA)
					.ciphers("ECDHE-ECDSA-AES256-GCM-SHA384"
							+ (EngineUnderTest.can(EngineFeature.TLS13_SUITES) ? ":@SECLEVEL=4" : "")),
				(b) -> b.trust(CA).ciphers("ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256"), "accepted");

		private final UnaryOperator<SslContextBuilder> before;

		private final UnaryOperator<SslContextBuilder> after;

		private final String verdict;

		ClientChange(UnaryOperator<SslContextBuilder> before, UnaryOperator<SslContextBuilder> after, String verdict) {
			this.before = before;
			this.after = after;
			this.verdict = verdict;
		}

	}

	/** The same for a server and its clients. */
	enum ServerChange {

		CERTIFICATE_NEEDED((b) -> b.identity(Material.identity(Material.PKI.server())),
				(b) -> needing(CA, b.identity(Material.identity(Material.PKI.server()))), "accepted"),

		OTHER_CA_TRUSTED((b) -> needing(CA, b.identity(Material.identity(Material.PKI.server()))),
				(b) -> needing(OTHER_CA, b.identity(Material.identity(Material.PKI.server()))), "unknown_ca"),

		WRONG_PIN_ADDED((b) -> needing(CA, b.identity(Material.identity(Material.PKI.server()))),
				(b) -> needing(CA, b.identity(Material.identity(Material.PKI.server())))
					.pins(PinSet.of(PinMode.ADDITIONAL, WRONG_PIN)),
				"pin_mismatch"),

		CALLBACK_ADDED((b) -> needing(CA, b.identity(Material.identity(Material.PKI.server()))),
				(b) -> needing(CA, b.identity(Material.identity(Material.PKI.server())))
					.verifyCallback((event) -> false),
				"callback_refused"),

		REVOKED_MEANWHILE(
				(b) -> needing(CA, b.identity(Material.identity(Material.PKI.server())))
					.revocation(lists(CrlMaker.issuedBy(Material.PKI.ca()))),
				(b) -> needing(CA, b.identity(Material.identity(Material.PKI.server())))
					.revocation(lists(CrlMaker.issuedBy(Material.PKI.ca()).revoke(Material.PKI.client()))),
				"revoked"),

		OTHER_IDENTITY((b) -> b.identity(Material.identity(Material.PKI.server())),
				(b) -> b.identity(Material.identity(OTHER_SERVER)), "accepted"),

		CONTEXT_BUILT_ANEW((b) -> b.identity(Material.identity(Material.PKI.server())),
				(b) -> b.identity(Material.identity(Material.PKI.server())), "accepted");

		private final UnaryOperator<SslContextBuilder> before;

		private final UnaryOperator<SslContextBuilder> after;

		private final String verdict;

		ServerChange(UnaryOperator<SslContextBuilder> before, UnaryOperator<SslContextBuilder> after, String verdict) {
			this.before = before;
			this.after = after;
			this.verdict = verdict;
		}

		private static SslContextBuilder needing(TrustSource trusted, SslContextBuilder builder) {
			return builder.clientAuth(ClientAuth.NEED).trust(trusted);
		}

	}

	private static Revocation lists(CrlMaker list) {
		return Revocation.builder()
			.crl(RevocationScope.LEAF)
			.crlFile(dev.sslsocket.x509.Material.inline(list.pem()))
			.build();
	}

	static Stream<Arguments> clientCells() {
		return cells(ClientChange.values());
	}

	static Stream<Arguments> serverCells() {
		return cells(ServerChange.values());
	}

	private static Stream<Arguments> cells(Object[] changes) {
		return Arrays.stream(changes)
			.flatMap((change) -> Cell.PROTOCOLS.stream().map((protocol) -> Arguments.of(change, protocol)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clientCells")
	void clientWhenItsRulesChangeShakesHandsInFull(ClientChange change, String protocol) throws Exception {
		SslSessionCache shared = SslSessionCache.ofSize(10);
		SslContext before = client(protocol, shared, change.before);
		SslContext after = client(protocol, shared, change.after);
		try (PerlPeer perl = PerlPeer.start()) {
			perl.ask("context server SSL_cert_file=" + Material.FILES.serverCertificate() + " SSL_key_file="
					+ Material.FILES.serverKey() + " SSL_verify_mode=1 SSL_ca_file=" + Material.FILES.ca());
			int port = Integer.parseInt(perl.ask("listen"));
			assertThat(connect(perl, before, port)).isEqualTo("accepted, reused=0");
			assertThat(connect(perl, before, port)).isEqualTo("accepted, reused=1");
			assertThat(connect(perl, after, port)).isEqualTo(expected(change.verdict));
			if (change.verdict.equals("accepted")) {
				assertThat(connect(perl, after, port)).isEqualTo("accepted, reused=1");
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("serverCells")
	void serverWhenItsRulesChangeShakesHandsInFull(ServerChange change, String protocol) throws Exception {
		SslContexts contexts = SslContexts.of(server(protocol, change.before), Map.of());
		try (PerlPeer perl = PerlPeer.start();
				SslServerSocket listening = contexts.serverSocketFactory(SslContexts.DEFAULT)
					.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			perl.ask("context client SSL_ca_file=" + Material.FILES.ca() + " SSL_session_cache_size=10 SSL_cert_file="
					+ Material.FILES.clientCertificate() + " SSL_key_file=" + Material.FILES.clientKey());
			assertThat(accept(perl, listening)).isEqualTo("accepted, reused=0");
			assertThat(accept(perl, listening)).isEqualTo("accepted, reused=1");
			contexts.replace(SslContexts.DEFAULT, server(protocol, change.after));
			assertThat(accept(perl, listening)).isEqualTo(expected(change.verdict));
			if (change.verdict.equals("accepted")) {
				assertThat(accept(perl, listening)).isEqualTo("accepted, reused=1");
			}
		}
	}

	private static String expected(String verdict) {
		return switch (verdict) {
			case "accepted" -> "accepted, reused=0";
			case "resumed" -> "accepted, reused=1";
			default -> verdict;
		};
	}

	private static SslContext client(String protocol, SslSessionCache cache, UnaryOperator<SslContextBuilder> rules) {
		return rules.apply(SslContext.builder().protocols(protocol).sessionCache(cache)).build();
	}

	private static SslContext server(String protocol, UnaryOperator<SslContextBuilder> rules) {
		return rules.apply(SslContext.builder().protocols(protocol)).build();
	}

	/** Both ends have to agree whether a session was resumed. */
	private static String connect(PerlPeer perl, SslContext client, int port) throws Exception {
		perl.tell("accept");
		PerlPeer.Answer started = perl.tell("start server");
		try (SslSocket socket = client.socketFactory().connect("localhost", port)) {
			String reused = reused(started);
			assertThat(socket.sessionReused()).isEqualTo(reused.equals("reused=1"));
			// A ticket of TLS 1.3 comes before the first byte.
			perl.ask("write !");
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			return "accepted, " + reused;
		}
		catch (IOException ex) {
			return refused(ex);
		}
		finally {
			perl.ask("close");
		}
	}

	private static String accept(PerlPeer perl, SslServerSocket listening) throws Exception {
		perl.ask("connect " + listening.getLocalPort());
		PerlPeer.Answer started = perl.tell("start client SSL_verifycn_name=localhost");
		try (SslSocket socket = listening.accept()) {
			socket.startHandshake();
			String reused = reused(started);
			assertThat(socket.sessionReused()).isEqualTo(reused.equals("reused=1"));
			socket.getOutputStream().write('!');
			assertThat(perl.ask("read 1")).isEqualTo("'!'");
			return "accepted, " + reused;
		}
		catch (IOException ex) {
			return refused(ex);
		}
		finally {
			perl.ask("close");
		}
	}

	private static String reused(PerlPeer.Answer started) {
		String answer = started.await();
		return answer.substring(answer.lastIndexOf(' ') + 1);
	}

	private static String refused(IOException ex) {
		assertThat(ex).isInstanceOf(SslFailure.class);
		return ((SslFailure) ex).reason().toString();
	}

}

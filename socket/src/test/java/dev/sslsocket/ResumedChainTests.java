package dev.sslsocket;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.PeerCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who resumes a session knows by which chain its peer was verified, as in the handshake
 * that made it.
 */
@Timeout(30)
class ResumedChainTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey MIDDLE = CertificateMaker.ca().subject("CN=Middle").issuedBy(CA);

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(MIDDLE);

	private static final CertifiedKey CLIENT = CertificateMaker.leaf()
		.subject("CN=someone")
		.clientAuth()
		.issuedBy(MIDDLE);

	private static final TrustSource TRUST = TrustSource.certificates(CA.certificate());

	private SslServerSocket server;

	@BeforeEach
	void listen() throws Exception {
		this.server = Endpoints.listen(SslContext.builder()
			.identity(Endpoints.identity(SERVER))
			.trust(TRUST)
			.clientAuth(ClientAuth.WANT)
			.build());
	}

	@AfterEach
	void close() throws Exception {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void chainWhenResumedIsTheOneOfTheFullHandshakeOnBothSides(String protocol) throws Exception {
		SslContext client = client(protocol, (b) -> b.identity(Endpoints.identity(CLIENT)));
		Seen full = visit(client);
		Seen resumed = visit(client);
		assertThat(full.resumed()).isFalse();
		assertThat(resumed.resumed()).isTrue();
		assertThat(full.serverChain()).containsExactly(SERVER.certificate(), MIDDLE.certificate(), CA.certificate());
		assertThat(full.clientChain()).containsExactly(CLIENT.certificate(), MIDDLE.certificate(), CA.certificate());
		assertThat(resumed.serverChain()).isEqualTo(full.serverChain());
		assertThat(resumed.clientChain()).isEqualTo(full.clientChain());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void chainWhenRevocationIsLookedUpAgainIsTheOneOfTheFullHandshake(String protocol) throws Exception {
		SslContext client = client(protocol, (b) -> b.revocation(Revocation.builder().ocsp(OcspMode.STAPLE).build()));
		Seen full = visit(client);
		Seen resumed = visit(client);
		assertThat(resumed.resumed()).isTrue();
		assertThat(resumed.serverChain()).isEqualTo(full.serverChain()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void chainWhenNobodyWasVerifiedIsEmpty(String protocol) throws Exception {
		SslContext client = client(protocol, (b) -> b.verifyMode(VerifyMode.NONE));
		assertThat(visit(client).serverChain()).isEmpty();
		Seen resumed = visit(client);
		assertThat(resumed.resumed()).isTrue();
		assertThat(resumed.serverChain()).isEmpty();
		assertThat(resumed.clientChain()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void chainWhenAPinDecidedIsThePeersOwnCertificate(String protocol) throws Exception {
		String pin = PeerCertificate.of(SERVER.certificate()).fingerprint("sha256");
		SslContext client = client(protocol, (b) -> b.pins(PinSet.of(PinMode.ENFORCE, pin)));
		assertThat(visit(client).serverChain()).containsExactly(SERVER.certificate());
		Seen resumed = visit(client);
		assertThat(resumed.resumed()).isTrue();
		assertThat(resumed.serverChain()).containsExactly(SERVER.certificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void chainWhenTheCallbackOverruledAFaultIsFoundWithoutAskingItAgain(String protocol) throws Exception {
		AtomicInteger asked = new AtomicInteger();
		SslContext client = client(protocol, (b) -> b.verifyName("other.example").verifyCallback((event) -> {
			asked.incrementAndGet();
			return true;
		}));
		Seen full = visit(client);
		int once = asked.get();
		assertThat(once).isPositive();
		Seen resumed = visit(client);
		assertThat(resumed.resumed()).isTrue();
		assertThat(resumed.serverChain()).isEqualTo(full.serverChain()).hasSize(3);
		assertThat(asked).hasValue(once);
	}

	private static SslContext client(String protocol, UnaryOperator<SslContextBuilder> more) {
		return more.apply(SslContext.builder().protocols(protocol).trust(TRUST)).build();
	}

	/** What the two ends know of each other. */
	private record Seen(boolean resumed, List<X509Certificate> serverChain, List<X509Certificate> clientChain) {
	}

	/** Connects and reads a byte: on TLS 1.3 the ticket comes before it. */
	private Seen visit(SslContext client) throws Exception {
		CompletableFuture<List<X509Certificate>> clientChain = Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				socket.getOutputStream().write(1);
				socket.getInputStream().read();
				return socket.verifiedChain();
			}
		});
		boolean resumed;
		List<X509Certificate> serverChain;
		try (SslSocket socket = client.socketFactory().connect("localhost", this.server.getLocalPort())) {
			assertThat(socket.getInputStream().read()).isEqualTo(1);
			resumed = socket.sessionReused();
			serverChain = socket.verifiedChain();
		}
		return new Seen(resumed, serverChain, Endpoints.get(clientChain));
	}

}

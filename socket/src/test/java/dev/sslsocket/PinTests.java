package dev.sslsocket;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.x509.PeerCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Pins in real handshakes, of servers and of clients.
 */
@Timeout(30)
class PinTests {

	private static final CertifiedKey OWN = CertificateMaker.localhost().selfSigned();

	private static final CertifiedKey CLIENT = CertificateMaker.leaf().clientAuth().selfSigned();

	private static final PeerCertificate SHOWN = PeerCertificate.of(OWN.certificate());

	private static final String WRONG = "sha256$" + "ab".repeat(32);

	@ParameterizedTest
	@EnumSource(names = { "ALTERNATIVE", "ENFORCE" })
	void connectWhenSelfSignedServerIsPinnedSucceeds(PinMode mode) throws Exception {
		for (String pin : List.of(SHOWN.fingerprint("sha256"), SHOWN.publicKeyFingerprint("sha256"))) {
			try (TlsPeer peer = TlsPeer.presenting(OWN);
					SslSocket socket = SslContext.builder()
						.pins(PinSet.of(mode, pin))
						.build()
						.socketFactory()
						.connect("localhost", peer.port())) {
				assertThat(socket.snapshot().verified()).isTrue();
				assertThat(socket.peerCertificate()).isEqualTo(SHOWN);
				socket.getOutputStream().write('!');
				assertThat(socket.getInputStream().read()).isEqualTo('!');
			}
		}
	}

	@Test
	void connectWhenPinIsMissingNamesPeerFingerprintsAndWhatToDo() throws Exception {
		try (TlsPeer peer = TlsPeer.sound(Endpoints.PKI)) {
			SslContext client = Endpoints.client((b) -> b.pins(PinSet.of(PinMode.ADDITIONAL, WRONG)));
			PeerCertificate presented = PeerCertificate.of(Endpoints.PKI.server().certificate());
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> client.socketFactory().connect("localhost", peer.port()))
				.withMessage("pin_mismatch: localhost:" + peer.port() + " presented " + presented.subject() + ", "
						+ presented.fingerprint("sha256") + " with the key " + presented.publicKeyFingerprint("sha256")
						+ ". Context 'client' has 1 pin, which is neither (ssl.pin-mode: additional). Where"
						+ " the certificate was renewed, and its owner confirms it, add one of the two to ssl.pins.")
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.PIN_MISMATCH));
		}
	}

	@Test
	void connectWhenOnePeerIsPinnedAndOthersAreNotOrderDoesNotMatter() throws Exception {
		SslContext client = Endpoints.client((b) -> b.pins(PinSet.of(SHOWN.fingerprint("sha256"))));
		try (TlsPeer good = TlsPeer.sound(Endpoints.PKI);
				TlsPeer pinned = TlsPeer.presenting(OWN);
				TlsPeer stranger = TlsPeer.selfSigned()) {
			for (TlsPeer peer : List.of(good, pinned, good, pinned)) {
				client.socketFactory().connect("localhost", peer.port()).close();
				assertThatExceptionOfType(SslHandshakeException.class)
					.isThrownBy(() -> client.socketFactory().connect("localhost", stranger.port()))
					.withMessageStartingWith("unknown_ca");
			}
		}
	}

	@Test
	void startTlsWhenThePinAloneDecidesNeedsNoName() throws Exception {
		SslContext client = Endpoints.client((b) -> b.pins(PinSet.of(PinMode.ENFORCE, SHOWN.fingerprint("sha256"))));
		try (TlsPeer peer = TlsPeer.presenting(OWN);
				Socket plain = new Socket(InetAddress.getLoopbackAddress(), peer.port());
				SslSocket socket = client.socketFactory().startTls(plain, "")) {
			assertThat(socket.peerCertificate()).isEqualTo(SHOWN);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void acceptWhenThePinAloneDecidesTakesTheClientItNames(String protocol) throws Exception {
		String right = PeerCertificate.of(CLIENT.certificate()).publicKeyFingerprint("sha256");
		assertThat(accept(protocol, right)).isNull();
		assertThat(accept(protocol, WRONG)).isInstanceOf(SslHandshakeException.class)
			.hasMessageStartingWith("pin_mismatch: ");
	}

	@ParameterizedTest
	@EnumSource(names = { "ALTERNATIVE", "ADDITIONAL" })
	void clientAuthWhenPinsDoNotDecideAloneStillNeedsACa(PinMode mode) {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Endpoints.server((b) -> b.clientAuth(ClientAuth.NEED).pins(PinSet.of(mode, WRONG))))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("client-auth"));
	}

	/** What a server with this pin for its clients, and no CA, makes of the client. */
	private static Throwable accept(String protocol, String pin) throws Exception {
		SslContext server = Endpoints
			.server((b) -> b.protocols(protocol).clientAuth(ClientAuth.NEED).pins(PinSet.of(PinMode.ENFORCE, pin)));
		try (SslServerSocket listening = Endpoints.listen(server)) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = listening.accept()) {
					return catchThrowable(() -> {
						socket.startHandshake();
						assertThat(socket.peerCertificate().certificate()).isEqualTo(CLIENT.certificate());
					});
				}
			});
			catchThrowable(() -> {
				try (SslSocket socket = Endpoints.client((b) -> b.identity(Endpoints.identity(CLIENT)))
					.socketFactory()
					.connect("localhost", listening.getLocalPort())) {
					socket.getInputStream().read();
				}
			});
			return Endpoints.get(accepted);
		}
	}

}

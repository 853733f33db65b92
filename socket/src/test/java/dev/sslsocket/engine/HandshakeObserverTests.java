package dev.sslsocket.engine;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.failure.SslReason;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class HandshakeObserverTests {

	private static final String RANDOM = "00".repeat(32);

	/** supported_versions: TLS 1.3. */
	private static final String TLS13 = "002b00020304";

	private static final String PRE_SHARED_KEY = "002900020000";

	private final HandshakeObserver observer = new HandshakeObserver(FlightRecorder.forNobody());

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void resumedWhenTheSameSlotComesAgainIsSeenByBothSides(String protocol) throws TlsFault {
		EngineSide clients = EngineSide.with().protocol(protocol);
		EngineSide servers = EngineSide.with(EngineSide.PKI.server()).protocol(protocol);
		EnginePair first = greeted(clients.client(7), servers.server());
		EnginePair second = greeted(clients.client(7), servers.server());
		EnginePair other = greeted(clients.client(8), servers.server());
		assertThat(first.client.facts().protocol()).isEqualTo(protocol);
		assertResumed(first, false);
		assertResumed(second, true);
		assertResumed(other, false);
		// Two chains for three handshakes: what the trust check saw agrees.
		assertThat(clients.checked()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void resumedWhenTheClientHasACertificateIsSeenByBothSides(String protocol) throws TlsFault {
		EngineSide clients = EngineSide.with(EngineSide.PKI.client()).protocol(protocol);
		EngineSide servers = EngineSide.with(EngineSide.PKI.server())
			.protocol(protocol)
			.parameters((parameters) -> parameters.setNeedClientAuth(true));
		assertResumed(greeted(clients.client(7), servers.server()), false);
		assertResumed(greeted(clients.client(7), servers.server()), true);
		assertThat(servers.checked()).hasSize(1);
	}

	/** BoringSSL sends its tickets with the first data. */
	private static EnginePair greeted(TlsEngine client, TlsEngine server) throws TlsFault {
		EnginePair pair = EnginePair.shaken(client, server);
		assertThat(EnginePair.carried("welcome", pair.server, pair.client)).isEqualTo("welcome");
		return pair;
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void groupWhenKeysWereExchangedIsTheSameOnBothSides(String protocol) {
		EnginePair pair = EnginePair.shaken(EngineSide.with().protocol(protocol).client(1),
				EngineSide.with(EngineSide.PKI.server()).protocol(protocol).server());
		assertThat(pair.client.facts().group()).isEqualTo(pair.server.facts().group())
			.matches("x25519|secp256r1|X25519MLKEM768");
	}

	@Test
	void resumedWhenNoServerHelloWasSeenIsFalse() {
		receive(21, "0228");
		assertThat(this.observer.resumed()).isFalse();
	}

	@Test
	void resumedWhenTls13TakesThePreSharedKeyIsTrue() {
		receive(22, serverHello(TLS13 + "00330004001d0000" + PRE_SHARED_KEY));
		assertThat(this.observer.resumed()).isTrue();
		assertThat(this.observer.group()).isEqualTo("x25519");
	}

	@Test
	void resumedWhenTls13AsksForAnotherKeyShareFirstIsReadFromTheSecondServerHello() {
		// HelloRetryRequest, the change_cipher_spec that middleboxes like, ServerHello.
		receive(22, serverHello(TLS13 + "003300020018"));
		receive(20, "01");
		assertThat(this.observer.resumed()).isFalse();
		receive(22, serverHello(TLS13 + "003300040018ffff" + PRE_SHARED_KEY));
		assertThat(this.observer.resumed()).isTrue();
		assertThat(this.observer.group()).isEqualTo("secp384r1");
	}

	@Test
	void resumedWhenTheServerAsksForAnotherKeyShareFirstIsSeenByBothSides() throws TlsFault {
		assumeThat(canSetGroups()).as("SSLParameters.setNamedGroups, from JDK 20").isTrue();
		EngineSide clients = EngineSide.with().protocol("TLSv1.3");
		EngineSide servers = EngineSide.with(EngineSide.PKI.server())
			.protocol("TLSv1.3")
			.parameters((parameters) -> setGroups(parameters, "secp521r1"));
		assertResumed(greeted(clients.client(7), servers.server()), false);
		EnginePair second = greeted(clients.client(7), servers.server());
		assertResumed(second, clients.checked().size() == 1);
		assertThat(second.client.facts().group()).isEqualTo("secp521r1");
	}

	@Test
	void resumedWhenTls12SendsNoCertificateIsTrue() {
		receive(22, serverHello(""));
		assertThat(this.observer.resumed()).isTrue();
		receive(22, "0b000003000000");
		assertThat(this.observer.resumed()).isFalse();
	}

	@Test
	void messagesWhenTls12EncryptsThemAreNotRead() {
		receive(22, serverHello(""));
		receive(20, "01");
		receive(22, "0b000003000000");
		assertThat(this.observer.resumed()).isTrue();
	}

	@Test
	void messagesWhenCutAnywhereAreRead() {
		String messages = serverHello(TLS13 + "00330004001d0000" + PRE_SHARED_KEY) + "0c00000403001d00";
		for (int size = 1; size < messages.length() / 2; size++) {
			HandshakeObserver cut = new HandshakeObserver(FlightRecorder.forNobody());
			for (int at = 0; at < messages.length(); at += 2 * size) {
				receive(cut, 22, messages.substring(at, Math.min(messages.length(), at + 2 * size)));
			}
			assertThat(cut.resumed()).as("records of %d bytes", size).isTrue();
			assertThat(cut.group()).isEqualTo("x25519");
		}
	}

	@Test
	void groupWhenTls12NamesACurveIsItsName() {
		receive(22, "0c000005030017ffff");
		assertThat(this.observer.group()).isEqualTo("secp256r1");
	}

	@Test
	void groupWhenNobodyKnowsItIsItsNumber() {
		receive(22, "0c00000303fe0d");
		assertThat(this.observer.group()).isEqualTo("0xfe0d");
	}

	@ParameterizedTest
	@CsvSource({ "true, false", "false, true" })
	void presentedNothingWhenTls12AsksIsWhetherWeHadNoCertificate(boolean certificate, boolean expected) {
		HandshakeObserver sender = new HandshakeObserver(FlightRecorder.forNobody());
		String body = certificate ? "000004000001ff" : "000000";
		byte[] bytes = record(22, message(11, body));
		sender.sent(bytes, 1, RecordHeader.at(bytes, 1));
		assertThat(sender.presentedNothing()).isEqualTo(expected);
		receive(22, message(11, body));
		assertThat(this.observer.presentedNothing()).as("the peer's").isFalse();
	}

	@Test
	void serverHelloWhenItEndsAnywhereIsTakenAsFarAsItGoes() {
		String whole = serverHello(TLS13 + "00330004001d0000" + PRE_SHARED_KEY).substring(8);
		for (int length = 0; length <= whole.length(); length += 2) {
			receive(new HandshakeObserver(FlightRecorder.forNobody()), 22, message(2, whole.substring(0, length)));
		}
		receive(22, message(2, "0303" + RANDOM + "ff"));
		assertThat(this.observer.resumed()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "0303,0c00000b0300170401020304 0401 0000,", "0303,0c00000b0300170401020304 0201 0000,rsa_pkcs1_sha1",
			"0303,0c00000b0300170401020304 0203 0000,ecdsa_sha1",
			"0303,0c00000b0300170401020304 0804 0000,rsa_pss_rsae_sha256", "0303,0f000004 0201 0000,rsa_pkcs1_sha1",
			"0303,0f000004 0401 0000,",
			// No scheme before TLS 1.2: these are two bytes of the signature.
			"0301,0c00000b0300170401020304 0201 0000,", "0301,0f000004 0201 0000," })
	void requireAllowedWhenTheSchemeIsDisabledRefusesEitherSide(String version, String message, String refused) {
		for (boolean ours : new boolean[] { true, false }) {
			HandshakeObserver watching = new HandshakeObserver(FlightRecorder.forNobody());
			watching.holdTo(SignaturePolicy.of(Set.of(0x0401)));
			receive(watching, 22, message(2, version + RANDOM + "00" + "c02f" + "00"));
			byte[] bytes = record(22, message.replace(" ", ""));
			if (ours) {
				watching.sent(bytes, 1, RecordHeader.at(bytes, 1));
			}
			else {
				watching.received(bytes, 1, RecordHeader.at(bytes, 1));
			}
			ThrowableAssert.ThrowingCallable required = watching::requireAllowed;
			if (refused == null) {
				assertThatCode(required).doesNotThrowAnyException();
			}
			else {
				assertThatExceptionOfType(TlsFault.class).isThrownBy(required)
					.withMessage("the handshake is signed by " + refused
							+ ", which this JVM does not allow (jdk.tls.disabledAlgorithms)")
					.satisfies((fault) -> assertThat(fault.reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE));
			}
		}
	}

	private static boolean canSetGroups() {
		return Arrays.stream(SSLParameters.class.getMethods())
			.anyMatch((method) -> method.getName().equals("setNamedGroups"));
	}

	private static void setGroups(SSLParameters parameters, String... groups) {
		try {
			SSLParameters.class.getMethod("setNamedGroups", String[].class).invoke(parameters, (Object) groups);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertResumed(EnginePair pair, boolean expected) {
		assertThat(pair.client.facts().resumed()).as("client").isEqualTo(expected);
		assertThat(pair.server.facts().resumed()).as("server").isEqualTo(expected);
	}

	private static String serverHello(String extensions) {
		return message(2,
				"0303" + RANDOM + "00" + "1301" + "00" + "%04x".formatted(extensions.length() / 2) + extensions);
	}

	private static String message(int type, String body) {
		return "%02x%06x".formatted(type, body.length() / 2) + body;
	}

	private void receive(int type, String hex) {
		receive(this.observer, type, hex);
	}

	private static void receive(HandshakeObserver observer, int type, String hex) {
		byte[] bytes = record(type, hex);
		observer.received(bytes, 1, RecordHeader.at(bytes, 1));
	}

	private static byte[] record(int type, String hex) {
		byte[] body = HexFormat.of().parseHex(hex);
		ByteArrayOutputStream record = new ByteArrayOutputStream();
		record.writeBytes(new byte[] { 99, (byte) type, 3, 3, (byte) (body.length >> 8), (byte) body.length });
		record.writeBytes(body);
		return record.toByteArray();
	}

}

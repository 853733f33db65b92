package dev.sslsocket.engine;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Provokes every cell of {@code docs/alerts.md} between two engines of the running JDK.
 * What other peers make of it is in OpensslAlertTests.
 */
class AlertTableTests {

	private static final byte[] NO_RECORD = { 99, 3, 3, 0, 1, 0 };

	private static final byte[] HELLO_REQUEST = { RecordHeader.HANDSHAKE, 3, 3, 0, 4, 0, 0, 0, 0 };

	/** Reasons that the engine, or the record layer, gives; all others are verdicts. */
	private static final Set<SslReason> NO_VERDICTS = EnumSet.of(SslReason.CERTIFICATE_REQUIRED,
			SslReason.PROTOCOL_VERSION, SslReason.HANDSHAKE_FAILURE, SslReason.UNRECOGNIZED_NAME,
			SslReason.NO_APPLICATION_PROTOCOL, SslReason.PROTOCOL_ERROR, SslReason.BAD_RECORD_MAC,
			SslReason.RENEGOTIATION_REFUSED);

	/** What no engine gets to see. */
	private static final Set<SslReason> BEFORE_THE_ENGINE = EnumSet.of(SslReason.CLIENT_HELLO_TOO_LARGE);

	private final EngineSide clients = EngineSide.with(EngineSide.PKI.client());

	private final EngineSide servers = EngineSide.with(EngineSide.PKI.server());

	static List<AlertTable.Told> cells() {
		return AlertTable.told()
			.stream()
			.filter((cell) -> !cell.told().equals(AlertTable.NONE) && !BEFORE_THE_ENGINE.contains(cell.reason()))
			.toList();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cells")
	void peerWhenRefusedIsToldWhatTheTableSays(AlertTable.Told cell) throws TlsFault {
		boolean client = cell.ours().equals("client");
		if (cell.reason() == SslReason.NO_APPLICATION_PROTOCOL && EngineUnderTest.isNative()) {
			assertThat(refusedBeforeTheEngine(cell).alertInClear()).endsWith(2, 120);
			return;
		}
		EnginePair pair = NO_VERDICTS.contains(cell.reason()) ? provoke(cell, client) : refuse(cell, client);
		assertThat(client ? pair.clientFault().reason() : pair.serverFault().reason()).isEqualTo(cell.reason());
		assertThat(client ? pair.toldToServer() : pair.toldToClient())
			.isEqualTo(cell.told().equals(AlertTable.NOTHING) ? List.of() : List.of(cell.told()));
	}

	/** BoringSSL is made when the application protocol is chosen. */
	private TlsFault refusedBeforeTheEngine(AlertTable.Told cell) throws TlsFault {
		TlsEngine client = this.clients.protocol(cell.protocol())
			.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "h2" }))
			.client(1);
		client.handshake();
		byte[] hello = client.outgoing().drain();
		Preface.Hello read = (Preface.Hello) Preface.ofClient(hello, 0, hello.length);
		return catchThrowableOfType(TlsFault.class,
				() -> this.servers.protocol(cell.protocol()).server(read.hello(), (offered) -> null));
	}

	@Test
	void clientWhenItsHelloIsTooLargeIsToldWhatTheTableSaysBeforeThereIsAnEngine() {
		Preface preface = Preface.ofClient(new byte[] { 22, 3, 1, 0x40, 0, 1, 0, (byte) 0x80, 1 }, 0, 9);
		assertThat(preface).isInstanceOfSatisfying(Preface.Refused.class,
				(refused) -> assertThat(refused.fault().alertInClear()).containsExactly(21, 3, 3, 0, 2, 2, 47));
		assertThat(AlertTable.told().stream().filter((cell) -> BEFORE_THE_ENGINE.contains(cell.reason()))).isNotEmpty()
			.allSatisfy((cell) -> assertThat(cell.told()).isEqualTo("illegal_parameter"));
	}

	@Test
	void reasonWhenItHasAnAlertIsInTheTableAndElseAmongTheSilentOnes() {
		for (SslReason reason : SslReason.values()) {
			Alert exact = Alert.of(reason);
			assertThat(AlertTable.told().stream().filter((cell) -> cell.reason() == reason))
				.as("rows of %s in docs/alerts.md", reason)
				.allSatisfy((cell) -> assertThat(cell.exact()).isEqualTo(String.valueOf(exact)))
				.hasSizeGreaterThan((exact != null) ? 1 : -1)
				.hasSizeLessThan((exact != null) ? 5 : 1);
			assertThat(AlertTable.silence().contains("`" + reason + "`"))
				.as("silence about %s in docs/alerts.md", reason)
				.isEqualTo(exact == null);
		}
	}

	@Test
	void alertWhenReceivedMeansWhatTheTableSays() {
		List<String> listed = AlertTable.received().stream().map((row) -> row.get(0)).toList();
		for (Alert alert : Alert.values()) {
			String row = listed.contains(alert.toString()) ? alert.toString() : "any other";
			String meaning = AlertTable.received().get(listed.indexOf(row)).get(1);
			assertMeaning(alert, meaning,
					new JsseFaultTranslator().translate(new SSLHandshakeException("Received fatal alert: " + alert)));
			assertMeaning(alert, meaning, new OpenSslFaultTranslator().translate(new SSLHandshakeException(
					"error:%x:SSL routines:x:ALERT".formatted(0x10000000 + 1000 + Alert.number(alert.toString())))));
		}
	}

	private static void assertMeaning(Alert alert, String meaning, TlsFault fault) {
		assertThat(fault.reason()).as("meaning of %s", alert).hasToString(meaning);
		assertThat(fault.peerAlert()).isEqualTo(alert.toString());
	}

	@Test
	void alertInClearIsTheOnlyOneThatGoesOut() throws TlsFault {
		TlsEngine client = this.clients.client(1);
		assertThat(client.handshake()).isEqualTo(TlsEngine.Need.OUTPUT);
		client.outgoing().drain();
		client.incoming().add(NO_RECORD, 0, NO_RECORD.length);
		client.abort(catchThrowableOfType(TlsFault.class, client::handshake));
		assertThat(client.outgoing().drain()).containsExactly(21, 3, 3, 0, 2, 2, 10);
	}

	@Test
	void alertWhenEncryptionHasBegunIsLeftToTheEngine() throws TlsFault {
		EnginePair pair = new EnginePair(this.clients.protocol("TLSv1.2").client(1),
				this.servers.protocol("TLSv1.2").server())
			.injectBehindFinished(NO_RECORD);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.PROTOCOL_ERROR);
		assertThat(pair.toldToServer()).isEqualTo(EngineUnderTest.isNative() ? List.of() : List.of("close_notify"));
	}

	@Test
	void alertWhenARecordIsTooLongIsRecordOverflow() throws TlsFault {
		TlsEngine client = this.clients.client(1);
		client.handshake();
		client.outgoing().drain();
		client.incoming().add(new byte[] { 22, 3, 3, 0x7f, 0 }, 0, 5);
		client.abort(catchThrowableOfType(TlsFault.class, client::handshake));
		assertThat(client.outgoing().drain()).containsExactly(21, 3, 3, 0, 2, 2, 22);
	}

	@Test
	void alertWhenTheEngineFoundTheFaultIsItsOwn() throws TlsFault {
		TlsEngine client = this.clients.client(1);
		client.handshake();
		client.outgoing().drain();
		// A ServerHello without a body: the JDK says which rule it breaks.
		client.incoming().add(new byte[] { 22, 3, 3, 0, 4, 2, 0, 0, 0 }, 0, 9);
		TlsFault fault = catchThrowableOfType(TlsFault.class, () -> {
			client.handshake();
			client.runTasks();
			client.handshake();
		});
		assertThat(fault.alertInClear()).isEmpty();
		client.abort(fault);
		assertThat(client.outgoing().drain()).hasSize(7).startsWith(21, 3).endsWith(2, 50);
	}

	@Test
	void certificateRequiredInClearIsHandshakeFailureAsRfc5246HasIt() {
		assertThat(Alert.CERTIFICATE_REQUIRED.recordInClear()).containsExactly(21, 3, 3, 0, 2, 2, 40);
		assertThat(Alert.UNKNOWN_CA.recordInClear()).containsExactly(21, 3, 3, 0, 2, 2, 48);
	}

	private EnginePair refuse(AlertTable.Told cell, boolean client) {
		SslCertificateException refusal = new SslCertificateException(cell.reason(), "CN=x", 0, "no", null);
		this.servers.parameters((parameters) -> parameters.setNeedClientAuth(true));
		(client ? this.clients : this.servers).refusing(refusal);
		return pair(cell).shake();
	}

	private EnginePair provoke(AlertTable.Told cell, boolean client) throws TlsFault {
		String other = cell.protocol().equals("TLSv1.2") ? "TLSv1.3" : "TLSv1.2";
		switch (cell.reason()) {
			case CERTIFICATE_REQUIRED -> {
				this.servers.parameters((parameters) -> parameters.setNeedClientAuth(true));
				return new EnginePair(EngineSide.with().protocol(cell.protocol()).client(1),
						this.servers.protocol(cell.protocol()).server())
					.shake();
			}
			case PROTOCOL_VERSION -> {
				return new EnginePair(this.clients.protocol(cell.protocol()).client(1),
						this.servers.protocol(other).server())
					.shake();
			}
			case HANDSHAKE_FAILURE -> {
				if (EngineUnderTest.isNative() && cell.protocol().equals("TLSv1.3")) {
					this.clients.parameters((parameters) -> TlsParameters.namedGroups(parameters, List.of("x25519")));
					this.servers
						.parameters((parameters) -> TlsParameters.namedGroups(parameters, List.of("secp384r1")));
					return pair(cell).shake();
				}
				this.clients.parameters((parameters) -> parameters.setCipherSuites(suite(cell, "128_GCM_SHA256")));
				this.servers.parameters((parameters) -> parameters.setCipherSuites(suite(cell, "256_GCM_SHA384")));
				return pair(cell).shake();
			}
			case UNRECOGNIZED_NAME -> {
				this.clients
					.parameters((parameters) -> parameters.setServerNames(List.of(new SNIHostName("other.example"))));
				this.servers.parameters(
						(parameters) -> parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("localhost"))));
				return pair(cell).shake();
			}
			case NO_APPLICATION_PROTOCOL -> {
				this.clients.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "h2" }));
				this.servers.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "imap" }));
				return pair(cell).shake();
			}
			case PROTOCOL_ERROR -> {
				return pair(cell).inject(client, NO_RECORD);
			}
			case BAD_RECORD_MAC -> {
				return shaken(cell).damage(client);
			}
			case RENEGOTIATION_REFUSED -> {
				return shaken(cell).injectData(client, HELLO_REQUEST);
			}
			default -> throw new IllegalArgumentException(cell.toString());
		}
	}

	private static String[] suite(AlertTable.Told cell, String end) {
		String begin = cell.protocol().equals("TLSv1.2") ? "TLS_ECDHE_ECDSA_WITH_AES_" : "TLS_AES_";
		return Arrays.asList(begin + end).toArray(String[]::new);
	}

	private EnginePair pair(AlertTable.Told cell) {
		return new EnginePair(this.clients.protocol(cell.protocol()).client(1),
				this.servers.protocol(cell.protocol()).server());
	}

	private EnginePair shaken(AlertTable.Told cell) {
		return EnginePair.shaken(this.clients.protocol(cell.protocol()).client(1),
				this.servers.protocol(cell.protocol()).server());
	}

}

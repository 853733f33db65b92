package dev.sslsocket.engine;

import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FlightRecorderTests {

	private static final byte[] APPLICATION_DATA = HexFormat.of().parseHex("1703030200" + "00".repeat(512));

	private static final byte[] CHANGE_CIPHER_SPEC = HexFormat.of().parseHex("140303000101");

	private static final byte[] UNKNOWN_CA = HexFormat.of().parseHex("15030300020230");

	private long now = 5_000_000_000L;

	private final List<String> progress = new ArrayList<>();

	private boolean wanted;

	private final FlightRecorder recorder = new FlightRecorder(() -> this.now, new FlightRecorder.Progress() {

		@Override
		public boolean wanted() {
			return FlightRecorderTests.this.wanted;
		}

		@Override
		public void line(String line) {
			FlightRecorderTests.this.progress.add(line);
		}

	});

	private final HandshakeObserver observer = new HandshakeObserver(this.recorder);

	@Test
	void handshakeWhenItIsTls13IsToldFromHelloToData() {
		HelloBytes hello = HelloBytes.client()
			.versions(0x0a0a, 0x0304, 0x0303)
			.serverName("orders.example")
			.alpn("h2")
			.groups(0x1a1a, 29, 23)
			.suites(0x1301, 0x1302, 0xc02f, 0xc030, 0x9e, 0xff);
		sent(hello.record());
		after(3);
		received(HelloBytes.server(0x1302).version13().keyShare(29).record());
		received(APPLICATION_DATA);
		after(6);
		received(UNKNOWN_CA);
		assertThat(lines(SslReason.CERTIFICATE_REFUSED_BY_PEER)).containsExactly(
				"+0ms > ClientHello TLSv1.3,TLSv1.2 sni=orders.example alpn=h2 groups=x25519,secp256r1 suites=5 "
						+ hello.length() + " bytes",
				"+3ms < ServerHello TLSv1.3 TLS_AES_256_GCM_SHA384 group=x25519 resumed=no 58 bytes",
				"+3ms < application_data 512 bytes, encrypted", "+9ms < alert fatal unknown_ca",
				"+9ms = certificate_refused_by_peer");
	}

	@Test
	void suitesWhenTheyAreFewAreNamed() {
		sent(HelloBytes.client().suites(0xc02f, 0x1306, 0xff).record());
		assertThat(lines(SslReason.HANDSHAKE_FAILURE)).first()
			.asString()
			.contains(" TLSv1.2 suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,0x1306 ");
	}

	@Test
	void serverHelloWhenItAsksForAnotherKeyShareIsNamed() {
		received(HelloBytes.retry().version13().group(25).record());
		received(CHANGE_CIPHER_SPEC);
		received(HelloBytes.server(0x1301).version13().keyShare(25).preSharedKey().record());
		assertThat(lines(SslReason.CLOSED)).startsWith(
				"+0ms < HelloRetryRequest TLSv1.3 TLS_AES_128_GCM_SHA256 group=secp521r1 56 bytes",
				"+0ms < change_cipher_spec 1 byte",
				"+0ms < ServerHello TLSv1.3 TLS_AES_128_GCM_SHA256 group=secp521r1 resumed=yes 64 bytes");
	}

	@Test
	void tls12WhenItsMessagesShareARecordHasALineForEach() {
		String messages = HelloBytes.message(2, HelloBytes.server(0xc02f).body())
				+ HelloBytes.message(11, "000004000001ff") + HelloBytes.message(12, "03001dffffffff")
				+ HelloBytes.message(13, "00") + HelloBytes.message(14, "");
		received(HelloBytes.record(22, messages));
		sent(HelloBytes.record(22, HelloBytes.message(11, "000000")));
		sent(CHANGE_CIPHER_SPEC);
		sent(HelloBytes.record(22, "00".repeat(40)));
		sent(HelloBytes.record(21, "00".repeat(26)));
		assertThat(lines(SslReason.CERTIFICATE_REQUIRED)).containsExactly(
				"+0ms < ServerHello TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 42 bytes",
				"+0ms < Certificate 11 bytes", "+0ms < ServerKeyExchange group=x25519 11 bytes",
				"+0ms < CertificateRequest 5 bytes", "+0ms < ServerHelloDone 4 bytes",
				"+0ms > Certificate (none) 7 bytes", "+0ms > change_cipher_spec 1 byte",
				"+0ms > handshake 40 bytes, encrypted", "+0ms > alert 26 bytes, encrypted",
				"+0ms = certificate_required");
	}

	@Test
	void recordsWhenThereAreManyKeepsTheFirstAndTheLast() {
		sent(HelloBytes.client().serverName("first.example").record());
		for (int i = 0; i < 1000; i++) {
			received(CHANGE_CIPHER_SPEC);
		}
		after(7);
		received(UNKNOWN_CA);
		List<String> lines = lines(SslReason.PEER_ALERT);
		assertThat(lines).hasSize(26).first().asString().contains("sni=first.example");
		assertThat(lines.get(8)).isEqualTo("... 978 more");
		assertThat(lines.subList(24, 26)).containsExactly("+7ms < alert fatal unknown_ca", "+7ms = peer_alert");
	}

	@Test
	void helloWhenItIsNotAmongTheFirstHasNoNote() {
		for (int i = 0; i < 8; i++) {
			received(CHANGE_CIPHER_SPEC);
		}
		sent(HelloBytes.client().serverName("late.example").record());
		assertThat(lines(SslReason.CLOSED).get(8)).matches("\\+0ms > ClientHello \\d+ bytes");
	}

	@Test
	void messageWhenItDripsIsOneLineAndThenTheMessage() {
		byte[] hello = HelloBytes.client().serverName("slow.example").record();
		for (int at = 5; at < hello.length - 1; at++) {
			received(HelloBytes.record(22, "%02x".formatted(hello[at] & 0xff)));
		}
		assertThat(lines(SslReason.HANDSHAKE_TIMEOUT)).hasSize(2)
			.first()
			.isEqualTo("+0ms < handshake, a message cut short: " + (hello.length - 6) + " bytes");
		received(HelloBytes.record(22, "%02x".formatted(hello[hello.length - 1] & 0xff)));
		assertThat(lines(SslReason.CLOSED)).hasSize(2).first().asString().contains("ClientHello", "sni=slow.example");
	}

	@Test
	void namesWhenThePeerWouldForgeLinesArePrintable() {
		sent(HelloBytes.client().serverName("a\r\n+1ms < alert\u001b[2J").alpn("h2,x y\n", "\u00ff").record());
		assertThat(lines(SslReason.CLOSED)).first()
			.asString()
			.contains(" sni=a??+1ms?<?alert?[2J alpn=h2?x?y?,? ")
			.matches("[ -~]+");
	}

	@Test
	void namesWhenTheyAreLongAreCut() {
		sent(HelloBytes.client().serverName("x".repeat(250)).alpn("y".repeat(200)).record());
		assertThat(lines(SslReason.CLOSED)).first()
			.asString()
			.contains("sni=" + "x".repeat(64) + "... ", "alpn=" + "y".repeat(47) + "... ");
	}

	@Test
	void plaintextAndTheEndOfTcpAreLines() {
		sent(HelloBytes.client().record());
		this.recorder.notTls("HTTP/1.1 400");
		this.recorder.endOfTcp(true);
		this.recorder.endOfTcp(false);
		assertThat(lines(SslReason.NOT_TLS)).endsWith("+0ms < not TLS: \"HTTP/1.1 400\"", "+0ms < end of TCP",
				"+0ms < TCP broken off", "+0ms = not_tls");
	}

	@Test
	void timesWhenTheHandshakeBeginsBeforeTheFirstRecordCountFromThere() {
		this.recorder.begin();
		after(500);
		assertThat(lines(SslReason.HANDSHAKE_TIMEOUT)).containsExactly("+500ms = handshake_timeout");
		this.recorder.begin();
		received(CHANGE_CIPHER_SPEC);
		assertThat(lines(SslReason.CLOSED)).first().isEqualTo("+500ms < change_cipher_spec 1 byte");
	}

	@Test
	void earlyBytesWhenThereIsNoEngineAreRecorded() {
		byte[] hello = HelloBytes.client().serverName("nobody.example").record();
		this.recorder.received(hello);
		this.recorder.sent(UNKNOWN_CA);
		assertThat(lines(SslReason.UNRECOGNIZED_NAME)).satisfiesExactly(
				(line) -> assertThat(line).contains("< ClientHello", "sni=nobody.example"),
				(line) -> assertThat(line).isEqualTo("+0ms > alert fatal unknown_ca"),
				(line) -> assertThat(line).isEqualTo("+0ms = unrecognized_name"));
	}

	@Test
	void earlyBytesWhenTheyAreNoTlsAreLeftToWhoSaysSo() {
		this.recorder.received("GET / HTTP/1.1\r\n\r\n".getBytes());
		assertThat(lines(SslReason.NOT_TLS)).containsExactly("+0ms = not_tls");
	}

	@Test
	void alertWhenItIsEncryptedIsNamedOnceTheEngineHasReadIt() {
		received(APPLICATION_DATA);
		received(HexFormat.of().parseHex("1703030013" + "00".repeat(19)));
		this.recorder.alertRead(Alert.number("unknown_ca"));
		this.recorder.alertRead(Alert.number("unknown_ca"));
		assertThat(lines(SslReason.PEER_ALERT)).containsExactly("+0ms < application_data 512 bytes, encrypted",
				"+0ms < alert unknown_ca, encrypted", "+0ms = peer_alert");
	}

	// The engine's own words are dropped where ours go out.
	@Test
	void alertsInClearWhenTheHandshakeEndsAreTheOneThatWentOut() {
		sent(UNKNOWN_CA);
		this.recorder.ending();
		sent(HexFormat.of().parseHex("1503030002015a"));
		sent(HexFormat.of().parseHex("15030300020100"));
		this.recorder.lastAlert(80);
		assertThat(lines(SslReason.PROTOCOL_ERROR)).containsExactly("+0ms > alert fatal internal_error",
				"+0ms = protocol_error");
	}

	@Test
	void alertWhenTheEngineEncryptsItIsNamedAsFarAsItIsKnown() {
		this.recorder.ending();
		sent(APPLICATION_DATA);
		this.recorder.alertToCome(Alert.number("bad_certificate"));
		sent(APPLICATION_DATA);
		assertThat(lines(SslReason.UNKNOWN_CA)).containsExactly("+0ms > alert, encrypted",
				"+0ms > alert bad_certificate, encrypted", "+0ms = unknown_ca");
	}

	// BoringSSL has it sent before it says why.
	@Test
	void alertWhenItsLengthGivesItAwayIsNamedAfterwards() {
		received(HelloBytes.server(0x1302).version13().record());
		sent(HexFormat.of().parseHex("1703030013" + "00".repeat(19)));
		received(APPLICATION_DATA);
		this.recorder.alertToCome(Alert.number("unknown_ca"));
		assertThat(lines(SslReason.UNKNOWN_CA)).element(1).isEqualTo("+0ms > alert unknown_ca, encrypted");
	}

	@Test
	void progressWhenWantedGetsEachLineAsItComes() {
		received(APPLICATION_DATA);
		this.wanted = true;
		received(HelloBytes.server(0x1302).version13().record());
		this.wanted = false;
		received(UNKNOWN_CA);
		assertThat(this.progress)
			.containsExactly("+0ms < ServerHello TLSv1.3 TLS_AES_256_GCM_SHA384 resumed=no 50 bytes");
	}

	@Test
	void linesWhenForgottenAreNone() {
		received(UNKNOWN_CA);
		this.recorder.forget();
		received(UNKNOWN_CA);
		this.recorder.alertRead(48);
		this.recorder.lastAlert(48);
		this.recorder.notTls("x");
		assertThat(lines(SslReason.CLOSED)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void handshakeWhenAnEngineRunsItAndRefusesItsPeerIsRecordedOnBothSides(String protocol) {
		EngineSide clients = EngineSide.with().protocol(protocol).refusing(new CertificateException("no"));
		EngineSide servers = EngineSide.with(EngineSide.PKI.server()).protocol(protocol);
		FlightRecorder ofServer = new FlightRecorder(() -> this.now, new Silence());
		TlsEngine client = clients.client(1);
		TlsEngine server = servers.server();
		client.recorder(this.recorder);
		server.recorder(ofServer);
		new EnginePair(client, server).shake();
		List<String> atClient = lines(SslReason.UNKNOWN_CA);
		List<String> atServer = ofServer.lines(SslReason.PEER_ALERT);
		assertThat(atClient.get(0)).startsWith("+0ms > ClientHello " + protocol + " ").contains("groups=", "suites=");
		assertThat(atServer.get(0)).isEqualTo(atClient.get(0).replace('>', '<'));
		assertThat(atClient.get(1)).startsWith("+0ms < ServerHello " + protocol + " TLS_");
		assertThat(atServer.get(1)).isEqualTo(atClient.get(1).replace('<', '>'));
		assertThat(atClient.get(atClient.size() - 2)).startsWith("+0ms > alert");
		assertThat(atServer.get(atServer.size() - 2))
			.matches(protocol.equals("TLSv1.2") ? "\\+0ms < alert fatal \\w+" : "\\+0ms < alert \\w+, encrypted");
	}

	private void after(int millis) {
		this.now += millis * 1_000_000L;
	}

	private List<String> lines(SslReason verdict) {
		return this.recorder.lines(verdict);
	}

	private void received(byte[] record) {
		this.observer.received(record, 0, RecordHeader.at(record, 0));
	}

	private void sent(byte[] record) {
		this.observer.sent(record, 0, RecordHeader.at(record, 0));
	}

}

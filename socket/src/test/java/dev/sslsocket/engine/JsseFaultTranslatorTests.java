package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.List;

import javax.crypto.BadPaddingException;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * JSSE says what went wrong in words only, so most faults here are made by real engines:
 * a JDK that changes its words turns these tests red.
 */
class JsseFaultTranslatorTests {

	private static final SslCertificateException REFUSAL = new SslCertificateException(SslReason.HOSTNAME_MISMATCH,
			"CN=x", 0, "connected to 'a'; the certificate is for b", null);

	private final EngineSide clients = EngineSide.with();

	private final EngineSide servers = EngineSide.with(EngineSide.PKI.server());

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenOurTrustCheckRefusesItKeepsTheReasonOfTheCheck(String protocol) {
		EnginePair pair = shake(protocol, this.clients.refusing(REFUSAL), this.servers);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(pair.clientFault()).hasMessage(REFUSAL.getMessage()).hasCause(REFUSAL);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
		String alert = AlertTable.told("client", protocol, SslReason.HOSTNAME_MISMATCH);
		assertThat(pair.serverFault()).hasMessage("the peer sent the alert " + alert);
		assertThat(pair.serverFault().peerAlert()).isEqualTo(alert);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItsCertificateIsRefusedLearnsIt(String protocol) {
		this.servers.parameters((parameters) -> parameters.setNeedClientAuth(true)).refusing(REFUSAL);
		EnginePair pair = shake(protocol, EngineSide.with(EngineSide.PKI.client()), this.servers);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItHasNoCertificateIsToldThatOneIsRequired(String protocol) {
		this.servers.parameters((parameters) -> parameters.setNeedClientAuth(true));
		EnginePair pair = shake(protocol, this.clients, this.servers);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
		// On TLS 1.3 JDK 17 says bad_certificate; Diagnosis knows that there was none.
		assertThat(pair.clientFault().reason()).isIn(SslReason.CERTIFICATE_REQUIRED,
				SslReason.CERTIFICATE_REFUSED_BY_PEER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItHasNoneOfTheApplicationProtocolsOfferedSaysSo(String protocol) {
		this.clients.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "one" }));
		this.servers.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "two" }));
		EnginePair pair = shake(protocol, this.clients, this.servers);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.NO_APPLICATION_PROTOCOL);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.NO_APPLICATION_PROTOCOL);
	}

	// JSSE says unexpected_message of it, which RFC 8446 has for something else.
	@Test
	void serverWhenThereIsNoGroupInCommonSaysSo() {
		TlsFault fault = new JsseFaultTranslator()
			.translate(new SSLHandshakeException("(unexpected_message) No common named group"));
		assertThat(fault.reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
		assertThat(fault).hasMessage("no key exchange group in common (ssl.groups)");
		assertThat(fault.alertInClear()).containsExactly(21, 3, 3, 0, 2, 2, 40);
		if (!TlsParameters.takeNamedGroups()) {
			return;
		}
		EnginePair pair = shake("TLSv1.3",
				this.clients.parameters((parameters) -> TlsParameters.namedGroups(parameters, List.of("x448"))),
				this.servers.parameters((parameters) -> TlsParameters.namedGroups(parameters, List.of("secp521r1"))));
		assertThat(pair.serverFault()).hasMessage(fault.getMessage());
		assertThat(pair.clientFault()).hasMessage("the peer sent the alert handshake_failure");
	}

	@Test
	void handshakeFailureWhenWePresentedNothingMeansThatACertificateIsRequired() {
		SSLException thrown = new SSLHandshakeException("Received fatal alert: handshake_failure");
		assertThat(new JsseFaultTranslator().translate(thrown, 40, true).reason())
			.isEqualTo(SslReason.CERTIFICATE_REQUIRED);
		assertThat(new JsseFaultTranslator().translate(thrown, null, true).reason())
			.isEqualTo(SslReason.CERTIFICATE_REQUIRED);
		assertThat(new JsseFaultTranslator().translate(thrown, 40, false).reason())
			.isEqualTo(SslReason.HANDSHAKE_FAILURE);
		assertThat(new JsseFaultTranslator().translate(thrown, 70, true).reason())
			.isEqualTo(SslReason.PROTOCOL_VERSION);
	}

	@Test
	void serverNameWhenTheServerDoesNotKnowItIsTheReason() {
		this.clients.parameters((parameters) -> parameters.setServerNames(List.of(new SNIHostName("other.example"))));
		this.servers
			.parameters((parameters) -> parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("localhost"))));
		EnginePair pair = shake("TLSv1.3", this.clients, this.servers);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.UNRECOGNIZED_NAME);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.UNRECOGNIZED_NAME);
	}

	@Test
	void versionsWhenNoneIsCommonAreTheReason() {
		EnginePair pair = new EnginePair(this.clients.protocol("TLSv1.3").client(1),
				this.servers.protocol("TLSv1.2").server())
			.shake();
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.PROTOCOL_VERSION);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.PROTOCOL_VERSION);
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.3, TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384",
			"TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384" })
	void suitesWhenNoneIsCommonFailTheHandshake(String protocol, String client, String server) {
		this.clients.parameters((parameters) -> parameters.setCipherSuites(new String[] { client }));
		this.servers.parameters((parameters) -> parameters.setCipherSuites(new String[] { server }));
		EnginePair pair = shake(protocol, this.clients, this.servers);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
	}

	@Test
	void suitesWhenTheyDoNotFitOurOwnVersionsFailTheHandshake() {
		this.clients.parameters(
				(parameters) -> parameters.setCipherSuites(new String[] { "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" }));
		EnginePair pair = shake("TLSv1.3", this.clients, this.servers);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
	}

	@Test
	void applicationProtocolsWhenNoneIsCommonAreTheReason() {
		this.clients.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "h2" }));
		this.servers.parameters((parameters) -> parameters.setApplicationProtocols(new String[] { "imap" }));
		EnginePair pair = shake("TLSv1.3", this.clients, this.servers);
		assertThat(pair.serverFault().reason()).isEqualTo(SslReason.NO_APPLICATION_PROTOCOL);
		assertThat(pair.clientFault().reason()).isEqualTo(SslReason.NO_APPLICATION_PROTOCOL);
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.3, TLS_AES_128_GCM_SHA256",
			"TLSv1.3, TLS_CHACHA20_POLY1305_SHA256" })
	void recordWhenDamagedIsABadRecordMacOnBothSides(String protocol, String suite) throws TlsFault {
		this.clients.parameters((parameters) -> parameters.setCipherSuites(new String[] { suite }));
		EnginePair pair = EnginePair.shaken(this.clients.protocol(protocol).client(1),
				this.servers.protocol(protocol).server());
		assertThat(EnginePair.carried("hello", pair.client, pair.server)).isEqualTo("hello");
		pair.client.write(new byte[100], 0, 100);
		byte[] damaged = pair.client.outgoing().drain();
		damaged[damaged.length - 1] ^= 1;
		pair.server.incoming().add(damaged, 0, damaged.length);
		TlsFault fault = catchThrowableOfType(TlsFault.class, () -> pair.server.read(ByteBuffer.allocate(100)));
		assertThat(fault.reason()).isEqualTo(SslReason.BAD_RECORD_MAC);
		pair.server.closeOutbound();
		EnginePair.carry(pair.server, pair.client);
		TlsFault told = catchThrowableOfType(TlsFault.class, () -> pair.client.read(ByteBuffer.allocate(100)));
		assertThat(told.reason()).isEqualTo(SslReason.BAD_RECORD_MAC);
	}

	@ParameterizedTest
	@CsvSource({ "certificate_required, CERTIFICATE_REQUIRED", "unknown_ca, CERTIFICATE_REFUSED_BY_PEER",
			"certificate_expired, CERTIFICATE_REFUSED_BY_PEER", "certificate_revoked, CERTIFICATE_REFUSED_BY_PEER",
			"access_denied, CERTIFICATE_REFUSED_BY_PEER", "unrecognized_name, UNRECOGNIZED_NAME",
			"insufficient_security, HANDSHAKE_FAILURE", "internal_error, PEER_ALERT" })
	void alertWhenThePeerSendsItIsTheReason(String alert, SslReason expected) {
		TlsFault fault = new JsseFaultTranslator()
			.translate(new SSLHandshakeException("Received fatal alert: " + alert));
		assertThat(fault.reason()).isEqualTo(expected);
		assertThat(fault).hasMessage("the peer sent the alert " + alert);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			(unrecognized_name) x | UNRECOGNIZED_NAME
			(protocol_version) x | PROTOCOL_VERSION
			(certificate_required) Empty client certificate chain | CERTIFICATE_REQUIRED
			(handshake_failure) Empty client certificate chain | CERTIFICATE_REQUIRED
			""")
	void messageWhenTheEngineItselfRefusesIsTheReason(String message, SslReason expected) {
		TlsFault fault = new JsseFaultTranslator().translate(new SSLHandshakeException(message));
		assertThat(fault.reason()).isEqualTo(expected);
		assertThat(fault).hasMessage(message);
	}

	@Test
	void reasonWhenItIsDeepInTheCausesIsFound() {
		SSLException thrown = new SSLHandshakeException("(certificate_unknown) PKIX");
		thrown.initCause(new IllegalStateException(REFUSAL));
		assertThat(new JsseFaultTranslator().translate(thrown).reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		SSLException damaged = new SSLException("(bad_record_mac) x",
				new IllegalStateException(new BadPaddingException()));
		assertThat(new JsseFaultTranslator().translate(damaged).reason()).isEqualTo(SslReason.BAD_RECORD_MAC);
	}

	@Test
	void faultWhenTranslatedAlreadyStaysAsItIs() {
		TlsFault fault = new TlsFault(SslReason.RENEGOTIATION_REFUSED, "no");
		assertThat(new JsseFaultTranslator().translate(fault)).isSameAs(fault);
	}

	@Test
	void faultWhenNothingIsKnownOfItIsAProtocolError() {
		SSLException thrown = new SSLException((String) null);
		assertThat(new JsseFaultTranslator().translate(thrown).reason()).isEqualTo(SslReason.PROTOCOL_ERROR);
		assertThat(new JsseFaultTranslator().translate(new SSLException("(unexpected_message) x")).reason())
			.isEqualTo(SslReason.PROTOCOL_ERROR);
	}

	private static EnginePair shake(String protocol, EngineSide clients, EngineSide servers) {
		return new EnginePair(clients.protocol(protocol).client(1), servers.protocol(protocol).server()).shake();
	}

}

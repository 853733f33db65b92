package dev.sslsocket.engine;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What BoringSSL was seen to say, and what it means. That it says so is in
 * {@code AlertTableTests}, run with the native engine.
 */
@RequiresNativeEngine
class OpenSslFaultTranslatorTests {

	private final OpenSslFaultTranslator faults = new OpenSslFaultTranslator();

	@ParameterizedTest
	@CsvSource({ "error:100000b8:SSL routines:OPENSSL_internal:NO_SHARED_CIPHER, handshake_failure",
			"error:1000010a:SSL routines:OPENSSL_internal:NO_SHARED_GROUP, handshake_failure",
			"error:100000f3:SSL routines:OPENSSL_internal:WRONG_CURVE, handshake_failure",
			"error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL, protocol_version",
			"error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE, certificate_required",
			"error:1e000065:Cipher functions:OPENSSL_internal:BAD_DECRYPT, bad_record_mac",
			"error:1000008b:SSL routines:OPENSSL_internal:DECRYPTION_FAILED_OR_BAD_RECORD_MAC, bad_record_mac",
			"error:100000a0:SSL routines:OPENSSL_internal:LENGTH_MISMATCH, protocol_error",
			"Unable to find key material for auth method(s): [RSA], handshake_failure",
			"something else, protocol_error" })
	void messageWhenTheEngineFoundTheFaultGivesItsReason(String message, String reason) {
		TlsFault fault = this.faults.translate(new SSLHandshakeException(message));
		assertThat(fault.reason()).hasToString(reason);
		assertThat(fault.peerAlert()).isNull();
	}

	@Test
	void messageWhenItIsTheCausesIsFoundAllTheSame() {
		SSLException thrown = new SSLException(
				new SSLException("error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE"));
		TlsFault fault = this.faults.translate(thrown);
		assertThat(fault.reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
		assertThat(fault.peerAlert()).isEqualTo("handshake_failure");
		assertThat(this.faults.alertOfOurs(thrown)).isNull();
	}

	@Test
	void handshakeFailureWhenWeHadNoCertificateIsThat() {
		TlsFault fault = this.faults.translate(
				new SSLException("error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE"), null,
				true);
		assertThat(fault.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
	}

	@Test
	void alertInClearWhenItCameBeforeCountsMoreThanWhatTheEngineSays() {
		TlsFault fault = this.faults
			.translate(new SSLException("error:1e000065:Cipher functions:OPENSSL_internal:BAD_DECRYPT"), 48, false);
		assertThat(fault.reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
		assertThat(fault.peerAlert()).isEqualTo("unknown_ca");
	}

	@ParameterizedTest
	@CsvSource({ "CERTIFICATE_EXPIRED, certificate_expired", "UNKNOWN_CA, unknown_ca", "REVOKED, certificate_revoked",
			"HOSTNAME_MISMATCH, bad_certificate", "UNSUITABLE_CERTIFICATE, unsupported_certificate",
			"CALLBACK_REFUSED, certificate_unknown", "REVOCATION_UNKNOWN, certificate_unknown" })
	void refusalOfOursKeepsItsReasonAndNamesTheAlertThatWasSent(SslReason reason, String alert) {
		SSLHandshakeException thrown = new SSLHandshakeException(
				"error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED");
		thrown.initCause(OpenSslRefusal.of(new SslCertificateException(reason, "CN=x", 0, "no", null)));
		assertThat(this.faults.translate(thrown).reason()).isEqualTo(reason);
		assertThat(this.faults.alertOfOurs(thrown)).isEqualTo(alert);
	}

	@Test
	void alertWhenNobodyKnowsItIsNotGuessed() {
		assertThat(this.faults.alertOfOurs(new SSLException("something else"))).isNull();
	}

}

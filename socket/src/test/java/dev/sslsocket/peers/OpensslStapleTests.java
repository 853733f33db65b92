package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.Revocation;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is made of the OCSP response that {@code openssl s_server -status_file} staples:
 * each kind of response in each mode, demanded by the settings, by the certificate (RFC
 * 7633) or not at all, on TLS 1.2 and 1.3. The certificate names no responder, so that
 * the staple alone decides.
 */
@RequiresProgram("openssl")
@Timeout(60)
class OpensslStapleTests {

	private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

	private static final byte[] STATUS_REQUEST = { 0x30, 0x03, 0x02, 0x01, 0x05 };

	private static final CertifiedKey CA = Material.PKI.ca();

	private static final CertifiedKey PLAIN = CertificateMaker.localhost().issuedBy(CA);

	private static final CertifiedKey MARKED = CertificateMaker.localhost()
		.extension(TLS_FEATURE, STATUS_REQUEST)
		.issuedBy(CA);

	@TempDir
	private Path directory;

	/** What is stapled. */
	enum Staple {

		NONE, GOOD, GOOD_BY_DELEGATE, REVOKED, UNKNOWN, EXPIRED, OF_ANOTHER_CERTIFICATE, FORGED, GARBAGE, TRY_LATER

	}

	/** Who demands a staple. */
	enum Demand {

		NOBODY, SETTINGS, CERTIFICATE

	}

	/**
	 * One combination.
	 *
	 * @param staple what is stapled
	 * @param mode ssl.revocation.ocsp
	 * @param demand who demands a staple
	 * @param protocol TLSv1.2 or TLSv1.3
	 */
	record Combination(Staple staple, OcspMode mode, Demand demand, String protocol) {

		@Nullable SslReason refusal() {
			if (this.staple == Staple.GARBAGE && this.protocol.equals("TLSv1.3") && !EngineUnderTest.isNative()) {
				// The JDK's engine takes it apart before we are asked, and gives up.
				return SslReason.PROTOCOL_ERROR;
			}
			if (this.mode == OcspMode.OFF || this.staple == Staple.GOOD || this.staple == Staple.GOOD_BY_DELEGATE) {
				return null;
			}
			if (this.staple == Staple.REVOKED) {
				return SslReason.REVOKED;
			}
			return (this.mode == OcspMode.HARD || this.demand != Demand.NOBODY) ? SslReason.REVOCATION_UNKNOWN : null;
		}

		@Override
		public String toString() {
			return this.protocol + ", staple " + this.staple + ", mode " + this.mode + ", demanded by " + this.demand
					+ ": " + ((refusal() != null) ? refusal() : "accepted");
		}

	}

	static List<Combination> combinations() {
		List<Combination> all = new ArrayList<>();
		for (String protocol : Cell.PROTOCOLS) {
			for (Staple staple : Staple.values()) {
				for (OcspMode mode : OcspMode.values()) {
					for (Demand demand : Demand.values()) {
						// Refused when the settings are built.
						if (mode != OcspMode.OFF || demand != Demand.SETTINGS) {
							all.add(new Combination(staple, mode, demand, protocol));
						}
					}
				}
			}
		}
		return all;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("combinations")
	void clientWhenTheServerStaples(Combination combination) throws Exception {
		CertifiedKey key = (combination.demand() == Demand.CERTIFICATE) ? MARKED : PLAIN;
		SslContext context = Material.client((builder) -> builder.revocation(Revocation.builder()
			.ocsp(combination.mode())
			.mustStaple(combination.demand() == Demand.SETTINGS)
			.build()));
		try (RunningProgram server = server(combination, key)) {
			SslReason refused = null;
			try (SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(server))) {
				PerlConversation.write(socket, "olleh\n");
				assertThat(PerlConversation.read(socket, 6)).isEqualTo("hello\n");
			}
			catch (Exception ex) {
				refused = ((SslFailure) ex).reason();
			}
			assertThat(refused).isEqualTo(combination.refusal());
		}
	}

	private RunningProgram server(Combination combination, CertifiedKey key) throws Exception {
		Path certificate = key.writeChain(this.directory.resolve("server.pem"));
		Path privateKey = key.writePrivateKey(this.directory.resolve("server-key.pem"));
		byte @Nullable [] staple = staple(combination.staple(), key);
		if (staple == null) {
			return Openssl.server(combination.protocol(), certificate, privateKey, "-rev");
		}
		Path file = Files.write(this.directory.resolve("staple.der"), staple);
		return Openssl.server(combination.protocol(), certificate, privateKey, "-rev", "-status_file", file.toString());
	}

	private static byte @Nullable [] staple(Staple staple, CertifiedKey key) throws Exception {
		OcspMaker maker = OcspMaker.issuedBy(CA);
		return switch (staple) {
			case NONE -> null;
			case GOOD -> maker.good(key).der();
			case GOOD_BY_DELEGATE -> maker.good(key)
				.signedBy(CertificateMaker.leaf()
					.subject("CN=Responder")
					.extendedKeyUsage("1.3.6.1.5.5.7.3.9")
					.issuedBy(CA))
				.der();
			case REVOKED -> maker.revoked(key).der();
			case UNKNOWN -> maker.unknown(key).der();
			case EXPIRED -> maker.good(key).nextUpdate(Instant.now().minus(Duration.ofMinutes(10))).der();
			case OF_ANOTHER_CERTIFICATE -> maker.good(Material.PKI.server()).der();
			case FORGED -> maker.good(key).forgedBy(key).der();
			case GARBAGE -> new OCSPResponse(new OCSPResponseStatus(0),
					new ResponseBytes(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(new byte[50])))
				.getEncoded();
			case TRY_LATER -> OcspMaker.refusal(3);
		};
	}

}

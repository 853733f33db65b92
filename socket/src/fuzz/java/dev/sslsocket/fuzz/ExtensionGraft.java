package dev.sslsocket.fuzz;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;

/**
 * Grafts an extension upon a sound certificate. The first byte of an input chooses the
 * extension, the second whether it is critical, the rest is its value.
 */
public final class ExtensionGraft {

	/** All that RFC 5280 and RFC 7633 define for certificates. */
	static final List<String> OIDS = List.of("2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30",
			"2.5.29.31", "2.5.29.32", "2.5.29.33", "2.5.29.35", "2.5.29.36", "2.5.29.37", "2.5.29.46", "2.5.29.54",
			"1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.24");

	private ExtensionGraft() {
	}

	public static X509Certificate issuer() {
		return FuzzPki.CA.certificate();
	}

	/**
	 * Makes a certificate.
	 * @param input at least two bytes
	 * @return DER
	 */
	public static byte[] certificate(byte[] input) {
		String oid = OIDS.get((input[0] & 0xff) % OIDS.size());
		byte[] value = Arrays.copyOfRange(input, 2, input.length);
		CertificateMaker maker = CertificateMaker.leaf().dns("www.example.com").without(oid);
		return (((input[1] & 1) == 0) ? maker.extension(oid, value) : maker.criticalExtension(oid, value))
			.issuedBy(FuzzPki.CA)
			.certificateDer();
	}

}

package dev.sslsocket.fuzz;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.OcspMaker;

/**
 * A CA and a server, and what the CA says of the server. The keys are made anew in each
 * JVM, so that what was signed for one is forged for the other.
 */
public final class FuzzPki {

	/** Issues the server's certificate. */
	public static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	/** A server called localhost. */
	public static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(CA);

	private FuzzPki() {
	}

	static byte[] staple() {
		return OcspMaker.issuedBy(CA).good(SERVER).der();
	}

	static byte[] revokedStaple() {
		return OcspMaker.issuedBy(CA).revoked(SERVER).sha256().namedByKey().der();
	}

	/**
	 * A list that the CA has signed.
	 * @return DER
	 */
	public static byte[] list() {
		return CrlMaker.issuedBy(CA).der();
	}

	static byte[] revokingList() {
		return CrlMaker.issuedBy(CA).revoke(SERVER).der();
	}

}

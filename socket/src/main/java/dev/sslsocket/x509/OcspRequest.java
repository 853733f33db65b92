package dev.sslsocket.x509;

import java.io.IOException;
import java.security.SecureRandom;

import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;

/**
 * A question about one certificate (RFC 6960 section 4.1), not signed, with a number that
 * an answer made for it repeats (nonce, RFC 9654). Immutable; safe for use by many
 * threads.
 */
public final class OcspRequest {

	/** RFC 9654 section 2.1. */
	private static final int NONCE = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final byte[] der;

	private final byte[] nonce;

	private OcspRequest(byte[] der, byte[] nonce) {
		this.der = der;
		this.nonce = nonce;
	}

	/**
	 * Asks about a certificate.
	 * @param id the certificate
	 * @return a request with a new nonce of 32 octets
	 */
	public static OcspRequest about(OcspCertificateId id) {
		byte[] nonce = new byte[NONCE];
		RANDOM.nextBytes(nonce);
		try {
			Extension extension = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false,
					new DEROctetString(nonce).getEncoded());
			return new OcspRequest(new OCSPReqBuilder().addRequest(new CertificateID(id.forRequest()))
				.setRequestExtensions(new Extensions(extension))
				.build()
				.getEncoded(), nonce);
		}
		catch (IOException | OCSPException ex) {
			throw new IllegalStateException("An OCSP request of " + id + " cannot be encoded", ex);
		}
	}

	/**
	 * Returns the request as it is sent.
	 * @return DER, a new array
	 */
	public byte[] der() {
		return this.der.clone();
	}

	byte[] nonce() {
		return this.nonce;
	}

}

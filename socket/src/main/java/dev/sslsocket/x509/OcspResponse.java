package dev.sslsocket.x509;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/**
 * A responder's answer, taken apart (RFC 6960 section 4.2). Nothing is believed yet:
 * whether it is authentic and current is for others to find out. Everything is read at
 * once, so that no later call can meet bytes that are not what they should be. Immutable;
 * safe for use by many threads.
 */
public final class OcspResponse {

	/** Answers of real responders take 300 bytes to 3 KB. */
	public static final int MAX_SIZE = 64 * 1024;

	/** Of the certificates that come along: one is the signer's. */
	private static final int MAX_CERTIFICATES = 8;

	/** Names of the response's status (RFC 6960 section 4.2.1). */
	private static final List<String> REFUSALS = List.of("successful", "malformedRequest", "internalError", "tryLater",
			"(4)", "sigRequired", "unauthorized");

	private final BasicOCSPResp basic;

	private final List<OcspStatement> statements;

	private final List<X509Certificate> certificates;

	private final OcspSignature signature;

	private final byte @Nullable [] nonce;

	private OcspResponse(BasicOCSPResp basic) throws IOException, CertificateParsingException {
		this.basic = basic;
		refuseCritical(basic.getCriticalExtensionOIDs());
		this.nonce = nonce(basic);
		this.statements = new ArrayList<>();
		for (SingleResp single : basic.getResponses()) {
			refuseCritical(single.getCriticalExtensionOIDs());
			this.statements.add(OcspStatement.of(single));
		}
		this.certificates = new ArrayList<>();
		for (X509CertificateHolder holder : basic.getCerts()) {
			if (this.certificates.size() < MAX_CERTIFICATES) {
				this.certificates.add(certificate(holder));
			}
		}
		this.signature = new OcspSignature(basic.getTBSResponseData(), basic.getSignatureAlgorithmID(),
				basic.getSignature());
	}

	/**
	 * Takes an answer apart.
	 * @param der the bytes, from a responder or stapled
	 * @return the answer
	 * @throws CertificateParsingException if it is none, or the responder's refusal to
	 * give one: the message says which
	 */
	public static OcspResponse parse(byte[] der) throws CertificateParsingException {
		if (der.length > MAX_SIZE) {
			throw new CertificateParsingException("has " + der.length + " bytes, more than " + MAX_SIZE);
		}
		try {
			OCSPResp response = new OCSPResp(der);
			int status = response.getStatus();
			if (status != OCSPResp.SUCCESSFUL) {
				throw new CertificateParsingException("says "
						+ ((status > 0 && status < REFUSALS.size()) ? REFUSALS.get(status) : "(" + status + ")"));
			}
			if (!(response.getResponseObject() instanceof BasicOCSPResp basic)) {
				throw new CertificateParsingException("is of a type other than basic");
			}
			return new OcspResponse(basic);
		}
		catch (CertificateParsingException ex) {
			throw ex;
		}
		catch (IOException | OCSPException | RuntimeException | StackOverflowError ex) {
			// Bouncy Castle throws unchecked at what is well-formed and makes no sense.
			throw new CertificateParsingException("is no OCSP response", ex);
		}
	}

	private static X509Certificate certificate(X509CertificateHolder holder) throws IOException {
		try {
			return (X509Certificate) JdkFactories.certificates()
				.generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
		}
		catch (CertificateException ex) {
			throw new IOException(ex);
		}
	}

	// RFC 6960 section 4.4: none of the critical ones is known here.
	private static void refuseCritical(Set<?> extensions) throws CertificateParsingException {
		if (!extensions.isEmpty()) {
			throw new CertificateParsingException("has critical extensions that are not known: " + extensions);
		}
	}

	private static byte @Nullable [] nonce(BasicOCSPResp basic) {
		Extension extension = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
		return (extension != null) ? ASN1OctetString.getInstance(extension.getParsedValue()).getOctets() : null;
	}

	/**
	 * Returns what is said about a certificate.
	 * @param id the certificate
	 * @return the first statement about it, empty where there is none
	 */
	public Optional<OcspStatement> about(OcspCertificateId id) {
		return this.statements.stream().filter((statement) -> statement.isAbout(id)).findFirst();
	}

	/**
	 * Returns whether the answer was made for another request. A responder need not
	 * repeat the number it was given (RFC 9654 section 1), and most do not.
	 * @param request what was asked
	 * @return true where a number is repeated that is not this request's
	 */
	public boolean answersAnother(OcspRequest request) {
		return this.nonce != null && !Arrays.equals(this.nonce, request.nonce());
	}

	/**
	 * Returns whether the answer claims to be by the owner of a certificate, by name or
	 * by key.
	 * @param signer the certificate
	 * @return whether the responder's identifier is that of the certificate
	 */
	public boolean claimsToBeBy(X509Certificate signer) {
		ResponderID id = this.basic.getResponderId().toASN1Primitive();
		byte[] keyHash = id.getKeyHash();
		return (keyHash != null) ? Arrays.equals(keyHash, OcspCertificateId.keyHash(signer))
				: X500Name.getInstance(signer.getSubjectX500Principal().getEncoded()).equals(id.getName());
	}

	/**
	 * Returns the certificates that came along, among them the signer's where that is not
	 * the issuer.
	 * @return at most 8, unverified
	 */
	public List<X509Certificate> certificates() {
		return List.copyOf(this.certificates);
	}

	/**
	 * Returns the signature.
	 * @return the signature over the whole answer
	 */
	public OcspSignature signature() {
		return this.signature;
	}

}

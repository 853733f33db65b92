package dev.sslsocket.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaCertificateID;
import org.bouncycastle.cert.ocsp.jcajce.JcaRespID;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes OCSP responses (RFC 6960): an issuer's signed word on whether it still stands by
 * a certificate. <pre>{@code
 * byte[] staple = OcspMaker.issuedBy(ca).good(server).der();
 * byte[] late = OcspMaker.issuedBy(ca).revoked(server).thisUpdate(then).nextUpdate(ago).der();
 * }</pre>
 * <p>
 * Defaults: signed by the issuer itself; this update an hour ago, the next one in seven
 * days; certificates named by SHA-1, as responders do. Immutable: each step returns a new
 * maker; safe for use by many threads.
 */
public final class OcspMaker {

	private final Draft draft;

	private OcspMaker(Draft draft) {
		this.draft = draft;
	}

	private record Statement(BigInteger serial, @Nullable CertificateStatus status) {
	}

	private static final class Draft {

		private CertifiedKey issuer;

		private CertifiedKey signer;

		private CertifiedKey claimed;

		private boolean byKey;

		private ASN1ObjectIdentifier digest = OIWObjectIdentifiers.idSHA1;

		private Instant thisUpdate = Instant.now().minus(Duration.ofHours(1));

		private @Nullable Instant nextUpdate = Instant.now().plus(Duration.ofDays(7));

		private byte @Nullable [] nonce;

		private final List<Statement> statements = new ArrayList<>();

		private final List<X509Certificate> certificates = new ArrayList<>();

		private Draft(CertifiedKey issuer) {
			this.issuer = issuer;
			this.signer = issuer;
			this.claimed = issuer;
		}

		private Draft(Draft other) {
			this.issuer = other.issuer;
			this.signer = other.signer;
			this.claimed = other.claimed;
			this.byKey = other.byKey;
			this.digest = other.digest;
			this.thisUpdate = other.thisUpdate;
			this.nextUpdate = other.nextUpdate;
			this.nonce = other.nonce;
			this.statements.addAll(other.statements);
			this.certificates.addAll(other.certificates);
		}

	}

	/**
	 * A response of this issuer about nothing yet.
	 * @param issuer who issued the certificates, and signs
	 * @return a maker of the issuer's responses
	 */
	public static OcspMaker issuedBy(CertifiedKey issuer) {
		return new OcspMaker(new Draft(issuer));
	}

	/**
	 * Says that a certificate is good.
	 * @param certificate the certificate
	 * @return a maker of a response that says so too
	 */
	public OcspMaker good(CertifiedKey certificate) {
		return about(certificate, CertificateStatus.GOOD);
	}

	/**
	 * Says that a certificate was revoked yesterday, because its key was stolen.
	 * @param certificate the certificate
	 * @return a maker of a response that says so too
	 */
	public OcspMaker revoked(CertifiedKey certificate) {
		Date yesterday = Date.from(Instant.now().minus(Duration.ofDays(1)));
		return about(certificate, new RevokedStatus(yesterday, CRLReason.keyCompromise));
	}

	/**
	 * Says that a certificate is not known.
	 * @param certificate the certificate
	 * @return a maker of a response that says so too
	 */
	public OcspMaker unknown(CertifiedKey certificate) {
		return about(certificate, new UnknownStatus());
	}

	/**
	 * Lets somebody else sign, and say so: a responder that the issuer has certified for
	 * it, or one that it has not. Its certificate goes along.
	 * @param responder who signs
	 * @return a maker of responses that the responder signs
	 */
	public OcspMaker signedBy(CertifiedKey responder) {
		return with((draft) -> {
			draft.signer = responder;
			draft.claimed = responder;
			draft.certificates.add(responder.certificate());
		});
	}

	/**
	 * Lets somebody else sign under the name that was set before.
	 * @param forger whose key signs
	 * @return a maker of responses whose signature does not hold
	 */
	public OcspMaker forgedBy(CertifiedKey forger) {
		return with((draft) -> draft.signer = forger);
	}

	/**
	 * Names the responder by its key instead of its name.
	 * @return a maker of such responses
	 */
	public OcspMaker namedByKey() {
		return with((draft) -> draft.byKey = true);
	}

	/**
	 * Names certificates by SHA-256 instead of SHA-1.
	 * @return a maker of such responses
	 */
	public OcspMaker sha256() {
		return with((draft) -> draft.digest = NISTObjectIdentifiers.id_sha256);
	}

	/**
	 * Sets since when the statements are right.
	 * @param instant the instant, to the second
	 * @return a maker of responses of that time
	 */
	public OcspMaker thisUpdate(Instant instant) {
		return with((draft) -> draft.thisUpdate = instant);
	}

	/**
	 * Sets by when there will be news.
	 * @param instant the instant, to the second; {@code null} leaves it out
	 * @return a maker of responses that end then
	 */
	public OcspMaker nextUpdate(@Nullable Instant instant) {
		return with((draft) -> draft.nextUpdate = instant);
	}

	/**
	 * Repeats a number that is nobody's.
	 * @param nonce the number
	 * @return a maker of responses with this number
	 */
	public OcspMaker nonce(byte[] nonce) {
		return with((draft) -> draft.nonce = nonce.clone());
	}

	/**
	 * Repeats the number of a request (RFC 9654), where it has one.
	 * @param request the request, DER
	 * @return a maker of responses to this request
	 * @throws IllegalArgumentException when this is no OCSP request
	 */
	public OcspMaker inAnswerTo(byte[] request) {
		try {
			Extension nonce = new OCSPReq(request).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
			return (nonce != null) ? nonce(DEROctetString.getInstance(nonce.getParsedValue()).getOctets()) : this;
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("No OCSP request", ex);
		}
	}

	/**
	 * Issues the response.
	 * @return DER, a new array
	 * @throws IllegalStateException when it cannot be made
	 */
	public byte[] der() {
		try {
			DigestCalculator digest = new JcaDigestCalculatorProviderBuilder().build()
				.get(new AlgorithmIdentifier(this.draft.digest));
			BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(responder());
			X509Certificate issuer = this.draft.issuer.certificate();
			Date nextUpdate = (this.draft.nextUpdate != null) ? Date.from(this.draft.nextUpdate) : null;
			for (Statement statement : this.draft.statements) {
				CertificateID id = new JcaCertificateID(digest, issuer, statement.serial());
				builder.addResponse(id, statement.status(), Date.from(this.draft.thisUpdate), nextUpdate, null);
			}
			if (this.draft.nonce != null) {
				builder.setResponseExtensions(new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
						false, new DEROctetString(this.draft.nonce).getEncoded())));
			}
			List<X509CertificateHolder> certificates = new ArrayList<>();
			for (X509Certificate certificate : this.draft.certificates) {
				certificates.add(new JcaX509CertificateHolder(certificate));
			}
			Signer signer = new Signer(this.draft.signer.privateKey(), key(this.draft.signer));
			return new OCSPRespBuilder()
				.build(OCSPRespBuilder.SUCCESSFUL,
						builder.build(signer, certificates.toArray(X509CertificateHolder[]::new), new Date()))
				.getEncoded();
		}
		catch (IOException | GeneralSecurityException | OCSPException | OperatorCreationException ex) {
			throw new IllegalStateException("Unable to issue an OCSP response of " + this.draft.issuer, ex);
		}
	}

	/**
	 * Issues a refusal to answer, which nobody signs.
	 * @param status RFC 6960 section 4.2.1: 1 malformedRequest, 2 internalError, 3
	 * tryLater, 5 sigRequired, 6 unauthorized
	 * @return DER, a new array
	 */
	public static byte[] refusal(int status) {
		try {
			return new OCSPRespBuilder().build(status, null).getEncoded();
		}
		catch (IOException | OCSPException ex) {
			throw new IllegalStateException("Unable to refuse", ex);
		}
	}

	private RespID responder() throws OCSPException, OperatorCreationException {
		CertifiedKey claimed = this.draft.claimed;
		return this.draft.byKey
				? new JcaRespID(key(claimed), new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1))
				: new JcaRespID(claimed.certificate().getSubjectX500Principal());
	}

	private static PublicKey key(CertifiedKey owner) {
		return owner.certificate().getPublicKey();
	}

	private OcspMaker about(CertifiedKey certificate, @Nullable CertificateStatus status) {
		return with(
				(draft) -> draft.statements.add(new Statement(certificate.certificate().getSerialNumber(), status)));
	}

	private OcspMaker with(Consumer<Draft> change) {
		Draft copy = new Draft(this.draft);
		change.accept(copy);
		return new OcspMaker(copy);
	}

	@Override
	public String toString() {
		return "OcspMaker[" + this.draft.issuer + ", " + this.draft.statements.size() + " statements]";
	}

}

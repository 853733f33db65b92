package dev.sslsocket.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Makes certificate revocation lists (CRL, RFC 5280 section 5): a CA's signed list of the
 * certificates that it takes back before their time. <pre>{@code
 * String crl = CrlMaker.issuedBy(ca).revoke(stolen).pem();
 * }</pre>
 * <p>
 * Defaults: nothing revoked; this update an hour ago, the next one in seven days.
 * Immutable: each step returns a new maker; safe for use by many threads.
 */
public final class CrlMaker {

	private final CrlDraft draft;

	private CrlMaker(CrlDraft draft) {
		this.draft = draft;
	}

	/**
	 * An empty list of this CA. Nothing is checked: an issuer that is no CA, or must not
	 * sign CRLs, signs all the same.
	 * @param issuer who signs
	 * @return a maker of the CA's lists
	 */
	public static CrlMaker issuedBy(CertifiedKey issuer) {
		Instant now = Instant.now();
		return new CrlMaker(new CrlDraft(issuer).dated(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(7))));
	}

	/**
	 * Takes certificates back, from {@link #thisUpdate(Instant)} on, without a reason.
	 * @param certificates the certificates
	 * @return a maker of a list that holds them too
	 */
	public CrlMaker revoke(CertifiedKey... certificates) {
		return revoke(Arrays.stream(certificates)
			.map((revoked) -> revoked.certificate().getSerialNumber())
			.toArray(BigInteger[]::new));
	}

	/**
	 * Takes certificates back by their serial numbers: also such that were never issued,
	 * to make long lists.
	 * @param serials the serial numbers
	 * @return a maker of a list that holds them too
	 */
	public CrlMaker revoke(BigInteger... serials) {
		return new CrlMaker(this.draft.with(Arrays.stream(serials).map(CrlDraft.Entry::of).toList()));
	}

	/**
	 * Takes a certificate back for a reason or, with {@code REMOVE_FROM_CRL}, gives it
	 * back.
	 * @param certificate the certificate
	 * @param reason why
	 * @return a maker of a list that holds it too
	 */
	public CrlMaker revoke(CertifiedKey certificate, CRLReason reason) {
		return new CrlMaker(
				this.draft.with(CrlDraft.Entry.of(certificate.certificate().getSerialNumber()).because(reason)));
	}

	/**
	 * Takes a certificate of another CA back, which makes an indirect list together with
	 * {@link #scope}.
	 * @param certificate the certificate
	 * @return a maker of a list that holds it too, with its issuer
	 */
	public CrlMaker revokeIndirectly(CertifiedKey certificate) {
		return new CrlMaker(this.draft.with(CrlDraft.Entry.of(certificate.certificate().getSerialNumber())
			.issuedBy(certificate.certificate().getIssuerX500Principal())));
	}

	/**
	 * Takes a certificate back by an entry that has another extension.
	 * @param certificate the certificate
	 * @param oid identifier of the extension, in dotted form
	 * @param critical whether whoever does not know it has to refuse the list
	 * @return a maker of a list that holds it too
	 */
	public CrlMaker revokeWithExtension(CertifiedKey certificate, String oid, boolean critical) {
		return new CrlMaker(this.draft
			.with(CrlDraft.Entry.of(certificate.certificate().getSerialNumber()).extended(oid, critical)));
	}

	/**
	 * Sets when the list was made; its number (RFC 5280 section 5.2.3), where none is
	 * set, are the seconds of this instant, so that a later list has the greater number.
	 * @param instant the instant, to the second
	 * @return a maker of a list of that time
	 */
	public CrlMaker thisUpdate(Instant instant) {
		return new CrlMaker(this.draft.dated(instant, this.draft.nextUpdate()));
	}

	/**
	 * Sets when the list ends: one in the past makes an expired list.
	 * @param instant the instant, to the second; {@code null} for a list that does not
	 * say, which RFC 5280 forbids
	 * @return a maker of a list that ends then
	 */
	public CrlMaker nextUpdate(@Nullable Instant instant) {
		return new CrlMaker(this.draft.dated(this.draft.thisUpdate(), instant));
	}

	/**
	 * Sets the number of the list.
	 * @param number the number
	 * @return a maker of a list of that number
	 */
	public CrlMaker number(long number) {
		return new CrlMaker(this.draft.numbered(BigInteger.valueOf(number)));
	}

	/**
	 * Makes it a list of what has changed (RFC 5280 section 5.2.4).
	 * @param baseNumber the number of the list that it changes
	 * @return a maker of a delta list
	 */
	public CrlMaker deltaOf(long baseNumber) {
		return extension("2.5.29.27", true, CrlDraft.integer(baseNumber));
	}

	/**
	 * Limits what the list is about (RFC 5280 section 5.2.5).
	 * @param der an {@code IssuingDistributionPoint}
	 * @return a maker of a list with that critical extension
	 */
	public CrlMaker scope(byte... der) {
		return extension("2.5.29.28", true, der);
	}

	/**
	 * Adds an extension.
	 * @param oid its identifier, in dotted form
	 * @param critical whether whoever does not know it has to refuse the list
	 * @param der its value
	 * @return a maker of a list that has it
	 */
	public CrlMaker extension(String oid, boolean critical, byte... der) {
		return new CrlMaker(this.draft.extended(new CrlDraft.Extra(oid, critical, der.clone())));
	}

	/**
	 * Issues the list as DER.
	 * @return the bytes, a new array
	 * @throws IllegalStateException when it cannot be made
	 */
	public byte[] der() {
		try {
			return this.draft.issue();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to issue a CRL of " + this.draft.issuer(), ex);
		}
	}

	/**
	 * Issues the list as PEM text.
	 * @return one {@code X509 CRL} block
	 * @throws IllegalStateException when it cannot be made
	 */
	public String pem() {
		return Pem.of("X509 CRL", der());
	}

	/**
	 * Issues the list as an object of the JDK.
	 * @return the list
	 * @throws IllegalStateException when it cannot be made
	 */
	public X509CRL crl() {
		try {
			return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to read the CRL of " + this.draft.issuer() + " back", ex);
		}
	}

	@Override
	public String toString() {
		return "CrlMaker[" + this.draft.issuer() + ", " + this.draft.entries().size() + " revoked]";
	}

}

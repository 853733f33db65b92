package dev.sslsocket.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

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

	private final CertifiedKey issuer;

	private final List<BigInteger> revoked;

	private final Instant thisUpdate;

	private final Instant nextUpdate;

	private CrlMaker(CertifiedKey issuer, List<BigInteger> revoked, Instant thisUpdate, Instant nextUpdate) {
		this.issuer = issuer;
		this.revoked = List.copyOf(revoked);
		this.thisUpdate = thisUpdate;
		this.nextUpdate = nextUpdate;
	}

	/**
	 * An empty list of this CA. Nothing is checked: an issuer that is no CA, or must not
	 * sign CRLs, signs all the same.
	 * @param issuer who signs
	 * @return a maker of the CA's lists
	 */
	public static CrlMaker issuedBy(CertifiedKey issuer) {
		Instant now = Instant.now();
		return new CrlMaker(issuer, List.of(), now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(7)));
	}

	/**
	 * Takes certificates back, from {@link #thisUpdate(Instant)} on.
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
		List<BigInteger> all = new ArrayList<>(this.revoked);
		all.addAll(List.of(serials));
		return new CrlMaker(this.issuer, all, this.thisUpdate, this.nextUpdate);
	}

	/**
	 * Sets when the list was made; its number (RFC 5280 section 5.2.3) are the seconds of
	 * this instant, so that a later list has the greater number.
	 * @param instant the instant, to the second
	 * @return a maker of a list of that time
	 */
	public CrlMaker thisUpdate(Instant instant) {
		return new CrlMaker(this.issuer, this.revoked, instant, this.nextUpdate);
	}

	/**
	 * Sets when the list ends: one in the past makes an expired list.
	 * @param instant the instant, to the second
	 * @return a maker of a list that ends then
	 */
	public CrlMaker nextUpdate(Instant instant) {
		return new CrlMaker(this.issuer, this.revoked, this.thisUpdate, instant);
	}

	/**
	 * Issues the list as DER.
	 * @return the bytes, a new array
	 * @throws IllegalStateException when it cannot be made
	 */
	public byte[] der() {
		try {
			X500Name name = X500Name.getInstance(this.issuer.certificate().getSubjectX500Principal().getEncoded());
			X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(this.thisUpdate));
			builder.setNextUpdate(Date.from(this.nextUpdate));
			this.revoked
				.forEach((serial) -> builder.addCRLEntry(serial, Date.from(this.thisUpdate), CRLReason.unspecified));
			builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils()
				.createAuthorityKeyIdentifier(SubjectPublicKeyInfo.getInstance(issuerKey().getEncoded())));
			builder.addExtension(Extension.cRLNumber, false,
					new CRLNumber(BigInteger.valueOf(this.thisUpdate.getEpochSecond())));
			return builder.build(new Signer(this.issuer.privateKey(), issuerKey())).getEncoded();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to issue a CRL of " + this.issuer, ex);
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
			throw new IllegalStateException("Unable to read the CRL of " + this.issuer + " back", ex);
		}
	}

	@Override
	public String toString() {
		return "CrlMaker[" + this.issuer + ", " + this.revoked.size() + " revoked]";
	}

	private PublicKey issuerKey() {
		return this.issuer.certificate().getPublicKey();
	}

}

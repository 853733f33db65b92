package dev.sslsocket.testing;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Makes X.509 certificates (RFC 5280) for tests: sound ones by default, and on request
 * wrong in exactly one way.
 * <p>
 * A <em>CA</em> (certification authority) signs other certificates; an
 * <em>intermediate</em> is a CA signed by another one; a <em>leaf</em> is what a server
 * or a client presents. The names a peer may be reached by are <em>subject alternative
 * names</em> (SAN), the common name in the subject is for people only (RFC 9525 section
 * 2). <pre>{@code
 * CertifiedKey ca = CertificateMaker.ca().selfSigned();
 * CertifiedKey server = CertificateMaker.leaf().dns("localhost").ip("127.0.0.1").issuedBy(ca);
 * CertifiedKey late = CertificateMaker.leaf().dns("localhost").expired().issuedBy(ca);
 * }</pre>
 * <p>
 * Defaults: a key of kind {@link KeyKind#EC_P256}, made anew at each issue; valid from an
 * hour ago for seven days; a random serial number; key identifiers of subject and issuer.
 * Immutable: each step returns a new maker; safe for use by many threads.
 */
public final class CertificateMaker {

	private final CertificateDraft draft;

	private CertificateMaker(CertificateDraft draft) {
		this.draft = draft;
	}

	/**
	 * A CA that may sign certificates and CRLs, with any number of CAs below it. Its
	 * subject is {@code CN=Test CA}.
	 * @return a maker of CAs
	 */
	public static CertificateMaker ca() {
		return new CertificateMaker(new CertificateDraft()).subject("CN=Test CA")
			.with((draft) -> draft.critical(Extension.basicConstraints, new BasicConstraints(true)))
			.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
	}

	/**
	 * A CA that may sign leaves only (path length 0). Its subject is
	 * {@code CN=Test Intermediate CA}.
	 * @return a maker of intermediate CAs
	 */
	public static CertificateMaker intermediate() {
		return ca().subject("CN=Test Intermediate CA").pathLength(0);
	}

	/**
	 * A certificate without any name, good for servers and for clients. Its subject is
	 * {@code CN=test}.
	 * @return a maker of leaves
	 */
	public static CertificateMaker leaf() {
		return new CertificateMaker(new CertificateDraft())
			.with((draft) -> draft.critical(Extension.basicConstraints, new BasicConstraints(false)))
			.keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
			.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth.getId(), KeyPurposeId.id_kp_clientAuth.getId());
	}

	/**
	 * A server's certificate for this machine: {@code CN=localhost}, with the names
	 * {@code localhost}, {@code 127.0.0.1} and {@code ::1}.
	 * @return a maker of local servers' certificates
	 */
	public static CertificateMaker localhost() {
		return leaf().subject("CN=localhost").dns("localhost").ip("127.0.0.1").ip("::1").serverAuth();
	}

	/**
	 * Sets the subject.
	 * @param distinguishedName an RFC 2253 name such as {@code CN=orders,O=Example}; the
	 * empty text makes an empty subject, and the alternative names critical (RFC 5280
	 * section 4.2.1.6)
	 * @return a maker with this subject
	 */
	public CertificateMaker subject(String distinguishedName) {
		return with((draft) -> draft.subject = distinguishedName);
	}

	/**
	 * Makes keys of this kind, a new one for each certificate.
	 * @param kind the kind, {@link KeyKind#EC_P256} unless set
	 * @return a maker of such certificates
	 */
	public CertificateMaker key(KeyKind kind) {
		return with((draft) -> {
			draft.keyKind = kind;
			draft.keyPair = null;
		});
	}

	/**
	 * Certifies this key instead of a new one: to renew a certificate under the same key,
	 * or for a kind that {@link KeyKind} lacks.
	 * @param keyPair the key pair
	 * @return a maker of certificates for this key
	 */
	public CertificateMaker keyPair(KeyPair keyPair) {
		return with((draft) -> draft.keyPair = keyPair);
	}

	/**
	 * Adds a DNS name.
	 * @param name the name, written into the certificate as it is; a wildcard such as
	 * {@code *.example.com} is fine
	 * @return a maker with this name too
	 */
	public CertificateMaker dns(String name) {
		return name(new GeneralName(GeneralName.dNSName, name));
	}

	/**
	 * Adds an IP address.
	 * @param literal an IPv4 or IPv6 literal; no name is looked up
	 * @return a maker with this address too
	 * @throws IllegalArgumentException when this is no IP literal
	 */
	public CertificateMaker ip(String literal) {
		return name(new GeneralName(GeneralName.iPAddress, literal));
	}

	/**
	 * Adds an e-mail address.
	 * @param address the address
	 * @return a maker with this address too
	 */
	public CertificateMaker email(String address) {
		return name(new GeneralName(GeneralName.rfc822Name, address));
	}

	/**
	 * Adds a URI.
	 * @param uri the URI
	 * @return a maker with this URI too
	 */
	public CertificateMaker uri(String uri) {
		return name(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
	}

	/**
	 * Adds an alternative name byte for byte, to make malformed ones: a DNS name with a
	 * NUL inside, an IP address of five octets.
	 * @param tag the number of the GeneralName choice (RFC 5280 section 4.2.1.6): 1
	 * e-mail, 2 DNS, 6 URI, 7 IP address
	 * @param content the content octets, without tag and length
	 * @return a maker with this name too
	 */
	public CertificateMaker rawName(int tag, byte[] content) {
		return name(new GeneralName(tag, new DEROctetString(content.clone())));
	}

	/**
	 * Takes "now" from this clock.
	 * @param clock the clock, the system's unless set
	 * @return a maker that lives by this clock
	 */
	public CertificateMaker clock(Clock clock) {
		return with((draft) -> draft.clock = clock);
	}

	/**
	 * Sets the first instant of validity.
	 * @param instant the instant, to the second
	 * @return a maker with this start
	 */
	public CertificateMaker notBefore(Instant instant) {
		return with((draft) -> draft.notBefore = (now) -> instant);
	}

	/**
	 * Sets the last instant of validity.
	 * @param instant the instant, to the second
	 * @return a maker with this end
	 */
	public CertificateMaker notAfter(Instant instant) {
		return with((draft) -> draft.notAfter = (now) -> instant);
	}

	/**
	 * Makes certificates that ended yesterday, after 30 days.
	 * @return a maker of expired certificates
	 */
	public CertificateMaker expired() {
		return validity(Duration.ofDays(-31), Duration.ofDays(-1));
	}

	/**
	 * Makes certificates that begin tomorrow, for 30 days.
	 * @return a maker of certificates not yet valid
	 */
	public CertificateMaker notYetValid() {
		return validity(Duration.ofDays(1), Duration.ofDays(31));
	}

	/**
	 * Limits how many intermediate CAs may stand below this CA (RFC 5280 section
	 * 4.2.1.9).
	 * @param length the number, 0 or more
	 * @return a maker with this limit
	 */
	public CertificateMaker pathLength(int length) {
		return with((draft) -> draft.critical(Extension.basicConstraints, new BasicConstraints(length)));
	}

	/**
	 * Replaces the key usage.
	 * @param bits constants of {@link KeyUsage}, joined by {@code |}
	 * @return a maker with this key usage, critical
	 */
	public CertificateMaker keyUsage(int bits) {
		return with((draft) -> draft.critical(Extension.keyUsage, new KeyUsage(bits)));
	}

	/**
	 * Makes certificates for servers only.
	 * @return a maker whose extended key usage is serverAuth
	 */
	public CertificateMaker serverAuth() {
		return extendedKeyUsage(KeyPurposeId.id_kp_serverAuth.getId());
	}

	/**
	 * Makes certificates for clients only.
	 * @return a maker whose extended key usage is clientAuth
	 */
	public CertificateMaker clientAuth() {
		return extendedKeyUsage(KeyPurposeId.id_kp_clientAuth.getId());
	}

	/**
	 * Replaces the purposes the key may serve.
	 * @param oids dotted object identifiers; none removes the extension, which means any
	 * purpose (RFC 5280 section 4.2.1.12)
	 * @return a maker with this extended key usage, not critical
	 */
	public CertificateMaker extendedKeyUsage(String... oids) {
		if (oids.length == 0) {
			return without(Extension.extendedKeyUsage.getId());
		}
		KeyPurposeId[] purposes = Arrays.stream(oids)
			.map((oid) -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
			.toArray(KeyPurposeId[]::new);
		return with((draft) -> draft.optional(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes)));
	}

	/**
	 * Permits a CA's certificates what lies below this name, and nothing else of its sort
	 * (RFC 5280 section 4.2.1.10); may be repeated.
	 * @param nameOrNetwork a DNS name, or address and prefix length ({@code 10.0.0.0/8})
	 * @return a maker with this name constraint
	 */
	public CertificateMaker permit(String nameOrNetwork) {
		return with((draft) -> draft.permitted.add(subtree(nameOrNetwork)));
	}

	/**
	 * Forbids a CA's certificates what lies below this name; may be repeated.
	 * @param nameOrNetwork a DNS name, or address and prefix length ({@code 10.0.0.0/8})
	 * @return a maker with this name constraint
	 */
	public CertificateMaker exclude(String nameOrNetwork) {
		return with((draft) -> draft.excluded.add(subtree(nameOrNetwork)));
	}

	/**
	 * Says where the CRL of this certificate is (RFC 5280 section 4.2.1.13).
	 * @param uri the place
	 * @return a maker with this distribution point
	 */
	public CertificateMaker crlDistributionPoint(String uri) {
		GeneralNames place = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
		DistributionPoint point = new DistributionPoint(new DistributionPointName(place), null, null);
		return with((draft) -> draft.optional(Extension.cRLDistributionPoints,
				new CRLDistPoint(new DistributionPoint[] { point })));
	}

	/**
	 * Says where the OCSP responder of this certificate is (RFC 5280 section 4.2.2.1).
	 * @param uri the place
	 * @return a maker with this authority information access
	 */
	public CertificateMaker ocspResponder(String uri) {
		GeneralName place = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
		return with((draft) -> draft.optional(Extension.authorityInfoAccess,
				new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, place)));
	}

	/**
	 * Sets the serial number.
	 * @param serial the number; zero and negative ones are written as they are
	 * @return a maker with this serial number
	 */
	public CertificateMaker serial(BigInteger serial) {
		return with((draft) -> draft.serial = serial);
	}

	/**
	 * Sets a non-critical extension byte for byte; it replaces one of the same
	 * identifier, alternative names included.
	 * @param oid the dotted object identifier
	 * @param der the value, sound or not
	 * @return a maker with this extension
	 */
	public CertificateMaker extension(String oid, byte[] der) {
		ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(oid);
		return with((draft) -> draft.extensions.put(id, new Extension(id, false, der.clone())));
	}

	/**
	 * Sets a critical extension byte for byte: who does not know it must refuse the
	 * certificate.
	 * @param oid the dotted object identifier
	 * @param der the value, sound or not
	 * @return a maker with this extension
	 */
	public CertificateMaker criticalExtension(String oid, byte[] der) {
		ASN1ObjectIdentifier id = new ASN1ObjectIdentifier(oid);
		return with((draft) -> draft.extensions.put(id, new Extension(id, true, der.clone())));
	}

	/**
	 * Leaves an extension out: one that the maker set before, or the key identifiers and
	 * names that issuing adds.
	 * @param oid the dotted object identifier
	 * @return a maker without this extension
	 */
	public CertificateMaker without(String oid) {
		return with((draft) -> draft.omit(new ASN1ObjectIdentifier(oid)));
	}

	/**
	 * Issues a certificate signed by its own key: a root CA, or a self-signed leaf.
	 * @return the certificate and its key, new at each call
	 * @throws IllegalStateException when it cannot be made, such as with an unknown key
	 */
	public CertifiedKey selfSigned() {
		return Issuance.of(this.draft, null);
	}

	/**
	 * Issues a certificate signed by another one. Nothing is checked: an issuer that is
	 * no CA, or has expired, signs all the same.
	 * @param issuer who signs
	 * @return the certificate and its key, new at each call
	 * @throws IllegalStateException when it cannot be made, such as with an unknown key
	 */
	public CertifiedKey issuedBy(CertifiedKey issuer) {
		return Issuance.of(this.draft, issuer);
	}

	private CertificateMaker validity(Duration from, Duration until) {
		return with((draft) -> {
			draft.notBefore = (now) -> now.plus(from);
			draft.notAfter = (now) -> now.plus(until);
		});
	}

	private CertificateMaker name(GeneralName name) {
		return with((draft) -> draft.names.add(name));
	}

	private CertificateMaker with(Consumer<CertificateDraft> change) {
		CertificateDraft copy = new CertificateDraft(this.draft);
		change.accept(copy);
		return new CertificateMaker(copy);
	}

	private static GeneralSubtree subtree(String nameOrNetwork) {
		int tag = nameOrNetwork.contains("/") ? GeneralName.iPAddress : GeneralName.dNSName;
		return new GeneralSubtree(new GeneralName(tag, nameOrNetwork));
	}

}

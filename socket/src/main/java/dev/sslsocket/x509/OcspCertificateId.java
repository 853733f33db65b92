package dev.sslsocket.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * How OCSP names a certificate (RFC 6960 section 4.1.1): by digests of its issuer's name
 * and key, and its serial number. Two are equal when they name the same certificate of
 * the same issuer. Immutable; safe for use by many threads.
 */
public final class OcspCertificateId {

	private final CertID sha1;

	private final CertID sha256;

	private OcspCertificateId(CertID sha1, CertID sha256) {
		this.sha1 = sha1;
		this.sha256 = sha256;
	}

	/**
	 * Names a certificate.
	 * @param certificate the certificate
	 * @param issuer the certificate of who issued it; its key is part of the name
	 * @return the name
	 */
	public static OcspCertificateId of(X509Certificate certificate, X509Certificate issuer) {
		byte[] name = issuer.getSubjectX500Principal().getEncoded();
		byte[] key = keyBits(issuer);
		ASN1Integer serial = new ASN1Integer(certificate.getSerialNumber());
		return new OcspCertificateId(id(OIWObjectIdentifiers.idSHA1, "SHA-1", name, key, serial),
				id(NISTObjectIdentifiers.id_sha256, "SHA-256", name, key, serial));
	}

	private static CertID id(ASN1ObjectIdentifier algorithm, String digest, byte[] name, byte[] key,
			ASN1Integer serial) {
		return new CertID(new AlgorithmIdentifier(algorithm, DERNull.INSTANCE), new DEROctetString(of(digest, name)),
				new DEROctetString(of(digest, key)), serial);
	}

	/** The content of the key's bit string, as key identifiers digest it. */
	private static byte[] keyBits(X509Certificate certificate) {
		return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded()).getPublicKeyData().getOctets();
	}

	/** The digest by which a responder may name itself (RFC 6960 section 4.2.1). */
	static byte[] keyHash(X509Certificate certificate) {
		return of("SHA-1", keyBits(certificate));
	}

	private static byte[] of(String digest, byte[] bytes) {
		try {
			return MessageDigest.getInstance(digest).digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has " + digest, ex);
		}
	}

	/**
	 * The form to ask with. Its digests protect nothing, and SHA-1 is the one every
	 * responder understands (RFC 5019 section 2.1.1).
	 */
	CertID forRequest() {
		return this.sha1;
	}

	/** Whether an answer is about this certificate; SHA-1 and SHA-256 are understood. */
	boolean names(CertID other) {
		return List.of(this.sha1, this.sha256).stream().anyMatch((own) -> isSame(own, other));
	}

	// Not by equality: the digest's parameters may be NULL or absent.
	private static boolean isSame(CertID own, CertID other) {
		return own.getHashAlgorithm().getAlgorithm().equals(other.getHashAlgorithm().getAlgorithm())
				&& Arrays.equals(own.getIssuerNameHash().getOctets(), other.getIssuerNameHash().getOctets())
				&& Arrays.equals(own.getIssuerKeyHash().getOctets(), other.getIssuerKeyHash().getOctets())
				&& own.getSerialNumber().equals(other.getSerialNumber());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof OcspCertificateId that && this.sha256.equals(that.sha256);
	}

	@Override
	public int hashCode() {
		return this.sha256.hashCode();
	}

	@Override
	public String toString() {
		return "OcspCertificateId[serial " + this.sha1.getSerialNumber().getValue().toString(16) + "]";
	}

}

package dev.sslsocket.x509;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * What a certificate says, in the words of the people who operate it: names, validity,
 * fingerprints. It is a view, not a judgement: nothing in it was verified here.
 * Immutable; safe for use by many threads.
 */
public final class PeerCertificate {

	private final X509Certificate certificate;

	private PeerCertificate(X509Certificate certificate) {
		this.certificate = certificate;
	}

	/**
	 * Returns the view of a certificate.
	 * @param certificate the certificate
	 * @return the view
	 */
	public static PeerCertificate of(X509Certificate certificate) {
		return new PeerCertificate(certificate);
	}

	/**
	 * Returns the certificate itself.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	/**
	 * Returns whose certificate it is.
	 * @return the subject in RFC 2253 form, the most specific part first; empty when the
	 * certificate is for its alternative names only
	 */
	public String subject() {
		return this.certificate.getSubjectX500Principal().getName();
	}

	/**
	 * Returns who signed it.
	 * @return the issuer in RFC 2253 form
	 */
	public String issuer() {
		return this.certificate.getIssuerX500Principal().getName();
	}

	/**
	 * Returns the subject as OpenSSL writes it on one line.
	 * @return {@code /C=DE/CN=srv}: as encoded, with {@code \xHH} for what is not
	 * printable ASCII
	 */
	public String subjectOneline() {
		return OnelineName.of(this.certificate.getSubjectX500Principal());
	}

	/**
	 * Returns the issuer as OpenSSL writes it on one line.
	 * @return {@code /C=DE/CN=ca}
	 */
	public String issuerOneline() {
		return OnelineName.of(this.certificate.getIssuerX500Principal());
	}

	/**
	 * Returns the subject's first common name. RFC 9525 gives it no say in who the peer
	 * is: names are in {@link #subjectAltNames()}.
	 * @return the name, or an empty string when there is none
	 */
	public String commonName() {
		List<String> names = commonNames();
		return names.isEmpty() ? "" : names.get(0);
	}

	/**
	 * Returns all common names of the subject; most certificates have one or none.
	 * @return the names in the order of the certificate
	 */
	public List<String> commonNames() {
		List<String> names = new ArrayList<>();
		for (RDN name : RelativeNames.of(this.certificate.getSubjectX500Principal())) {
			for (AttributeTypeAndValue attribute : name.getTypesAndValues()) {
				if (BCStyle.CN.equals(attribute.getType()) && attribute.getValue() instanceof ASN1String text) {
					names.add(text.getString());
				}
			}
		}
		return List.copyOf(names);
	}

	/**
	 * Returns the names the certificate is for (RFC 5280 section 4.2.1.6).
	 * @return the names in the order of the certificate; none when it has none or when
	 * they cannot be read
	 */
	public List<SubjectAltName> subjectAltNames() {
		return SubjectAltNames.of(this.certificate);
	}

	/**
	 * Returns the fingerprint of the certificate in the form that pins have.
	 * @param algorithm the digest, such as {@code sha256}
	 * @return {@code sha256$ab12…}, lower-case hex
	 * @throws SslConfigurationException without a setting, when this JVM does not know
	 * the digest
	 */
	public String fingerprint(String algorithm) {
		Fingerprint fingerprint = Fingerprint.of(algorithm, encoded());
		return fingerprint.algorithm() + "$" + fingerprint.hex();
	}

	/**
	 * Returns the SHA-256 of the certificate as browsers and openssl show it.
	 * @return {@code AB:12:…}, upper-case hex
	 */
	public String fingerprintColons() {
		return sha256().colons();
	}

	/**
	 * Returns the fingerprint of the public key, which outlives the certificate when it
	 * is renewed with the same key, as the seed family's {@code get_fingerprint} does: of
	 * the key alone. As a pin the hash of RFC 7469, which takes in the name of its
	 * algorithm, is as good.
	 * @param algorithm the digest, such as {@code sha256}
	 * @return {@code sha256$pub$ab12…}, lower-case hex
	 * @throws SslConfigurationException without a setting, when this JVM does not know
	 * the digest
	 */
	public String publicKeyFingerprint(String algorithm) {
		byte[] key = SubjectPublicKeyInfo.getInstance(this.certificate.getPublicKey().getEncoded())
			.getPublicKeyData()
			.getBytes();
		Fingerprint fingerprint = Fingerprint.of(algorithm, key);
		return fingerprint.algorithm() + "$pub$" + fingerprint.hex();
	}

	/**
	 * Returns what binds a login to the server with this certificate, as
	 * {@code SCRAM-SHA-256-PLUS} does (channel binding {@code tls-server-end-point}, RFC
	 * 5929 section 4).
	 * @return the certificate's hash by the hash function of its signature; by SHA-256
	 * where that is MD5 or SHA-1
	 * @throws UnsupportedOperationException if the signature has no hash function of its
	 * own, as Ed25519
	 */
	public byte[] tlsServerEndPoint() {
		return EndPointHash.of(this.certificate);
	}

	/**
	 * Returns what the seed's {@code peer_certificate} returns for a field, on one line.
	 * @param name {@code issuer} or {@code authority}, {@code subject} or {@code owner},
	 * {@code commonName} or {@code cn}, {@code subjectAltNames}
	 * @return names in OpenSSL's form; alternative names as {@code DNS:localhost,
	 * IP:127.0.0.1}; an empty string where the certificate has none
	 * @throws IllegalArgumentException if there is no such field
	 */
	public String field(String name) {
		return switch (name) {
			case "issuer", "authority" -> issuerOneline();
			case "subject", "owner" -> subjectOneline();
			case "commonName", "cn" -> commonName();
			case "subjectAltNames" ->
				subjectAltNames().stream().map(SubjectAltName::toString).collect(Collectors.joining(", "));
			default -> throw new IllegalArgumentException("'" + name + "' is no field of a certificate. Known: issuer"
					+ " (authority), subject (owner), commonName (cn), subjectAltNames");
		};
	}

	/**
	 * Returns when the validity begins.
	 * @return the first valid second
	 */
	public Instant notBefore() {
		return this.certificate.getNotBefore().toInstant();
	}

	/**
	 * Returns when the validity ends.
	 * @return the last valid second
	 */
	public Instant notAfter() {
		return this.certificate.getNotAfter().toInstant();
	}

	/**
	 * Returns the number that the issuer gave to this certificate, as openssl shows it.
	 * @return upper-case hex, two digits per byte
	 */
	public String serialNumber() {
		BigInteger serial = this.certificate.getSerialNumber();
		String hex = serial.abs().toString(16).toUpperCase(Locale.ROOT);
		return ((serial.signum() < 0) ? "-" : "") + ((hex.length() % 2 != 0) ? "0" : "") + hex;
	}

	/**
	 * Returns subject and issuer as Perl's {@code Net::SSLeay::dump_peer_certificate}
	 * writes them, byte for byte.
	 * @return two lines, each with a line feed at its end
	 */
	public String dump() {
		return "Subject Name: " + subjectOneline() + "\nIssuer  Name: " + issuerOneline() + "\n";
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof PeerCertificate peer && this.certificate.equals(peer.certificate);
	}

	@Override
	public int hashCode() {
		return this.certificate.hashCode();
	}

	@Override
	public String toString() {
		return subject() + ", sha256 " + fingerprintColons();
	}

	/** Returns what the fingerprints of this room are made of. */
	Fingerprint sha256() {
		return Fingerprint.of("sha256", encoded());
	}

	private byte[] encoded() {
		try {
			return this.certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("A certificate that was decoded can be encoded", ex);
		}
	}

}

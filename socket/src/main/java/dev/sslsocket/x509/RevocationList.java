package dev.sslsocket.x509;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.function.IntConsumer;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * A certificate revocation list (RFC 5280 section 5) as it is signed: its bytes and an
 * index of its entries. An entry becomes an object only when it is looked up, so that a
 * list of a million costs its own size and eight bytes for each. Nothing is said about
 * whether it is authentic or current. Immutable; safe for use by many threads.
 */
public final class RevocationList {

	private final RevocationListContent content;

	RevocationList(RevocationListContent content) {
		this.content = content;
	}

	/**
	 * Returns who issued it.
	 * @return the name of a CA, or of whoever it leaves its lists to
	 */
	public X500Principal issuer() {
		return this.content.issuer;
	}

	/**
	 * Returns when it was made.
	 * @return the time
	 */
	public Instant thisUpdate() {
		return this.content.thisUpdate;
	}

	/**
	 * Returns when the next one is due, and this one ends.
	 * @return the time, {@code null} where the list does not say, which RFC 5280 section
	 * 5.1.2.5 forbids
	 */
	public @Nullable Instant nextUpdate() {
		return this.content.nextUpdate;
	}

	/**
	 * Returns its number, by which newer ones are told from older ones.
	 * @return the number, {@code null} where it has none
	 */
	public @Nullable BigInteger number() {
		return this.content.number;
	}

	/**
	 * Returns the number of the list that this one says the changes since.
	 * @return the number; {@code null} for a complete list
	 */
	public @Nullable BigInteger baseNumber() {
		return this.content.baseNumber;
	}

	/**
	 * Returns which certificates it is about.
	 * @return the scope
	 */
	public IssuingDistributionPoint scope() {
		return this.content.scope;
	}

	/**
	 * Returns whether this list and another say that they are signed by one key, or at
	 * least do not say otherwise.
	 * @param other another list
	 * @return false when both name their keys and the keys differ
	 */
	public boolean isOfSameKeyAs(RevocationList other) {
		return RevocationListContent.agree(this.content.keyIdentifier, other.content.keyIdentifier);
	}

	/**
	 * Returns whether a certificate may be the one of its signer, by name and key
	 * identifier.
	 * @param certificate the certificate
	 * @return false when either of them says otherwise
	 */
	public boolean mayBeSignedBy(X509Certificate certificate) {
		return issuer().equals(certificate.getSubjectX500Principal()) && RevocationListContent
			.agree(this.content.keyIdentifier, RevocationListContent.subjectKeyIdentifier(certificate));
	}

	/**
	 * Returns a critical extension, of the list or of an entry, that is not understood:
	 * such a list must not be used (RFC 5280 sections 5.2 and 5.3).
	 * @return its identifier in dotted form, or {@code null}
	 */
	public @Nullable String unsupportedExtension() {
		return this.content.unsupportedExtension();
	}

	/**
	 * Returns by what it is signed.
	 * @return the JDK's name of the algorithm in capitals, such as {@code SHA256WITHRSA},
	 * or its identifier
	 */
	public String signatureAlgorithm() {
		return this.content.scheme.name();
	}

	/**
	 * Verifies its signature: work in proportion to its size, to be done once.
	 * @param key the signer's key
	 * @return whether it is signed by that
	 */
	public boolean verifies(PublicKey key) {
		return this.content.scheme.verifies(key, this.content.bytes, this.content.signedFrom, this.content.signedEnd,
				this.content.signature);
	}

	/**
	 * Returns the number of its entries.
	 * @return zero or more
	 */
	public int size() {
		return this.content.entries.size();
	}

	/**
	 * Looks a certificate up, by work that hardly depends on {@link #size()}.
	 * @param certificate the certificate
	 * @return what is said of it, or {@code null} when nothing is
	 */
	public @Nullable RevokedEntry find(X509Certificate certificate) {
		return find(certificate.getSerialNumber(), certificate.getIssuerX500Principal(), (step) -> {
		});
	}

	@Nullable RevokedEntry find(BigInteger serial, X500Principal certificateIssuer, IntConsumer steps) {
		return this.content.entries.find(serial, certificateIssuer, issuer(), steps);
	}

	/**
	 * Returns a name for its content.
	 * @return SHA-256 of its DER, 64 hexadecimal digits in lower case
	 */
	public String digest() {
		return this.content.digest;
	}

}

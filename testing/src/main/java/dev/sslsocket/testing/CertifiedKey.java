package dev.sslsocket.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * A certificate, its private key and the certificates above it: what a server or a client
 * needs to prove who it is, and what a CA needs to issue further certificates
 * ({@link CertificateMaker#issuedBy(CertifiedKey)}).
 * <p>
 * Its text form names the subject, never the key. Immutable; safe for use by many
 * threads.
 */
public final class CertifiedKey {

	private final X509Certificate certificate;

	private final PrivateKey privateKey;

	private final @Nullable CertifiedKey issuer;

	CertifiedKey(X509Certificate certificate, PrivateKey privateKey, @Nullable CertifiedKey issuer) {
		this.certificate = certificate;
		this.privateKey = privateKey;
		this.issuer = issuer;
	}

	/**
	 * The certificate.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	/**
	 * The private key of the certificate.
	 * @return the private key
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Who signed the certificate.
	 * @return the issuer, empty when the certificate is signed by itself
	 */
	public Optional<CertifiedKey> issuer() {
		return Optional.ofNullable(this.issuer);
	}

	/**
	 * The chain as it is presented in a handshake: this certificate first, then its
	 * issuers, without the root, which the peer has to know by itself.
	 * @return the chain, unmodifiable, never empty: a self-signed certificate is its own
	 * chain
	 */
	public List<X509Certificate> chain() {
		List<X509Certificate> chain = new ArrayList<>(List.of(this.certificate));
		for (CertifiedKey above = this.issuer; above != null && above.issuer != null; above = above.issuer) {
			chain.add(above.certificate);
		}
		return Collections.unmodifiableList(chain);
	}

	/**
	 * The {@link #chain()} as PEM text.
	 * @return one {@code CERTIFICATE} block per certificate
	 */
	public String pem() {
		return Pem.of(chain());
	}

	/**
	 * The certificate alone as PEM text.
	 * @return one {@code CERTIFICATE} block
	 */
	public String certificatePem() {
		return Pem.of(List.of(this.certificate));
	}

	/**
	 * The certificate alone as DER.
	 * @return the bytes, a new array
	 */
	public byte[] certificateDer() {
		return Pem.der(this.certificate);
	}

	/**
	 * The private key as PKCS#8 PEM (RFC 5208), not encrypted.
	 * @return one {@code PRIVATE KEY} block
	 */
	public String privateKeyPem() {
		return text().pkcs8();
	}

	/**
	 * The private key in the older form of its algorithm, not encrypted: PKCS#1 (RFC 8017
	 * appendix A.1.2) for RSA, SEC1 (RFC 5915) for EC.
	 * @return one {@code RSA PRIVATE KEY} or {@code EC PRIVATE KEY} block
	 * @throws IllegalStateException when the algorithm has no such form
	 */
	public String traditionalPrivateKeyPem() {
		return text().traditional();
	}

	/**
	 * The private key as encrypted PEM.
	 * @param encryption how to encrypt
	 * @param passphrase the pass phrase, ASCII
	 * @return one {@code ENCRYPTED PRIVATE KEY}, {@code RSA PRIVATE KEY} or
	 * {@code EC PRIVATE KEY} block
	 * @throws IllegalStateException when the algorithm has no such form
	 */
	public String encryptedPrivateKeyPem(KeyEncryption encryption, String passphrase) {
		return text().encrypted(encryption, passphrase);
	}

	/**
	 * The private key as PKCS#8 DER, not encrypted.
	 * @return the bytes, a new array
	 */
	public byte[] privateKeyDer() {
		return this.privateKey.getEncoded();
	}

	/**
	 * Key and {@link #chain()} as a key store in memory.
	 * @param passphrase protects the key
	 * @return a PKCS12 key store with one entry, named {@code key}
	 */
	public KeyStore keyStore(String passphrase) {
		return JdkStores.keyStore(this, passphrase);
	}

	/**
	 * Key and {@link #chain()} as the bytes of a PKCS12 file (RFC 7292).
	 * @param passphrase protects key and file
	 * @return the bytes, a new array
	 */
	public byte[] pkcs12(String passphrase) {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			keyStore(passphrase).store(bytes, passphrase.toCharArray());
			return bytes.toByteArray();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to write " + this + " as PKCS12", ex);
		}
	}

	/**
	 * A JDK context that presents this certificate and trusts the given ones: a peer that
	 * is not ours, in one line.
	 * @param trusted the trust anchors; none trusts nobody
	 * @return a new context
	 */
	public SSLContext jdkContext(X509Certificate... trusted) {
		return JdkStores.context(this, List.of(trusted));
	}

	/**
	 * Writes the {@link #pem()} chain into a file.
	 * @param file the file, replaced when it exists
	 * @return the file
	 * @throws UncheckedIOException when the file cannot be written
	 */
	public Path writeChain(Path file) {
		return write(file, pem());
	}

	/**
	 * Writes the private key into a file as {@link #privateKeyPem()}.
	 * @param file the file, replaced when it exists
	 * @return the file
	 * @throws UncheckedIOException when the file cannot be written
	 */
	public Path writePrivateKey(Path file) {
		return write(file, privateKeyPem());
	}

	@Override
	public String toString() {
		return "CertifiedKey[" + this.certificate.getSubjectX500Principal().getName() + "]";
	}

	private PrivateKeyText text() {
		return new PrivateKeyText(this.privateKey, this.certificate.getPublicKey());
	}

	private static Path write(Path file, String text) {
		try {
			return Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to write '" + file + "'", ex);
		}
	}

}

package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How often a signature is checked. One with ECDSA costs as much as all else in the check
 * of a chain; the key that checks it is ours here, and counts.
 */
class SignatureCountTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Counting CA").selfSigned();

	private final AtomicInteger uses = new AtomicInteger();

	@Test
	void verifyServerWhenThePeerIsNewChecksEachSignatureOnce() throws Exception {
		X509Certificate leaf = parsed(CertificateMaker.localhost().issuedBy(CA));
		int one = usesOfOneCheck();
		assertThat(verifier().verifyServer(List.of(leaf), "localhost")).hasSize(2);
		assertThat(this.uses).hasValue(one);
	}

	@Test
	void verifyServerWhenThePeerComesAgainChecksNoSignature() throws Exception {
		X509Certificate leaf = parsed(CertificateMaker.localhost().issuedBy(CA));
		PeerVerifier verifier = verifier();
		verifier.verifyServer(List.of(leaf), "localhost");
		// The JDK's certificate remembers the last key that it was checked with: not
		// ours.
		leaf.verify(new CountingKey());
		this.uses.set(0);
		for (int i = 0; i < 10; i++) {
			// As it is when it comes over the wire: another object of the same bytes.
			verifier.verifyServer(List.of(parsed(leaf.getEncoded())), "localhost");
		}
		assertThat(this.uses).hasValue(0);
	}

	@Test
	void verifyServerWhenAnotherTrustIsAskedChecksAnew() throws Exception {
		X509Certificate leaf = parsed(CertificateMaker.localhost().issuedBy(CA));
		verifier().verifyServer(List.of(leaf), "localhost");
		CertifiedKey other = CertificateMaker.ca().subject("CN=Counting CA").selfSigned();
		PeerVerifier replaced = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(other.certificate())))
			.build();
		assertThatExceptionOfType(SslCertificateException.class)
			.isThrownBy(() -> replaced.verifyServer(List.of(leaf), "localhost"));
		this.uses.set(0);
		verifier().verifyServer(List.of(leaf), "localhost");
		assertThat(this.uses.get()).isPositive();
	}

	/** How often the JDK looks at a key to check one signature. */
	private int usesOfOneCheck() throws GeneralSecurityException {
		parsed(CertificateMaker.localhost().issuedBy(CA)).verify(new CountingKey());
		return this.uses.getAndSet(0);
	}

	private PeerVerifier verifier() {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(new CountingCa(CA.certificate(), new CountingKey()))))
			.build();
	}

	private static X509Certificate parsed(CertifiedKey key) throws GeneralSecurityException {
		return parsed(key.certificate().getEncoded());
	}

	private static X509Certificate parsed(byte[] encoded) throws GeneralSecurityException {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(encoded));
	}

	private final class CountingKey implements ECPublicKey {

		private static final long serialVersionUID = 1;

		private final transient ECPublicKey key = (ECPublicKey) CA.certificate().getPublicKey();

		/** Asked for by whoever checks a signature, and by nobody else. */
		@Override
		public ECPoint getW() {
			SignatureCountTests.this.uses.incrementAndGet();
			return this.key.getW();
		}

		@Override
		public ECParameterSpec getParams() {
			return this.key.getParams();
		}

		@Override
		public String getAlgorithm() {
			return this.key.getAlgorithm();
		}

		@Override
		public String getFormat() {
			return this.key.getFormat();
		}

		@Override
		public byte[] getEncoded() {
			return this.key.getEncoded();
		}

	}

	/** A certificate with another object for its key. */
	private static final class CountingCa extends X509Certificate {

		private static final long serialVersionUID = 1;

		private final transient X509Certificate ca;

		private final transient PublicKey key;

		CountingCa(X509Certificate ca, PublicKey key) {
			this.ca = ca;
			this.key = key;
		}

		@Override
		public PublicKey getPublicKey() {
			return this.key;
		}

		@Override
		public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
			this.ca.checkValidity();
		}

		@Override
		public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
			this.ca.checkValidity(date);
		}

		@Override
		public int getVersion() {
			return this.ca.getVersion();
		}

		@Override
		public BigInteger getSerialNumber() {
			return this.ca.getSerialNumber();
		}

		@Override
		@SuppressWarnings("deprecation")
		public Principal getIssuerDN() {
			return this.ca.getIssuerDN();
		}

		@Override
		@SuppressWarnings("deprecation")
		public Principal getSubjectDN() {
			return this.ca.getSubjectDN();
		}

		@Override
		public Date getNotBefore() {
			return this.ca.getNotBefore();
		}

		@Override
		public Date getNotAfter() {
			return this.ca.getNotAfter();
		}

		@Override
		public byte[] getTBSCertificate() throws CertificateEncodingException {
			return this.ca.getTBSCertificate();
		}

		@Override
		public byte[] getSignature() {
			return this.ca.getSignature();
		}

		@Override
		public String getSigAlgName() {
			return this.ca.getSigAlgName();
		}

		@Override
		public String getSigAlgOID() {
			return this.ca.getSigAlgOID();
		}

		@Override
		public byte @Nullable [] getSigAlgParams() {
			return this.ca.getSigAlgParams();
		}

		@Override
		public boolean @Nullable [] getIssuerUniqueID() {
			return this.ca.getIssuerUniqueID();
		}

		@Override
		public boolean @Nullable [] getSubjectUniqueID() {
			return this.ca.getSubjectUniqueID();
		}

		@Override
		public boolean @Nullable [] getKeyUsage() {
			return this.ca.getKeyUsage();
		}

		@Override
		public int getBasicConstraints() {
			return this.ca.getBasicConstraints();
		}

		@Override
		public byte[] getEncoded() throws CertificateEncodingException {
			return this.ca.getEncoded();
		}

		@Override
		public void verify(PublicKey signer) {
			throw new UnsupportedOperationException("nobody asks who signed an anchor");
		}

		@Override
		public void verify(PublicKey signer, String provider) {
			verify(signer);
		}

		@Override
		public String toString() {
			return this.ca.toString();
		}

		@Override
		public boolean hasUnsupportedCriticalExtension() {
			return this.ca.hasUnsupportedCriticalExtension();
		}

		@Override
		public @Nullable Set<String> getCriticalExtensionOIDs() {
			return this.ca.getCriticalExtensionOIDs();
		}

		@Override
		public @Nullable Set<String> getNonCriticalExtensionOIDs() {
			return this.ca.getNonCriticalExtensionOIDs();
		}

		@Override
		public byte @Nullable [] getExtensionValue(String identifier) {
			return this.ca.getExtensionValue(identifier);
		}

	}

}

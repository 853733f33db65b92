package dev.sslsocket.x509;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;

/**
 * The signature of an OCSP answer, checked by the JDK. Immutable; safe for use by many
 * threads.
 */
public final class OcspSignature {

	private final byte[] signed;

	private final AlgorithmIdentifier algorithm;

	private final byte[] value;

	private final String digest;

	OcspSignature(byte[] signed, AlgorithmIdentifier algorithm, byte[] value) {
		this.signed = signed;
		this.algorithm = algorithm;
		this.value = value;
		AlgorithmIdentifier hash = new DefaultDigestAlgorithmIdentifierFinder().find(algorithm);
		this.digest = (hash != null) ? new DefaultAlgorithmNameFinder().getAlgorithmName(hash) : "";
	}

	/**
	 * Returns the digest that was signed.
	 * @return such as {@code SHA256}, upper case, without dashes; empty where the
	 * algorithm is not known
	 */
	public String digest() {
		return this.digest.toUpperCase(Locale.ROOT).replace("-", "");
	}

	/**
	 * Checks the signature.
	 * @param key the key that should have made it
	 * @return whether it did; false also for an algorithm that this JDK does not know or
	 * that is not the key's
	 */
	public boolean isBy(PublicKey key) {
		try {
			Signature verifier = Signature.getInstance(this.algorithm.getAlgorithm().getId());
			if (this.algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
				AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
				parameters.init(this.algorithm.getParameters().toASN1Primitive().getEncoded());
				verifier.setParameter(parameters.getParameterSpec(PSSParameterSpec.class));
			}
			verifier.initVerify(key);
			verifier.update(this.signed);
			return verifier.verify(this.value);
		}
		catch (GeneralSecurityException | IOException | RuntimeException ex) {
			// Not this key's, then; providers throw unchecked at some forgeries.
			return false;
		}
	}

}

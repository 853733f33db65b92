package dev.sslsocket.x509;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.jspecify.annotations.Nullable;

/**
 * By which algorithm something is signed (RFC 5280 section 4.1.1.2). Immutable; safe for
 * use by many threads.
 */
final class SignatureScheme {

	private static final String PSS = "1.2.840.113549.1.1.10";

	private final String identifier;

	private final @Nullable PSSParameterSpec parameters;

	private final String name;

	private SignatureScheme(String identifier, @Nullable PSSParameterSpec parameters) {
		this.identifier = identifier;
		this.parameters = parameters;
		this.name = (parameters != null) ? parameters.getDigestAlgorithm().replace("-", "") + "WITHRSAANDMGF1"
				: new DefaultAlgorithmNameFinder().getAlgorithmName(new ASN1ObjectIdentifier(identifier));
	}

	/** Reads an AlgorithmIdentifier. */
	static SignatureScheme read(byte[] encoded) throws DerFormatException {
		DerCursor algorithm = DerCursor.over(encoded).read(DerCursor.SEQUENCE);
		String identifier = DerExtension.dotted(algorithm.read(DerCursor.OBJECT_IDENTIFIER).toBytes());
		return new SignatureScheme(identifier,
				PSS.equals(identifier) ? pss(algorithm.encoded(DerCursor.SEQUENCE)) : null);
	}

	private static PSSParameterSpec pss(byte[] encoded) throws DerFormatException {
		try {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
			parameters.init(encoded);
			return parameters.getParameterSpec(PSSParameterSpec.class);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new DerFormatException("the parameters of RSASSA-PSS cannot be read");
		}
	}

	/** The JDK's name where it has one, such as {@code SHA256WITHRSA}. */
	String name() {
		return this.name;
	}

	/**
	 * Verifies a signature over a part of an array.
	 * @return false also where this JDK does not have the algorithm or the key is for
	 * another one
	 */
	boolean verifies(PublicKey key, byte[] bytes, int from, int end, byte[] signature) {
		try {
			Signature verifier = Signature.getInstance((this.parameters != null) ? "RSASSA-PSS" : this.identifier);
			if (this.parameters != null) {
				verifier.setParameter(this.parameters);
			}
			verifier.initVerify(key);
			verifier.update(bytes, from, end - from);
			return verifier.verify(signature);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

}

package dev.sslsocket.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * Signs with an issuer's key by the JDK, under the algorithm that the key calls for. Made
 * for one signature; not safe for use by many threads.
 */
final class Signer implements ContentSigner {

	private static final PSSParameterSpec PSS_SHA256 = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256,
			32, PSSParameterSpec.TRAILER_FIELD_BC);

	private final ByteArrayOutputStream content = new ByteArrayOutputStream();

	private final PrivateKey privateKey;

	private final PublicKey publicKey;

	Signer(PrivateKey privateKey, PublicKey publicKey) {
		this.privateKey = privateKey;
		this.publicKey = publicKey;
	}

	@Override
	public AlgorithmIdentifier getAlgorithmIdentifier() {
		String name = restrictedToPss() ? "SHA256withRSAandMGF1" : algorithm();
		return new DefaultSignatureAlgorithmIdentifierFinder().find(name);
	}

	@Override
	public OutputStream getOutputStream() {
		return this.content;
	}

	@Override
	public byte[] getSignature() {
		try {
			Signature signature = Signature.getInstance(algorithm());
			if (restrictedToPss()) {
				signature.setParameter(PSS_SHA256);
			}
			signature.initSign(this.privateKey);
			signature.update(this.content.toByteArray());
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to sign by " + algorithm(), ex);
		}
	}

	private boolean restrictedToPss() {
		return this.publicKey.getAlgorithm().equals("RSASSA-PSS");
	}

	private String algorithm() {
		return switch (this.publicKey.getAlgorithm()) {
			case "RSASSA-PSS" -> "RSASSA-PSS";
			case "EC" -> hashForCurve() + "withECDSA";
			case "EdDSA", "Ed25519" -> "Ed25519";
			default -> "SHA256with" + this.publicKey.getAlgorithm();
		};
	}

	// TLS 1.3 ties the hash to the curve (RFC 8446 section 4.2.3); certificates follow.
	private String hashForCurve() {
		int bits = ((ECKey) this.publicKey).getParams().getOrder().bitLength();
		return (bits <= 256) ? "SHA256" : (bits <= 384) ? "SHA384" : "SHA512";
	}

}

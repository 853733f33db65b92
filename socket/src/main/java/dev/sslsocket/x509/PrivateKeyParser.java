package dev.sslsocket.x509;

import java.io.IOException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private key of a file: the first one, as OpenSSL does, wherever it stands.
 */
final class PrivateKeyParser {

	private static final String LOOKED_FOR = "PEM (PRIVATE KEY, ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY), DER and PKCS12";

	private final Material material;

	private final AskedPassphrase passphrase;

	private PrivateKeyParser(Material material, AskedPassphrase passphrase) {
		this.material = material;
		this.passphrase = passphrase;
	}

	/**
	 * Returns the key.
	 * @throws SslConfigurationException when there is none, it is damaged or cannot be
	 * opened; with a setting only when that is the pass phrase
	 */
	static PrivateKey parse(Material material, AskedPassphrase passphrase) {
		return new PrivateKeyParser(material, passphrase).parse();
	}

	/** Whether a key stands in a file that was given for its certificates. */
	static boolean isIn(Material material) {
		return PemBlocks.parse(material).stream().anyMatch(PemBlock::isPrivateKey);
	}

	private PrivateKey parse() {
		List<PemBlock> blocks = PemBlocks.parse(this.material);
		for (PemBlock block : blocks) {
			if (block.isPrivateKey()) {
				return parse(block, blocks);
			}
		}
		if (blocks.isEmpty() && DerValues.beginsWithOne(this.material.content())) {
			return parse(DerValues.split(this.material.content(), this.material).get(0), null);
		}
		throw lacks();
	}

	private PrivateKey parse(PemBlock block, List<PemBlock> blocks) {
		byte[] der = block.isEncryptedTraditionally()
				? EncryptedKeys.openTraditional(block, this.material, this.passphrase) : block.content();
		try {
			return parse(der, ecParameters(blocks));
		}
		finally {
			Arrays.fill(der, (byte) 0);
		}
	}

	private PrivateKey parse(byte[] der, @Nullable ASN1Encodable ecParameters) {
		DerKind kind = DerKind.of(der, this.material);
		return switch (kind) {
			case PKCS8, PKCS1, SEC1 -> JdkKeys.of(decode(kind, der, ecParameters), this.material);
			case PKCS8_ENCRYPTED ->
				JdkKeys.of(EncryptedKeys.openPkcs8(der, this.material, this.passphrase), this.material);
			case PKCS12 -> Pkcs12Store.open(this.material, this.passphrase).key(this.material);
			default -> throw lacks();
		};
	}

	private PrivateKeyInfo decode(DerKind kind, byte[] der, @Nullable ASN1Encodable ecParameters) {
		try {
			return switch (kind) {
				case PKCS1 -> ofPkcs1(der);
				case SEC1 -> ofSec1(der, ecParameters);
				default -> PrivateKeyInfo.getInstance(der);
			};
		}
		catch (SslConfigurationException ex) {
			throw ex;
		}
		catch (IOException | IllegalArgumentException | IllegalStateException ex) {
			throw damaged(ex);
		}
	}

	private PrivateKeyInfo ofPkcs1(byte[] der) throws IOException {
		return new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
				RSAPrivateKey.getInstance(der));
	}

	private PrivateKeyInfo ofSec1(byte[] der, @Nullable ASN1Encodable ecParameters) throws IOException {
		ECPrivateKey key = ECPrivateKey.getInstance(der);
		ASN1Encodable curve = (key.getParametersObject() != null) ? key.getParametersObject() : ecParameters;
		if (curve == null) {
			throw new SslConfigurationException("", "the EC private key of " + this.material.quoted()
					+ " does not say on which curve: an EC PARAMETERS block is missing.");
		}
		return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
	}

	private @Nullable ASN1Encodable ecParameters(List<PemBlock> blocks) {
		for (PemBlock block : blocks) {
			if ("EC PARAMETERS".equals(block.label())) {
				try {
					return ASN1Primitive.fromByteArray(block.content());
				}
				catch (IOException ex) {
					throw damaged(ex);
				}
			}
		}
		return null;
	}

	private SslConfigurationException damaged(Exception cause) {
		return new SslConfigurationException("", "the private key of " + this.material.quoted() + " is damaged.",
				cause);
	}

	private SslConfigurationException lacks() {
		return Contents.lacks("private key", this.material, LOOKED_FOR);
	}

}

package dev.sslsocket.x509;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a PKCS12 store (RFC 7292) holds: its first private key, as OpenSSL takes it, and
 * all certificates. Aliases play no part; the certificate that fits the key is found by
 * the key.
 */
final class Pkcs12Store {

	private final @Nullable PrivateKey key;

	private final List<X509Certificate> certificates;

	private Pkcs12Store(@Nullable PrivateKey key, List<X509Certificate> certificates) {
		this.key = key;
		this.certificates = List.copyOf(certificates);
	}

	/** Whether the material is such a store. */
	static boolean isOne(Material material) {
		byte[] bytes = material.content();
		return DerValues.beginsWithOne(bytes)
				&& DerKind.of(DerValues.split(bytes, material).get(0), material) == DerKind.PKCS12;
	}

	static Pkcs12Store open(Material material, AskedPassphrase passphrase) {
		Pkcs12Envelope envelope = Pkcs12Envelope.of(pdu(material), material);
		InputDecryptorProvider decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
			.setProvider(BouncyCastle.PROVIDER)
			.build(envelope.open(passphrase));
		PrivateKey key = null;
		List<X509Certificate> certificates = new ArrayList<>();
		try {
			for (PKCS12SafeBag bag : envelope.bags(decryptor)) {
				if (PKCSObjectIdentifiers.certBag.equals(bag.getType())) {
					CertBag certificate = CertBag.getInstance(bag.toASN1Structure().getBagValue());
					certificates
						.add(Certificates.parse(ASN1OctetString.getInstance(certificate.getCertValue()).getOctets(),
								material, certificates.size()));
				}
				else if (key == null) {
					PrivateKeyInfo info = keyInfo(bag, decryptor);
					key = (info != null) ? JdkKeys.of(info, material) : null;
				}
			}
		}
		catch (PKCSException ex) {
			throw AskedPassphrase.refused(envelope.what(), ex);
		}
		catch (SslConfigurationException ex) {
			throw ex;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw damaged(material, ex);
		}
		return new Pkcs12Store(key, certificates);
	}

	PrivateKey key(Material material) {
		if (this.key == null) {
			throw new SslConfigurationException("", material.quoted() + " is a PKCS12 store without a private key.");
		}
		return this.key;
	}

	List<X509Certificate> certificates(Material material) {
		if (this.certificates.isEmpty()) {
			throw new SslConfigurationException("", material.quoted() + " is a PKCS12 store without a certificate.");
		}
		return this.certificates;
	}

	private static PKCS12PfxPdu pdu(Material material) {
		try {
			return new PKCS12PfxPdu(DerValues.split(material.content(), material).get(0));
		}
		catch (IOException | IllegalArgumentException | IllegalStateException ex) {
			throw damaged(material, ex);
		}
	}

	static SslConfigurationException damaged(Material material, Exception cause) {
		return new SslConfigurationException("", material.quoted() + " is a damaged PKCS12 store.", cause);
	}

	private static @Nullable PrivateKeyInfo keyInfo(PKCS12SafeBag bag, InputDecryptorProvider decryptor)
			throws PKCSException {
		Object value = bag.getBagValue();
		if (value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
			return encrypted.decryptPrivateKeyInfo(decryptor);
		}
		return (value instanceof PrivateKeyInfo plain) ? plain : null;
	}

}

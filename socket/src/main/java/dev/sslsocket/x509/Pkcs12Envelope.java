package dev.sslsocket.x509;

import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.jspecify.annotations.Nullable;

/**
 * The outside of a PKCS12 store: how it is protected, and whether a pass phrase opens it.
 *
 * @param pdu the decoded store
 * @param what the file, its container and its cipher, for messages
 * @param encrypted whether anything in it is encrypted
 */
record Pkcs12Envelope(PKCS12PfxPdu pdu, String what, boolean encrypted) {

	static Pkcs12Envelope of(PKCS12PfxPdu pdu, Material material) {
		String cipher = null;
		try {
			for (ContentInfo info : pdu.getContentInfos()) {
				cipher = (cipher != null) ? cipher : cipher(info);
			}
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw Pkcs12Store.damaged(material, ex);
		}
		String what = material.quoted() + ((cipher != null) ? " (PKCS12, " + cipher + ")" : " (PKCS12)");
		return new Pkcs12Envelope(pdu, what, cipher != null);
	}

	/**
	 * Returns the pass phrase that opens the store; asks only when the empty one, which
	 * many tools write, does not.
	 */
	char[] open(AskedPassphrase passphrase) {
		// OpenSSL's empty pass phrase is one zero character, other tools' is nothing.
		for (char[] empty : List.of(new char[1], new char[0])) {
			if (this.pdu.hasMac() ? fits(empty) : !this.encrypted) {
				return empty;
			}
		}
		char[] asked = passphrase.open(this.what);
		if (this.pdu.hasMac() && !fits(asked)) {
			throw AskedPassphrase.refused(this.what, null);
		}
		return asked;
	}

	/** Returns everything in the store. */
	List<PKCS12SafeBag> bags(InputDecryptorProvider decryptor) throws PKCSException {
		List<PKCS12SafeBag> bags = new ArrayList<>();
		for (ContentInfo info : this.pdu.getContentInfos()) {
			PKCS12SafeBagFactory factory = isEncrypted(info) ? new PKCS12SafeBagFactory(info, decryptor)
					: new PKCS12SafeBagFactory(info);
			bags.addAll(List.of(factory.getSafeBags()));
		}
		return bags;
	}

	private boolean fits(char[] candidate) {
		try {
			return this.pdu.isMacValid(new JcePKCS12MacCalculatorBuilderProvider().setProvider(BouncyCastle.PROVIDER),
					candidate);
		}
		catch (PKCSException | IllegalArgumentException | IllegalStateException ex) {
			throw AskedPassphrase.refused(this.what, ex);
		}
	}

	private static boolean isEncrypted(ContentInfo info) {
		return PKCSObjectIdentifiers.encryptedData.equals(info.getContentType());
	}

	private static @Nullable String cipher(ContentInfo info) {
		if (isEncrypted(info)) {
			return AlgorithmNames.cipher(EncryptedData.getInstance(info.getContent()).getEncryptionAlgorithm());
		}
		for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(info).getSafeBags()) {
			if (bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo key) {
				return AlgorithmNames.cipher(key.toASN1Structure().getEncryptionAlgorithm());
			}
		}
		return null;
	}

}

package dev.sslsocket.x509;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.ASN1VisibleString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The number by which OpenSSL 1.0 and later files certificates and revocation lists
 * ({@code openssl x509 -subject_hash}, {@code X509_NAME_hash_ex}): the first four octets
 * of the SHA-1 of a canonical form of the name, the lowest first. It finds a file and
 * proves nothing, so that SHA-1 does.
 * <p>
 * The canonical form ({@code x509_name_canon}) has every string as UTF-8, in lower case
 * as far as it is ASCII, without blanks at its ends and with one where several were; the
 * attributes of a multi-valued RDN sorted; and no outer SEQUENCE. Stateless; safe for use
 * by many threads.
 */
final class NameHash {

	private NameHash() {
	}

	/**
	 * Returns the hash as file names have it.
	 * @param name the name
	 * @return eight hexadecimal digits in lower case
	 * @throws IllegalArgumentException when a string of the name is damaged
	 */
	static String of(X500Principal name) {
		byte[] digest;
		try {
			digest = MessageDigest.getInstance("SHA-1").digest(canonical(name));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-1", ex);
		}
		int hash = 0;
		for (int i = 3; i >= 0; i--) {
			hash = hash << 8 | digest[i] & 0xff;
		}
		return String.format("%08x", hash);
	}

	private static byte[] canonical(X500Principal name) {
		ByteArrayOutputStream canonical = new ByteArrayOutputStream();
		for (RDN rdn : X500Name.getInstance(name.getEncoded()).getRDNs()) {
			ASN1EncodableVector attributes = new ASN1EncodableVector();
			for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
				attributes.add(new AttributeTypeAndValue(attribute.getType(), canonical(attribute.getValue())));
			}
			try {
				canonical.writeBytes(new DERSet(attributes).getEncoded(ASN1Encoding.DER));
			}
			catch (IOException ex) {
				throw new IllegalArgumentException("The name cannot be encoded", ex);
			}
		}
		return canonical.toByteArray();
	}

	// What is no string of these kinds is taken as it is, NumericString among them.
	private static ASN1Encodable canonical(ASN1Encodable value) {
		String text;
		if (value instanceof ASN1T61String string) {
			// OpenSSL takes it for Latin-1, as everybody does who writes it.
			text = new String(string.getOctets(), StandardCharsets.ISO_8859_1);
		}
		else if (value instanceof ASN1UniversalString string) {
			text = utf32(string.getOctets());
		}
		else if (value instanceof ASN1UTF8String string) {
			text = string.getString();
		}
		else if (value instanceof ASN1BMPString string) {
			text = string.getString();
		}
		else if (value instanceof ASN1PrintableString string) {
			text = string.getString();
		}
		else if (value instanceof ASN1IA5String string) {
			text = string.getString();
		}
		else if (value instanceof ASN1VisibleString string) {
			text = string.getString();
		}
		else {
			return value;
		}
		return new DERUTF8String(collapsed(text));
	}

	private static String utf32(byte[] octets) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i + 3 < octets.length; i += 4) {
			text.appendCodePoint((octets[i] & 0xff) << 24 | (octets[i + 1] & 0xff) << 16 | (octets[i + 2] & 0xff) << 8
					| octets[i + 3] & 0xff);
		}
		return text.toString();
	}

	private static String collapsed(String text) {
		StringBuilder collapsed = new StringBuilder();
		boolean blank = false;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (isBlank(character)) {
				blank = true;
				continue;
			}
			if (blank && collapsed.length() > 0) {
				collapsed.append(' ');
			}
			blank = false;
			collapsed.append((character >= 'A' && character <= 'Z') ? (char) (character + 'a' - 'A') : character);
		}
		return collapsed.toString();
	}

	private static boolean isBlank(char character) {
		return character == ' ' || character >= '\t' && character <= '\r';
	}

}

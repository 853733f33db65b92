package dev.sslsocket.x509;

import java.io.IOException;
import java.util.Arrays;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;

/**
 * Writes a distinguished name as OpenSSL's {@code X509_NAME_oneline} does (3.0):
 * {@code /C=DE/CN=srv}, in the order of the encoding, byte by byte and not character by
 * character.
 */
final class OnelineName {

	private static final char[] HEX = "0123456789ABCDEF".toCharArray();

	private static final int WIDE_CHARACTER = 4;

	private OnelineName() {
	}

	static String of(X500Principal principal) {
		StringBuilder text = new StringBuilder();
		for (RDN rdn : RelativeNames.of(principal)) {
			char separator = '/';
			for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
				text.append(separator).append(AttributeNames.of(attribute.getType())).append('=');
				appendValue(text, attribute.getValue());
				separator = '+';
			}
		}
		return text.toString();
	}

	private static void appendValue(StringBuilder text, ASN1Encodable value) {
		byte[] der = encoded(value);
		byte[] content = Arrays.copyOfRange(der, der.length - length(der), der.length);
		boolean wide = (der[0] & 0x1f) == BERTags.GENERAL_STRING && isWide(content);
		for (int i = 0; i < content.length; i++) {
			if (!wide || i % WIDE_CHARACTER == WIDE_CHARACTER - 1) {
				append(text, content[i] & 0xff);
			}
		}
	}

	private static void append(StringBuilder text, int octet) {
		if (octet < ' ' || octet > '~') {
			text.append("\\x").append(HEX[octet >> 4]).append(HEX[octet & 0xf]);
		}
		else {
			text.append((octet == '/' || octet == '+') ? "\\" : "").append((char) octet);
		}
	}

	// OpenSSL takes a GeneralString that uses every fourth byte only for UCS-4.
	private static boolean isWide(byte[] content) {
		if (content.length % WIDE_CHARACTER != 0) {
			return false;
		}
		for (int i = 0; i < content.length; i++) {
			if (i % WIDE_CHARACTER != WIDE_CHARACTER - 1 && content[i] != 0) {
				return false;
			}
		}
		return true;
	}

	private static int length(byte[] der) {
		int first = der[1] & 0xff;
		if (first < 0x80) {
			return first;
		}
		int length = 0;
		for (int i = 0; i < first - 0x80; i++) {
			length = length << 8 | der[2 + i] & 0xff;
		}
		return length;
	}

	private static byte[] encoded(ASN1Encodable value) {
		try {
			return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
		}
		catch (IOException ex) {
			throw new IllegalStateException("A value that was decoded can be encoded", ex);
		}
	}

}

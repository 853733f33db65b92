package dev.sslsocket.verify;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

import dev.sslsocket.testing.CertifiedKey;

/**
 * Writes DER by hand, sound or not, for certificates that no library would make.
 */
final class Der {

	private Der() {
	}

	static byte[] hex(String digits) {
		return HexFormat.of().parseHex(digits.replace(" ", ""));
	}

	static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] tlv(int tag, byte[]... contents) {
		byte[] content = joined(List.of(contents));
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.write(tag);
		if (content.length >= 0x80) {
			byte[] length = BigInteger.valueOf(content.length).toByteArray();
			int skip = (length[0] == 0) ? 1 : 0;
			all.write(0x80 | length.length - skip);
			all.write(length, skip, length.length - skip);
		}
		else {
			all.write(content.length);
		}
		all.writeBytes(content);
		return all.toByteArray();
	}

	static byte[] repeated(byte[] value, int times) {
		byte[][] values = new byte[times][];
		Arrays.fill(values, value);
		return joined(List.of(values));
	}

	/** The encodings that stand one after the other. */
	static List<byte[]> elements(byte[] content) {
		List<byte[]> elements = new ArrayList<>();
		byte[] rest = content;
		while (rest.length > 0) {
			int end = DerValue.first(rest).end();
			elements.add(Arrays.copyOf(rest, end));
			rest = Arrays.copyOfRange(rest, end, rest.length);
		}
		return elements;
	}

	/**
	 * Changes what a certificate says, and signs it again.
	 * @param certified the certificate
	 * @param issuer who signs
	 * @param change is given the encodings of the fields: version, serial number,
	 * signature, issuer, validity, subject, key, extensions
	 * @return the certificate
	 */
	static byte[] changed(CertifiedKey certified, CertifiedKey issuer, Consumer<List<byte[]>> change) {
		List<byte[]> parts = elements(DerValue.first(certified.certificateDer()).content());
		List<byte[]> fields = elements(DerValue.first(parts.get(0)).content());
		change.accept(fields);
		byte[] toBeSigned = tlv(0x30, joined(fields));
		try {
			Signature signature = Signature.getInstance(certified.certificate().getSigAlgName());
			signature.initSign(issuer.privateKey());
			signature.update(toBeSigned);
			return tlv(0x30, toBeSigned, parts.get(1), tlv(0x03, new byte[1], signature.sign()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Signs a certificate again under another algorithm.
	 * @param certified the certificate
	 * @param issuer who signs
	 * @param algorithm the AlgorithmIdentifier
	 * @param signature what signs, with its parameters
	 * @return the certificate
	 */
	static byte[] signed(CertifiedKey certified, CertifiedKey issuer, byte[] algorithm, Signature signature) {
		List<byte[]> fields = elements(
				DerValue.first(elements(DerValue.first(certified.certificateDer()).content()).get(0)).content());
		fields.set(2, algorithm);
		byte[] toBeSigned = tlv(0x30, joined(fields));
		try {
			signature.initSign(issuer.privateKey());
			signature.update(toBeSigned);
			return tlv(0x30, toBeSigned, algorithm, tlv(0x03, new byte[1], signature.sign()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] joined(List<byte[]> values) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		values.forEach(all::writeBytes);
		return all.toByteArray();
	}

}

package dev.sslsocket.x509;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Random;

import dev.sslsocket.testing.CertifiedKey;

/**
 * A long revocation list, written as a stream: makers that hold an object for each entry
 * would take more than what is to be measured. Entries have 16-byte serial numbers in no
 * order, a date and a reason, as those of public CAs do: 50 bytes each.
 */
public final class LongList {

	private static final byte[] ECDSA_WITH_SHA256 = { 0x30, 0x0a, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4,
			3, 2 };

	private static final byte[] KEY_COMPROMISE = { 0x30, 0x0c, 0x30, 0x0a, 6, 3, 0x55, 0x1d, 0x15, 4, 3, 0x0a, 1, 1 };

	private final int size;

	private final byte[] der;

	private LongList(int size, CertifiedKey issuer) {
		this.size = size;
		this.der = issue(issuer);
	}

	/**
	 * Makes a list.
	 * @param size how many entries
	 * @param issuer who signs, with a key on P-256
	 */
	public static LongList of(int size, CertifiedKey issuer) {
		return new LongList(size, issuer);
	}

	public byte[] der() {
		return this.der;
	}

	/** The serial number of an entry. */
	BigInteger serial(int index) {
		return new BigInteger(serialBytes(index));
	}

	private static byte[] serialBytes(int index) {
		byte[] serial = new byte[16];
		new Random(index).nextBytes(serial);
		serial[0] = (byte) (serial[0] & 0x3f | 0x40);
		return serial;
	}

	private byte[] issue(CertifiedKey issuer) {
		ByteArrayOutputStream entries = new ByteArrayOutputStream(52 * this.size + 64);
		for (int i = 0; i < this.size; i++) {
			byte[] serial = serialBytes(i);
			entries.write(0x30);
			entries.write(2 + serial.length + 15 + KEY_COMPROMISE.length);
			entries.write(2);
			entries.write(serial.length);
			entries.writeBytes(serial);
			entries.writeBytes(time("260101000000Z"));
			entries.writeBytes(KEY_COMPROMISE);
		}
		ByteArrayOutputStream signed = new ByteArrayOutputStream(entries.size() + 512);
		signed.writeBytes(new byte[] { 2, 1, 1 });
		signed.writeBytes(ECDSA_WITH_SHA256);
		signed.writeBytes(issuer.certificate().getSubjectX500Principal().getEncoded());
		signed.writeBytes(time("260101000000Z"));
		signed.writeBytes(time("491231235959Z"));
		if (this.size > 0) {
			signed.writeBytes(header(0x30, entries.size()));
			signed.writeBytes(entries.toByteArray());
		}
		byte[] toBeSigned = concatenate(header(0x30, signed.size()), signed.toByteArray());
		byte[] signature = concatenate(new byte[1], sign(issuer, toBeSigned));
		byte[] content = concatenate(toBeSigned, ECDSA_WITH_SHA256, header(3, signature.length), signature);
		return concatenate(header(0x30, content.length), content);
	}

	private static byte[] sign(CertifiedKey issuer, byte[] bytes) {
		try {
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(issuer.privateKey());
			signature.update(bytes);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] time(String text) {
		return concatenate(new byte[] { 0x17, 13 }, text.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] header(int tag, int length) {
		if (length < 0x80) {
			return new byte[] { (byte) tag, (byte) length };
		}
		byte[] octets = BigInteger.valueOf(length).toByteArray();
		int from = (octets[0] == 0) ? 1 : 0;
		byte[] header = new byte[2 + octets.length - from];
		header[0] = (byte) tag;
		header[1] = (byte) (0x80 | octets.length - from);
		System.arraycopy(octets, from, header, 2, octets.length - from);
		return header;
	}

	private static byte[] concatenate(byte[]... parts) {
		int length = 0;
		for (byte[] part : parts) {
			length += part.length;
		}
		byte[] all = new byte[length];
		int at = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}

}

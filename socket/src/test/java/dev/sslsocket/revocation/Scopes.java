package dev.sslsocket.revocation;

import java.util.HexFormat;

/**
 * Issuing distribution points in DER (RFC 5280 section 5.2.5).
 */
final class Scopes {

	static final byte[] USERS = hex("30038101ff");

	static final byte[] CAS = hex("30038201ff");

	static final byte[] ATTRIBUTES = hex("30038501ff");

	static final byte[] INDIRECT = hex("30038401ff");

	/** Key compromise (bit 1) and CA compromise (bit 2). */
	static final byte[] COMPROMISE = hex("300483020560");

	/** All from affiliation changed (3) to AA compromise (8). */
	static final byte[] OTHER_REASONS = hex("3005830307" + "1f80");

	private Scopes() {
	}

	/** Of the point at an URI of less than 100 characters. */
	static byte[] at(String uri) {
		String name = tlv("86", HexFormat.of().formatHex(uri.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
		return hex(tlv("30", tlv("a0", tlv("a0", name))));
	}

	static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	static String tlv(String tag, String content) {
		return tag + String.format("%02x", content.length() / 2) + content;
	}

}

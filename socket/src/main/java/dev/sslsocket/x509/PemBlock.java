package dev.sslsocket.x509;

import java.util.Map;

/**
 * One block between BEGIN and END (RFC 7468; RFC 1421 for the headers of traditional
 * encrypted keys).
 *
 * @param label what stands behind BEGIN, such as {@code CERTIFICATE}
 * @param headers the headers, empty but for traditional encrypted keys
 * @param content the decoded content, encrypted when the headers say so
 */
record PemBlock(String label, Map<String, String> headers, byte[] content) {

	static final String BEGIN = "-----BEGIN ";

	static final String END = "-----END ";

	static final String DASHES = "-----";

	boolean isPrivateKey() {
		return this.label.endsWith("PRIVATE KEY");
	}

	boolean isCertificate() {
		return switch (this.label) {
			case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> true;
			default -> false;
		};
	}

	boolean isPkcs7() {
		return "PKCS7".equals(this.label);
	}

	/** Whether it is encrypted the traditional way, outside of any ASN.1. */
	boolean isEncryptedTraditionally() {
		return this.headers.getOrDefault("Proc-Type", "").endsWith("ENCRYPTED");
	}

	@Override
	public String toString() {
		return this.label;
	}

}

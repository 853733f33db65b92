package dev.sslsocket.x509;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * The certificate revocation lists (RFC 5280 section 5) of a file, as many as it holds.
 * Immutable; safe for use by many threads.
 */
public final class CertificateRevocationLists {

	private static final String LABEL = "X509 CRL";

	private static final byte[] BEGIN = (PemBlock.BEGIN + LABEL + PemBlock.DASHES).getBytes(StandardCharsets.US_ASCII);

	private final List<RevocationList> lists;

	private final List<X509Certificate> certificates;

	private CertificateRevocationLists(List<RevocationList> lists, List<X509Certificate> certificates) {
		this.lists = List.copyOf(lists);
		this.certificates = List.copyOf(certificates);
	}

	/**
	 * Reads all lists, in the order of the file: PEM blocks {@code X509 CRL}, or DER, one
	 * after the other. Signatures and dates are not checked here.
	 * @param material what to read
	 * @return the lists, at least one
	 * @throws SslConfigurationException without a setting, when there is none or one of
	 * them is damaged: the message names the file and what was found in it
	 */
	public static CertificateRevocationLists parse(Material material) {
		List<byte[]> values = new ArrayList<>();
		List<X509Certificate> certificates = new ArrayList<>();
		if (isDer(material)) {
			values.addAll(DerValues.split(material.content(), material));
			values.removeIf((der) -> !RevocationListContent.isList(der));
		}
		else {
			for (PemBlock block : PemBlocks.parse(material)) {
				if (LABEL.equals(block.label())) {
					values.add(block.content());
				}
				else if (block.isCertificate()) {
					certificates.add(Certificates.parse(block.content(), material, certificates.size()));
				}
			}
		}
		if (values.isEmpty()) {
			throw Contents.lacks("certificate revocation list", material, "PEM (X509 CRL) and DER");
		}
		List<RevocationList> lists = new ArrayList<>();
		for (byte[] der : values) {
			lists.add(parse(der, material, lists.size()));
		}
		return new CertificateRevocationLists(lists, certificates);
	}

	/**
	 * Returns the lists.
	 * @return at least one, in the order of the file
	 */
	public List<RevocationList> lists() {
		return this.lists;
	}

	/**
	 * Returns the certificates that stand beside the lists, which may be their signers'.
	 * @return the certificates of the PEM file, often none
	 */
	public List<X509Certificate> certificates() {
		return this.certificates;
	}

	/**
	 * Returns whether a file holds any list, be it damaged.
	 * @param material what to look at
	 * @return whether it does
	 */
	public static boolean areIn(Material material) {
		byte[] bytes = material.content();
		if (isDer(material)) {
			return DerValues.split(bytes, material).stream().anyMatch(RevocationListContent::isList);
		}
		for (int i = 0; i <= bytes.length - BEGIN.length; i++) {
			if (Arrays.equals(bytes, i, i + BEGIN.length, BEGIN, 0, BEGIN.length)) {
				return true;
			}
		}
		return false;
	}

	// A SEQUENCE of more than 127 bytes; no text begins so. To look for PEM in 50 MB of
	// DER would take longer than to read it.
	private static boolean isDer(Material material) {
		return DerValues.beginsWithOne(material.content()) && material.content()[1] < 0;
	}

	private static RevocationList parse(byte[] der, Material material, int index) {
		try {
			return RevocationListContent.parse(der);
		}
		catch (DerFormatException ex) {
			throw new SslConfigurationException("", "revocation list " + (index + 1) + " of " + material.quoted()
					+ " is damaged: " + ex.getMessage() + ".", ex);
		}
	}

}

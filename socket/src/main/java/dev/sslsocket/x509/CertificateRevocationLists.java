package dev.sslsocket.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Reads the certificate revocation lists (RFC 5280 section 5) of a file, as many as it
 * holds. Has no state; safe for use by many threads.
 */
public final class CertificateRevocationLists {

	private static final String LABEL = "X509 CRL";

	private CertificateRevocationLists() {
	}

	/**
	 * Reads all lists, in the order of the file: PEM blocks {@code X509 CRL}, or DER, one
	 * after the other. Signatures and dates are not checked here.
	 * @param material what to read
	 * @return the lists, at least one
	 * @throws SslConfigurationException without a setting, when there is none or one of
	 * them is damaged: the message names the file and what was found in it
	 */
	public static List<X509CRL> parse(Material material) {
		List<byte[]> values = new ArrayList<>();
		List<PemBlock> blocks = PemBlocks.parse(material);
		for (PemBlock block : blocks) {
			if (LABEL.equals(block.label())) {
				values.add(block.content());
			}
		}
		if (blocks.isEmpty()) {
			values.addAll(DerValues.split(material.content(), material));
			values.removeIf((der) -> DerKind.of(der, material) != DerKind.CRL);
		}
		if (values.isEmpty()) {
			throw Contents.lacks("certificate revocation list", material, "PEM (X509 CRL) and DER");
		}
		List<X509CRL> lists = new ArrayList<>();
		for (byte[] der : values) {
			lists.add(parse(der, material, lists.size()));
		}
		return List.copyOf(lists);
	}

	private static X509CRL parse(byte[] der, Material material, int index) {
		try {
			return (X509CRL) JdkFactories.certificates().generateCRL(new ByteArrayInputStream(der));
		}
		catch (CRLException ex) {
			throw new SslConfigurationException("",
					"revocation list " + (index + 1) + " of " + material.quoted() + " is damaged: " + ex.getMessage(),
					ex);
		}
	}

}

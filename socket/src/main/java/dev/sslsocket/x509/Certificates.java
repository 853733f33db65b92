package dev.sslsocket.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Reads the certificates of a file, as many as it holds. Has no state; safe for use by
 * many threads.
 */
public final class Certificates {

	private static final String LOOKED_FOR = "PEM (CERTIFICATE, X509 CERTIFICATE, TRUSTED CERTIFICATE), DER and PKCS#7";

	private Certificates() {
	}

	/**
	 * Reads all certificates, in the order of the file. PEM ({@code CERTIFICATE},
	 * {@code X509 CERTIFICATE}, {@code TRUSTED CERTIFICATE} without its trust settings,
	 * {@code PKCS7}) among whatever else the file holds, DER, or PKCS#7 without signers
	 * ({@code .p7b}), told apart by content.
	 * @param material what to read
	 * @return the certificates, at least one
	 * @throws SslConfigurationException without a setting, when there is none or one of
	 * them is damaged: the message names the file and what was found in it
	 */
	public static List<X509Certificate> parse(Material material) {
		List<X509Certificate> certificates = new ArrayList<>();
		List<PemBlock> blocks = PemBlocks.parse(material);
		for (PemBlock block : blocks) {
			if (block.isCertificate()) {
				// Behind a TRUSTED CERTIFICATE stand OpenSSL's trust settings.
				List<byte[]> values = DerValues.split(block.content(), material);
				certificates
					.add(parse(values.isEmpty() ? block.content() : values.get(0), material, certificates.size()));
			}
			else if (block.isPkcs7()) {
				certificates.addAll(parsePkcs7(block.content(), material, certificates.size()));
			}
		}
		if (blocks.isEmpty()) {
			for (byte[] der : DerValues.split(material.content(), material)) {
				switch (DerKind.of(der, material)) {
					case CERTIFICATE -> certificates.add(parse(der, material, certificates.size()));
					case PKCS7 -> certificates.addAll(parsePkcs7(der, material, certificates.size()));
					default -> {
						// What else the file holds is named when no certificate is found.
					}
				}
			}
		}
		if (certificates.isEmpty()) {
			throw Contents.lacks("certificate", material, LOOKED_FOR);
		}
		return List.copyOf(certificates);
	}

	/**
	 * Reads one certificate of a file.
	 */
	static X509Certificate parse(byte[] der, Material material, int index) {
		try {
			return (X509Certificate) JdkFactories.certificates().generateCertificate(new ByteArrayInputStream(der));
		}
		catch (CertificateException ex) {
			throw damaged(material, index, ex);
		}
	}

	private static List<X509Certificate> parsePkcs7(byte[] der, Material material, int index) {
		List<X509Certificate> certificates = new ArrayList<>();
		CertificateFactory factory = JdkFactories.certificates();
		try {
			for (Certificate certificate : factory.generateCertificates(new ByteArrayInputStream(der))) {
				certificates.add((X509Certificate) certificate);
			}
		}
		catch (CertificateException ex) {
			throw damaged(material, index, ex);
		}
		return certificates;
	}

	private static SslConfigurationException damaged(Material material, int index, CertificateException cause) {
		return new SslConfigurationException("",
				"certificate " + (index + 1) + " of " + material.quoted() + " is damaged: " + cause.getMessage(),
				cause);
	}

}

package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.CertificateRevocationLists;
import dev.sslsocket.x509.Material;

/**
 * The revocation lists of one file, read once however many contexts look at them. Safe
 * for use by many threads.
 */
public final class CrlFile {

	private final String name;

	private final List<Crl> lists;

	private final List<X509Certificate> certificates;

	private CrlFile(String name, CertificateRevocationLists read) {
		this.name = name;
		this.lists = read.lists().stream().map((list) -> new Crl(list, name)).toList();
		this.certificates = read.certificates();
	}

	/**
	 * Reads all lists of a file, PEM or DER.
	 * @param material what to read; not kept
	 * @return the lists
	 * @throws SslConfigurationException without a setting, when there is none or one of
	 * them is damaged
	 */
	public static CrlFile read(Material material) {
		return new CrlFile(material.name(), CertificateRevocationLists.parse(material));
	}

	/**
	 * Returns whether a file holds any list, be it damaged.
	 * @param material what to look at
	 * @return whether {@link #read} would find one
	 */
	public static boolean isOne(Material material) {
		return CertificateRevocationLists.areIn(material);
	}

	/**
	 * Returns how messages call the file.
	 * @return its location as it was written, or {@code inline PEM}
	 */
	public String name() {
		return this.name;
	}

	List<Crl> lists() {
		return this.lists;
	}

	/** What stands beside the lists, their signers perhaps. */
	List<X509Certificate> certificates() {
		return this.certificates;
	}

}

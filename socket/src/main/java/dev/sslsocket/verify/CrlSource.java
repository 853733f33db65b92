package dev.sslsocket.verify;

import java.nio.file.Path;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.revocation.CrlFile;
import dev.sslsocket.x509.Material;

/**
 * Revocation lists (CRL, RFC 5280 section 5) of a file. They are read once, however many
 * contexts look at them: a list of a million entries takes its own size and 8 MB.
 * <p>
 * What can go wrong with a file goes wrong when the source is made; whether its lists are
 * authentic and current is found out when a peer is looked up. Safe for use by many
 * threads.
 */
public final class CrlSource {

	private static final String SETTING = "revocation.crl-files";

	private final CrlFile file;

	private CrlSource(CrlFile file) {
		this.file = file;
	}

	/**
	 * Reads all lists of a file.
	 * @param file the file: PEM with one or more {@code X509 CRL}, or DER, told apart by
	 * content; certificates beside the lists may be their signers', and are not trusted
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code revocation.crl-files},
	 * when the file cannot be read, holds no list or a damaged one
	 */
	public static CrlSource file(Path file) {
		try {
			return file(Material.file(file));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(SETTING);
		}
	}

	/**
	 * Reads all lists of what was read already.
	 * @param material PEM with one or more {@code X509 CRL}, or DER; not kept
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code revocation.crl-files},
	 * when it holds no list or a damaged one
	 */
	public static CrlSource file(Material material) {
		try {
			return new CrlSource(CrlFile.read(material));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(SETTING);
		}
	}

	/**
	 * Returns where the lists come from.
	 * @return the name of the file
	 */
	public String describe() {
		return this.file.name();
	}

	CrlFile file() {
		return this.file;
	}

}

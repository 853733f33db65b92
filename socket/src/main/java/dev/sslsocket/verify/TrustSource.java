package dev.sslsocket.verify;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.revocation.CrlFile;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.HashedDirectory;
import dev.sslsocket.x509.Material;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that are trusted. Several sources add up. Each of their certificates may
 * end a chain, be it a root, a CA below one, or a peer's own certificate.
 * <p>
 * What can go wrong goes wrong when the source is made. Revocation lists beside the
 * certificates, in the same file or directory, are read when a context asks for them. No
 * environment variable is read: OpenSSL's {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR}
 * have no meaning here. Immutable; safe for use by many threads.
 */
public final class TrustSource {

	private static final String JDK = "the JDK";

	private final List<X509Certificate> anchors;

	private final String description;

	private final @Nullable String owner;

	private final @Nullable HashedDirectory hashed;

	private final @Nullable Supplier<List<CrlFile>> lists;

	private TrustSource(List<X509Certificate> anchors, String description, @Nullable String owner) {
		this(anchors, description, owner, null, null);
	}

	private TrustSource(List<X509Certificate> anchors, String description, @Nullable String owner,
			@Nullable HashedDirectory hashed, @Nullable Supplier<List<CrlFile>> lists) {
		this.anchors = List.copyOf(new LinkedHashSet<>(anchors));
		this.description = description;
		this.owner = owner;
		this.hashed = hashed;
		this.lists = lists;
	}

	/**
	 * Trusts all certificates of a file.
	 * @param file the file: PEM with one or more certificates, DER or PKCS#7, told apart
	 * by content
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code ca-file}, when the file
	 * cannot be read or holds no certificate
	 */
	public static TrustSource file(Path file) {
		try {
			return file(Material.file(file));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting("ca-file");
		}
	}

	/**
	 * Trusts all certificates of what was read already.
	 * @param material PEM with one or more certificates, DER or PKCS#7, told apart by
	 * content
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code ca-file}, when it holds no
	 * certificate
	 */
	public static TrustSource file(Material material) {
		try {
			return new TrustSource(Certificates.parse(material), material.name(), null, null,
					CrlFile.isOne(material) ? () -> List.of(CrlFile.read(material)) : null);
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting("ca-file");
		}
	}

	/**
	 * Trusts the certificates of a directory, OpenSSL's {@code -CApath}.
	 * <p>
	 * Files with OpenSSL's hashed names ({@code 9d66eef0.0}; {@code openssl rehash} makes
	 * them) are looked up when a peer needs them: what is added is found and what is
	 * removed is gone without a reload. Sessions made before a removal can be resumed
	 * until they end or the context is replaced, which then starts with none of them. All
	 * other files are read once, now, whatever they are called; those without
	 * certificates are passed over with a debug line. A directory may hold both.
	 * Subdirectories are not entered.
	 * @param directory the directory
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code ca-path}, when it cannot
	 * be read, none of its files holds a certificate, or its hashed names are not those
	 * of OpenSSL 1.0 and later
	 */
	public static TrustSource directory(Path directory) {
		CertificateDirectory content = CertificateDirectory.load(directory);
		HashedDirectory hashed = content.hashed();
		String owner = (hashed != null) ? "the directory '" + directory + "'" : null;
		return new TrustSource(content.certificates(), directory.toString(), owner, hashed,
				() -> CrlDirectory.load(directory, hashed));
	}

	/**
	 * Trusts these certificates.
	 * @param certificates the certificates
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code ca}, when there are none
	 */
	public static TrustSource certificates(X509Certificate... certificates) {
		if (certificates.length == 0) {
			throw new SslConfigurationException("ca",
					"no certificate was given. To trust nobody say so: TrustSource.none().");
		}
		List<X509Certificate> anchors = List.of(certificates);
		return new TrustSource(anchors, TrustDescription.subjects(new LinkedHashSet<>(anchors)), null);
	}

	/**
	 * Trusts the public CAs that come with the running JDK: its {@code cacerts}, or what
	 * {@code javax.net.ssl.trustStore} and {@code jssecacerts} put in its place, as the
	 * JDK's default trust manager does. CAs that the JDK trusts for old certificates only
	 * ({@code jdk.security.caDistrustPolicies}) are treated as it does.
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code ca}, when they cannot be
	 * loaded
	 */
	public static TrustSource jdk() {
		return new TrustSource(PlatformAnchors.jdk(), "the JDK's CAs", JDK);
	}

	/**
	 * Trusts what the operating system trusts: the CA bundle of a Linux distribution, the
	 * root keychain of macOS, the root store of Windows.
	 * @return the source
	 * @throws SslConfigurationException for the setting {@code ca}, when none is found
	 */
	public static TrustSource system() {
		return new TrustSource(PlatformAnchors.system(), "the operating system's CAs", "the operating system");
	}

	/**
	 * Trusts nobody: every certificate is refused with {@code unknown_ca}, unless a
	 * callback overrules it.
	 * @return the source
	 */
	public static TrustSource none() {
		return new TrustSource(List.of(), "no CA", null);
	}

	/**
	 * Returns the trusted certificates. Of a directory with hashed names, those that are
	 * there now: all its files are read.
	 * @return the certificates without repetition, unmodifiable
	 */
	public List<X509Certificate> anchors() {
		if (this.hashed == null) {
			return this.anchors;
		}
		Set<X509Certificate> all = new LinkedHashSet<>(this.anchors);
		all.addAll(this.hashed.all());
		return List.copyOf(all);
	}

	/** The certificates that are known without looking anything up. */
	List<X509Certificate> loaded() {
		return this.anchors;
	}

	/** Where more certificates are looked up, if anywhere. */
	@Nullable HashedDirectory hashed() {
		return this.hashed;
	}

	/** How many certificates there are, a hashed name taken for one. */
	int count() {
		return this.anchors.size() + ((this.hashed != null) ? this.hashed.files().size() : 0);
	}

	/**
	 * Returns where they come from.
	 * @return such as {@code CN=Demo CA}, {@code the JDK's CAs} or the name of the file
	 */
	public String describe() {
		return this.description;
	}

	/** Whose CAs these are, for sources too large to list; {@code null} for others. */
	@Nullable String owner() {
		return this.owner;
	}

	/** Whether revocation lists may stand beside the certificates. */
	boolean mayHoldLists() {
		return this.lists != null;
	}

	/**
	 * Reads the revocation lists that stand beside the certificates: in the same file, or
	 * in the directory as it is now. Nobody has looked at them before.
	 * @return the lists, often none
	 * @throws SslConfigurationException for the setting {@code ca-file} or
	 * {@code ca-path}, when they cannot be read
	 */
	List<CrlFile> lists() {
		try {
			return (this.lists != null) ? this.lists.get() : List.of();
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting("ca-file");
		}
	}

	/** Whether these are the JDK's, which may no longer trust all that it lists. */
	boolean isTheJdks() {
		return JDK.equals(this.owner);
	}

	@Override
	public String toString() {
		return "TrustSource[" + this.description + "]";
	}

}

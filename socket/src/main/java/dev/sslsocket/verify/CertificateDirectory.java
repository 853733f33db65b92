package dev.sslsocket.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.HashedDirectory;
import dev.sslsocket.x509.Material;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of CA certificates. What OpenSSL's hashed names lead to is left to be
 * looked up; every other file is read at once, except those that a hashed name links to.
 * Immutable; safe for use by many threads.
 *
 * @param certificates what was read
 * @param hashed where to look up the rest, {@code null} when there is no hashed name
 */
record CertificateDirectory(List<X509Certificate> certificates, @Nullable HashedDirectory hashed) {

	private static final Logger logger = LoggerFactory.getLogger(CertificateDirectory.class);

	private static final String SETTING = "ca-path";

	static CertificateDirectory load(Path directory) {
		if (!Files.isDirectory(directory)) {
			throw new SslConfigurationException(SETTING, "'" + directory + "' "
					+ (Files.exists(directory) ? "is a file; name it by ssl.ca-file." : "does not exist."));
		}
		HashedDirectory hashed = new HashedDirectory(directory);
		List<Path> links = hashed.files();
		requireNamedByHash(links);
		List<X509Certificate> certificates = new ArrayList<>();
		List<Path> files = plain(directory, links);
		for (Path file : files) {
			certificates.addAll(read(file));
		}
		if (certificates.isEmpty() && links.isEmpty()) {
			throw new SslConfigurationException(SETTING, "'" + directory + "' holds no certificate. "
					+ (files.isEmpty() ? "It is empty." : "Files looked at: " + files.size() + "."));
		}
		return new CertificateDirectory(List.copyOf(certificates), links.isEmpty() ? null : hashed);
	}

	/**
	 * Nobody finds a certificate under a wrong name. One file is read to tell: a
	 * directory hashed by OpenSSL before 1.0 has no right name at all.
	 */
	private static void requireNamedByHash(List<Path> links) {
		if (links.isEmpty()) {
			return;
		}
		Path file = links.get(0);
		List<X509Certificate> content = read(file);
		if (!content.isEmpty() && content.stream()
			.noneMatch((certificate) -> HashedDirectory.isFiledUnder(file, certificate.getSubjectX500Principal()))) {
			throw new SslConfigurationException(SETTING,
					"'" + file + "' is not named by the hash of its subject, " + CertificateText.subject(content.get(0))
							+ ", and would not be found. Run: openssl rehash '" + file.getParent() + "'");
		}
	}

	private static List<Path> plain(Path directory, List<Path> links) {
		Set<Path> covered = new HashSet<>();
		links.stream().filter(Files::isSymbolicLink).map(CertificateDirectory::real).forEach(covered::add);
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.filter((file) -> !HashedDirectory.isHashed(file))
				.filter(Files::isRegularFile)
				.filter((file) -> covered.isEmpty() || !covered.contains(real(file)))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new SslConfigurationException(SETTING, "'" + directory + "' cannot be read: " + ex, ex);
		}
	}

	private static Path real(Path file) {
		try {
			return file.toRealPath();
		}
		catch (IOException ex) {
			return file;
		}
	}

	private static List<X509Certificate> read(Path file) {
		try {
			return Certificates.parse(Material.file(file));
		}
		catch (SslConfigurationException ex) {
			logger.debug("Passed over '{}': {}", file, ex.getMessage());
			return List.of();
		}
	}

}

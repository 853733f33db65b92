package dev.sslsocket.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.Material;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a directory of CA certificates. Stateless; safe for use by many threads.
 */
final class CertificateDirectory {

	private static final Logger logger = LoggerFactory.getLogger(CertificateDirectory.class);

	private static final String SETTING = "ca-path";

	private CertificateDirectory() {
	}

	static List<X509Certificate> load(Path directory) {
		if (!Files.isDirectory(directory)) {
			throw new SslConfigurationException(SETTING, "'" + directory + "' "
					+ (Files.exists(directory) ? "is a file; name it by ssl.ca-file." : "does not exist."));
		}
		List<X509Certificate> certificates = new ArrayList<>();
		List<Path> files = files(directory);
		for (Path file : files) {
			certificates.addAll(read(file));
		}
		if (certificates.isEmpty()) {
			throw new SslConfigurationException(SETTING, "'" + directory + "' holds no certificate. "
					+ (files.isEmpty() ? "It is empty." : "Files looked at: " + files.size() + "."));
		}
		return certificates;
	}

	private static List<Path> files(Path directory) {
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.filter(Files::isRegularFile).sorted().toList();
		}
		catch (IOException ex) {
			throw new SslConfigurationException(SETTING, "'" + directory + "' cannot be read: " + ex, ex);
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

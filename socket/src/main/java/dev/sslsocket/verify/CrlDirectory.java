package dev.sslsocket.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.revocation.CrlFile;
import dev.sslsocket.x509.HashedDirectory;
import dev.sslsocket.x509.Material;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the revocation lists in a directory of CA certificates, but for those under
 * OpenSSL's hashed names ({@code 9d66eef0.r0}), which are looked up when needed.
 * Stateless; safe for use by many threads.
 */
final class CrlDirectory {

	private static final Logger logger = LoggerFactory.getLogger(CrlDirectory.class);

	private CrlDirectory() {
	}

	/**
	 * Reads all lists. A file that is damaged is passed over with a warning: whoever
	 * needs its list is refused for want of it.
	 * @param directory the directory
	 * @param hashed looks up what has a hashed name, {@code null} where all is to be read
	 * @return the lists, often none
	 * @throws SslConfigurationException for the setting {@code ca-path}, when it cannot
	 * be read
	 */
	static List<CrlFile> load(Path directory, @Nullable HashedDirectory hashed) {
		List<CrlFile> lists = new ArrayList<>();
		try (Stream<Path> entries = Files.list(directory)) {
			entries.filter(Files::isRegularFile)
				.filter((file) -> hashed == null || !HashedDirectory.isHashed(file))
				.sorted()
				.forEach((file) -> read(file, lists));
		}
		catch (IOException ex) {
			throw new SslConfigurationException("ca-path", "'" + directory + "' cannot be read: " + ex, ex);
		}
		return lists;
	}

	private static void read(Path file, List<CrlFile> lists) {
		try {
			Material material = Material.file(file);
			if (CrlFile.isOne(material)) {
				lists.add(CrlFile.read(material));
			}
		}
		catch (SslConfigurationException ex) {
			logger.warn("No revocation list was read from '{}': {}", file, ex.getMessage());
		}
	}

}

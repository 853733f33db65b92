package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory as {@code openssl rehash} leaves it: certificates in {@code 9d66eef0.0},
 * {@code 9d66eef0.1} …, revocation lists in {@code 9d66eef0.r0}, …, where the digits are
 * a hash of the subject or issuer ({@link NameHash}). A file is read when its name is
 * asked for, and again when it has changed; one that is new is found, one that was
 * removed is gone, both at the next question, as with OpenSSL's
 * {@code X509_LOOKUP_hash_dir} except that OpenSSL keeps what was removed.
 * <p>
 * A question costs one look at the directory for each file of that hash and one for the
 * first that does not exist; files are taken up to the first gap in their numbers. What
 * cannot be read is passed over with one warning, and trusts nobody. Safe for use by many
 * threads.
 */
public final class HashedDirectory {

	private static final Logger logger = LoggerFactory.getLogger(HashedDirectory.class);

	private static final Pattern CERTIFICATE = Pattern.compile("[0-9a-f]{8}\\.\\d{1,4}");

	private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}\\.r?\\d{1,4}");

	/** Of one hash; more are a mistake, and a peer may make us look. */
	private static final int MOST_FILES = 100;

	private final Path directory;

	private final Map<Path, Loaded<X509Certificate>> certificates = new ConcurrentHashMap<>();

	private final Map<Path, Loaded<RevocationList>> lists = new ConcurrentHashMap<>();

	/**
	 * Takes a directory; nothing is read yet.
	 * @param directory the directory
	 */
	public HashedDirectory(Path directory) {
		this.directory = directory;
	}

	/**
	 * Returns whether a file is named as this form names them, and so is left to look-ups
	 * by hash.
	 * @param file the file
	 * @return whether it is, be it a certificate's or a revocation list's name
	 */
	public static boolean isHashed(Path file) {
		return NAME.matcher(String.valueOf(file.getFileName())).matches();
	}

	/**
	 * Looks up certificates.
	 * @param subject whose
	 * @return all that are there now, in the order of the files; empty when there are
	 * none
	 */
	public List<X509Certificate> certificates(X500Principal subject) {
		return lookUp(subject, "", this.certificates, Certificates::parse)
			.filter((certificate) -> certificate.getSubjectX500Principal().equals(subject))
			.toList();
	}

	/**
	 * Looks up revocation lists. Neither signatures nor dates are checked here.
	 * @param issuer whose
	 * @return all that are there now, in the order of the files, the same objects as long
	 * as their file is the same; empty when there are none
	 */
	public List<RevocationList> revocationLists(X500Principal issuer) {
		return lookUp(issuer, "r", this.lists, (material) -> CertificateRevocationLists.parse(material).lists())
			.filter((list) -> list.issuer().equals(issuer))
			.toList();
	}

	/**
	 * Reads every certificate that a look-up could find.
	 * @return the certificates, those of changed or new files read anew
	 */
	public List<X509Certificate> all() {
		List<X509Certificate> all = new ArrayList<>();
		for (Path file : files()) {
			State state = State.of(file);
			if (state != null) {
				load(file, state, this.certificates, Certificates::parse).stream()
					.filter((certificate) -> isFiledUnder(file, certificate.getSubjectX500Principal()))
					.forEach(all::add);
			}
		}
		return all;
	}

	/**
	 * Lists the files with certificates, without reading them.
	 * @return the files by name; empty when there are none or the directory is gone
	 */
	public List<Path> files() {
		try (Stream<Path> entries = Files.list(this.directory)) {
			return entries.filter((file) -> CERTIFICATE.matcher(file.getFileName().toString()).matches())
				.filter(Files::isRegularFile)
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			logger.warn("Cannot list '{}': {}", this.directory, ex.toString());
			return List.of();
		}
	}

	/**
	 * Returns whether a certificate can be found by its subject in this file.
	 * @param file one of {@link #files()}
	 * @param subject the certificate's subject
	 * @return {@code false} when the file should have another name
	 */
	public static boolean isFiledUnder(Path file, X500Principal subject) {
		return file.getFileName().toString().startsWith(hash(subject) + ".");
	}

	/**
	 * Describes the state of the directory: which files are there, when they were changed
	 * and how large they are.
	 * @return a text that differs when a file was added, removed or changed
	 */
	public String state() {
		StringBuilder text = new StringBuilder(this.directory.toAbsolutePath().toString());
		for (Path file : files()) {
			text.append('\n').append(file.getFileName()).append(' ').append(State.of(file));
		}
		return text.toString();
	}

	private <T> Stream<T> lookUp(X500Principal name, String kind, Map<Path, Loaded<T>> cache,
			Function<Material, List<T>> parser) {
		String hash = hash(name);
		List<T> found = new ArrayList<>();
		for (int number = 0; number < MOST_FILES; number++) {
			Path file = this.directory.resolve(hash + "." + kind + number);
			State state = State.of(file);
			if (state == null) {
				cache.remove(file);
				break;
			}
			found.addAll(load(file, state, cache, parser));
		}
		return found.stream();
	}

	private static <T> List<T> load(Path file, State state, Map<Path, Loaded<T>> cache,
			Function<Material, List<T>> parser) {
		Loaded<T> known = cache.get(file);
		if (known == null || !known.state().equals(state)) {
			known = new Loaded<>(state, read(file, parser));
			cache.put(file, known);
		}
		return known.content();
	}

	private static <T> List<T> read(Path file, Function<Material, List<T>> parser) {
		try {
			return parser.apply(Material.file(file));
		}
		catch (SslConfigurationException ex) {
			logger.warn("Passed over '{}': {}", file, ex.getMessage());
			return List.of();
		}
	}

	// A name that OpenSSL could not read is filed nowhere.
	private static String hash(X500Principal name) {
		try {
			return NameHash.of(name);
		}
		catch (IllegalArgumentException ex) {
			return "none";
		}
	}

	/**
	 * What tells one state of a file from the next, links followed.
	 *
	 * @param modified when it was last written
	 * @param size its size in octets
	 * @param key what the file system knows it by, such as an inode, if anything
	 */
	private record State(FileTime modified, long size, @Nullable Object key) {

		static @Nullable State of(Path file) {
			try {
				BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
				return attributes.isRegularFile()
						? new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()) : null;
			}
			catch (IOException ex) {
				return null;
			}
		}

	}

	/**
	 * What a file held.
	 *
	 * @param <T> certificates or revocation lists
	 * @param state the state it was read in
	 * @param content what was read
	 */
	private record Loaded<T>(State state, List<T> content) {
	}

	@Override
	public String toString() {
		return this.directory.toString();
	}

}

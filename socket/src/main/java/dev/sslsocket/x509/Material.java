package dev.sslsocket.x509;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Named bytes: where certificates, keys and revocation lists come from. They are read at
 * once; what they contain is for others to find out. The text form shows name and size,
 * never the content, which may be a private key. Immutable; safe for use by many threads.
 */
public final class Material {

	private static final String INLINE = "inline PEM";

	private final String name;

	private final byte[] bytes;

	private Material(String name, byte[] bytes) {
		if (bytes.length == 0) {
			throw new SslConfigurationException("", quoted(name) + " is empty.");
		}
		this.name = name;
		this.bytes = bytes;
	}

	/**
	 * Reads what a location names: {@code classpath:certs/server.pem} by the thread's
	 * context class loader and then by our own, {@code file:…} as a URL or a path, PEM
	 * text itself when it contains {@code -----BEGIN}, else a path.
	 * @param location where to read
	 * @return what was read
	 * @throws SslConfigurationException without a setting, when there is nothing to read:
	 * the message says why and names similar files
	 */
	public static Material at(String location) {
		ClassLoader context = Thread.currentThread().getContextClassLoader();
		return at(location, (context != null) ? context : Material.class.getClassLoader());
	}

	/**
	 * Reads what a location names, as {@link #at(String)} does.
	 * @param location where to read
	 * @param loader who finds {@code classpath:} locations; our own class loader is asked
	 * when it does not
	 * @return what was read
	 * @throws SslConfigurationException without a setting, when there is nothing to read
	 */
	public static Material at(String location, ClassLoader loader) {
		if (location.contains(PemBlock.BEGIN)) {
			return inline(location);
		}
		return new Material(location, Location.read(location, loader));
	}

	/**
	 * Returns which file or directory a location names, for those who want to know when
	 * it changes. Nothing is read.
	 * @param location a location as {@link #at(String)} takes it
	 * @return the path, whether or not anything is there; empty for inline PEM and for
	 * what is on the class path
	 * @throws SslConfigurationException without a setting, when it is no location
	 */
	public static Optional<Path> fileOf(String location) {
		return location.contains(PemBlock.BEGIN) ? Optional.empty() : Location.file(location);
	}

	/**
	 * Reads a file.
	 * @param file the file; a relative path is relative to the working directory
	 * @return what was read, named by the path as given
	 * @throws SslConfigurationException without a setting, when it cannot be read
	 */
	public static Material file(Path file) {
		return new Material(file.toString(), Location.readFile(file));
	}

	/**
	 * Takes PEM text itself.
	 * @param pem the text
	 * @return the material, named {@code inline PEM}
	 * @throws SslConfigurationException without a setting, when it is empty
	 */
	public static Material inline(String pem) {
		return new Material(INLINE, pem.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Takes bytes that somebody else has read.
	 * @param name how messages call them
	 * @param bytes the bytes, copied
	 * @return the material
	 * @throws SslConfigurationException without a setting, when there are none
	 */
	public static Material of(String name, byte[] bytes) {
		return new Material(name, bytes.clone());
	}

	/**
	 * Returns how messages call these bytes.
	 * @return the location as it was written, or {@code inline PEM}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the content.
	 * @return a copy
	 */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	/**
	 * Returns the content itself, for readers of this room: a key is not copied more
	 * often than needed.
	 */
	byte[] content() {
		return this.bytes;
	}

	/** Returns the name as a sentence needs it. */
	String quoted() {
		return quoted(this.name);
	}

	private static String quoted(String name) {
		return INLINE.equals(name) ? name : "'" + name + "'";
	}

	@Override
	public String toString() {
		return this.name + " (" + this.bytes.length + " bytes)";
	}

}

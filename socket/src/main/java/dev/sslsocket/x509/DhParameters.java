package dev.sslsocket.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Parameters of a Diffie-Hellman key exchange: a prime and a generator, as
 * {@code openssl dhparam} writes them (PKCS#3) or {@code openssl genpkey -genparam
 * -algorithm DHX} (X9.42). Nothing is secret about them. Immutable; safe for use by many
 * threads.
 */
public final class DhParameters {

	private static final String LOOKED_FOR = "PEM (DH PARAMETERS, X9.42 DH PARAMETERS) and DER";

	/** More than any group in use, and a bound for the work. */
	private static final int MOST_BITS = 16384;

	private final String origin;

	private final int bits;

	private final Optional<String> group;

	private DhParameters(String origin, BigInteger prime, BigInteger generator) {
		this.origin = origin;
		this.bits = prime.bitLength();
		this.group = DhGroups.name(prime, generator);
	}

	/**
	 * Reads a file, PEM or DER.
	 * @param file the file; a PEM file may hold other blocks as well
	 * @return the parameters
	 * @throws SslConfigurationException without a setting, when it cannot be read, holds
	 * no parameters or more than one set of them
	 */
	public static DhParameters load(Path file) {
		return parse(Material.file(file));
	}

	/**
	 * Reads what was loaded, PEM or DER.
	 * @param material the bytes
	 * @return the parameters
	 * @throws SslConfigurationException without a setting, when it holds no parameters or
	 * more than one set of them
	 */
	public static DhParameters parse(Material material) {
		List<PemBlock> blocks = PemBlocks.parse(material);
		if (blocks.isEmpty() && DerValues.beginsWithOne(material.content())) {
			return parse(material.content(), material);
		}
		List<PemBlock> found = blocks.stream().filter((block) -> block.label().endsWith("DH PARAMETERS")).toList();
		if (found.isEmpty()) {
			throw Contents.lacks("Diffie-Hellman parameters", material, LOOKED_FOR);
		}
		if (found.size() > 1) {
			throw new SslConfigurationException("", material.quoted() + " holds " + found.size()
					+ " sets of Diffie-Hellman parameters. Keep the one that is meant.");
		}
		return parse(found.get(0).content(), material);
	}

	/**
	 * Takes a prime and a generator.
	 * @param prime the prime, positive
	 * @param generator the generator, positive
	 * @return the parameters; whether the prime is one is not checked
	 */
	public static DhParameters of(BigInteger prime, BigInteger generator) {
		return new DhParameters("given parameters", prime, generator);
	}

	/** Both forms begin with prime and generator, and go on in their own ways. */
	private static DhParameters parse(byte[] der, Material material) {
		try (ASN1InputStream stream = new ASN1InputStream(der)) {
			ASN1Sequence sequence = ASN1Sequence.getInstance(stream.readObject());
			if (sequence.size() >= 2 && sequence.getObjectAt(0) instanceof ASN1Integer prime
					&& sequence.getObjectAt(1) instanceof ASN1Integer generator) {
				return checked(prime.getValue(), generator.getValue(), material);
			}
		}
		catch (IOException | IllegalArgumentException | IllegalStateException ex) {
			throw new SslConfigurationException("", material.quoted() + " is damaged: not a DER structure.", ex);
		}
		throw Contents.lacks("Diffie-Hellman parameters", material, LOOKED_FOR);
	}

	// A version number stands where the prime would be in a key: it is far too small.
	private static DhParameters checked(BigInteger prime, BigInteger generator, Material material) {
		if (prime.bitLength() < 64 || generator.signum() <= 0 || generator.compareTo(prime) >= 0) {
			throw Contents.lacks("Diffie-Hellman parameters", material, LOOKED_FOR);
		}
		if (prime.bitLength() > MOST_BITS) {
			throw new SslConfigurationException("", material.quoted() + " holds Diffie-Hellman parameters of "
					+ prime.bitLength() + " bits; at most " + MOST_BITS + " are taken.");
		}
		return new DhParameters(material.quoted(), prime, generator);
	}

	/**
	 * Returns the size of the prime.
	 * @return bits
	 */
	public int bits() {
		return this.bits;
	}

	/**
	 * Returns which group of RFC 7919, RFC 3526 or RFC 5114 this is.
	 * @return OpenSSL's name of it, such as {@code ffdhe2048}, {@code modp_2048} or
	 * {@code dh_2048_256}; empty for parameters of one's own
	 */
	public Optional<String> group() {
		return this.group;
	}

	/**
	 * Says what these are.
	 * @return text such as {@code 'dh.pem' holds modp_2048 (RFC 3526)}
	 */
	public String describe() {
		return this.origin + " holds " + this.group.map((name) -> name + " (" + DhGroups.source(name) + ")")
			.orElse("a group of its own, of " + this.bits + " bits");
	}

	@Override
	public String toString() {
		return this.group.orElse("DH, " + this.bits + " bits");
	}

}

package dev.sslsocket.x509;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * Reads a revocation list (RFC 5280 section 5.1) in one pass over its bytes, and holds
 * what it found. Strict: what does not follow the grammar to the last byte is refused, so
 * that two readers cannot see two lists in it. Immutable; safe for use by many threads.
 */
final class RevocationListContent {

	private static final int SUBJECT_KEY_IDENTIFIER = 14;

	private static final int ISSUER_ALTERNATIVE_NAME = 18;

	private static final int NUMBER = 20;

	private static final int DELTA_INDICATOR = 27;

	private static final int ISSUING_DISTRIBUTION_POINT = 28;

	private static final int AUTHORITY_KEY_IDENTIFIER = 35;

	private static final int FRESHEST = 46;

	private static final int EXPLICIT_EXTENSIONS = DerCursor.CONTEXT | DerCursor.CONSTRUCTED;

	private static final int VERSION_2 = 1;

	final byte[] bytes;

	final int signedFrom;

	final int signedEnd;

	final SignatureScheme scheme;

	final byte[] signature;

	final X500Principal issuer;

	final Instant thisUpdate;

	final @Nullable Instant nextUpdate;

	final RevokedEntries entries;

	final String digest;

	IssuingDistributionPoint scope = IssuingDistributionPoint.EVERYTHING;

	@Nullable BigInteger number;

	@Nullable BigInteger baseNumber;

	byte @Nullable [] keyIdentifier;

	private @Nullable String unsupported;

	private RevocationListContent(byte[] bytes) throws DerFormatException {
		this.bytes = bytes;
		DerCursor whole = DerCursor.over(bytes);
		DerCursor list = whole.read(DerCursor.SEQUENCE);
		whole.expectEnd();
		this.signedFrom = list.position();
		DerCursor signed = list.read(DerCursor.SEQUENCE);
		this.signedEnd = list.position();
		byte[] algorithm = list.encoded(DerCursor.SEQUENCE);
		this.scheme = SignatureScheme.read(algorithm);
		DerCursor bits = list.read(DerCursor.BIT_STRING);
		list.expectEnd();
		// Bits left over make it no signature of any key, but the list is readable.
		this.signature = (bits.octet() == 0) ? bits.toBytes() : new byte[0];
		boolean extensible = signed.at(DerCursor.INTEGER);
		if (extensible && !BigInteger.valueOf(VERSION_2).equals(signed.integer())) {
			throw new DerFormatException("the version is not 2");
		}
		// RFC 5280 section 5.1.1.2; else the outer one could be swapped.
		if (!Arrays.equals(signed.encoded(DerCursor.SEQUENCE), algorithm)) {
			throw new DerFormatException("it names two signature algorithms");
		}
		this.issuer = GeneralNames.principal(signed.encoded(DerCursor.SEQUENCE));
		this.thisUpdate = signed.time();
		this.nextUpdate = signed.atTime() ? signed.time() : null;
		this.entries = RevokedEntries.read(bytes, signed.optional(DerCursor.SEQUENCE));
		DerCursor extensions = extensible ? signed.optional(EXPLICIT_EXTENSIONS) : null;
		signed.expectEnd();
		if (extensions != null) {
			readExtensions(extensions.read(DerCursor.SEQUENCE));
			extensions.expectEnd();
		}
		this.digest = digest(bytes);
	}

	/**
	 * Reads one list.
	 * @param der its bytes, kept and not copied
	 */
	static RevocationList parse(byte[] der) throws DerFormatException {
		return new RevocationList(new RevocationListContent(der));
	}

	/** Whether this is a list at all, by the look of its first values. */
	static boolean isList(byte[] der) {
		try {
			DerCursor signed = DerCursor.over(der).read(DerCursor.SEQUENCE).read(DerCursor.SEQUENCE);
			signed.optional(DerCursor.INTEGER);
			signed.read(DerCursor.SEQUENCE);
			signed.read(DerCursor.SEQUENCE);
			return signed.atTime();
		}
		catch (DerFormatException ex) {
			return false;
		}
	}

	private void readExtensions(DerCursor extensions) throws DerFormatException {
		Set<String> seen = new HashSet<>();
		while (!extensions.atEnd()) {
			DerExtension extension = DerExtension.read(extensions);
			if (!seen.add(extension.name())) {
				throw new DerFormatException("the extension " + extension.name() + " stands there twice");
			}
			read(extension, extension.value());
		}
	}

	private void read(DerExtension extension, DerCursor value) throws DerFormatException {
		switch (extension.arc()) {
			case NUMBER -> this.number = value.integer();
			case DELTA_INDICATOR -> this.baseNumber = value.integer();
			case ISSUING_DISTRIBUTION_POINT -> this.scope = IssuingDistributionPoint.read(value, this.issuer);
			case AUTHORITY_KEY_IDENTIFIER -> this.keyIdentifier = authority(value);
			case ISSUER_ALTERNATIVE_NAME, FRESHEST -> {
				// Another name, and where to fetch deltas: nothing to decide by.
			}
			default -> {
				if (extension.critical() && this.unsupported == null) {
					this.unsupported = extension.name();
				}
			}
		}
	}

	private static byte @Nullable [] authority(DerCursor value) throws DerFormatException {
		DerCursor identifier = value.read(DerCursor.SEQUENCE).optional(DerCursor.CONTEXT);
		return (identifier != null) ? identifier.toBytes() : null;
	}

	@Nullable String unsupportedExtension() {
		return (this.unsupported != null) ? this.unsupported : this.entries.unsupported();
	}

	static byte @Nullable [] subjectKeyIdentifier(X509Certificate certificate) {
		byte[] extension = certificate.getExtensionValue("2.5.29." + SUBJECT_KEY_IDENTIFIER);
		try {
			return (extension != null)
					? DerCursor.over(extension).read(DerCursor.OCTET_STRING).read(DerCursor.OCTET_STRING).toBytes()
					: null;
		}
		catch (DerFormatException ex) {
			return null;
		}
	}

	/** Whether two identifiers are of one key, as far as they are known. */
	static boolean agree(byte @Nullable [] one, byte @Nullable [] other) {
		return one == null || other == null || Arrays.equals(one, other);
	}

	private static String digest(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}

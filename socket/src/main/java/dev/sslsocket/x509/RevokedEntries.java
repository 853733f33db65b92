package dev.sslsocket.x509;

import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * The entries of a revocation list, left where they stand in its bytes: eight bytes of
 * index for each, ordered by a hash of the serial number. To look one up is a binary
 * search in the index, which then leads to one entry, hardly ever to two. Immutable; safe
 * for use by many threads.
 */
final class RevokedEntries {

	private static final int REASON_CODE = 21;

	private static final int INVALIDITY_DATE = 24;

	private static final int CERTIFICATE_ISSUER = 29;

	private static final int HOLD_INSTRUCTION = 23;

	private static final int LONGEST_SERIAL = 128;

	private final byte[] bytes;

	private final int end;

	/** The hash of each serial number and, in the lower half, where the entry begins. */
	private final long[] index;

	/** Where another certificate issuer begins to hold (RFC 5280 section 5.3.3). */
	private final int[] issuerOffsets;

	private final List<X500Principal> issuers;

	private final @Nullable String unsupported;

	private RevokedEntries(byte[] bytes, int end, long[] index, Builder builder) {
		this.bytes = bytes;
		this.end = end;
		this.index = index;
		this.issuerOffsets = builder.issuerOffsets.stream().mapToInt(Integer::intValue).toArray();
		this.issuers = List.copyOf(builder.issuers);
		this.unsupported = builder.unsupported;
	}

	/**
	 * Reads all entries once.
	 * @param bytes the list's bytes, not copied
	 * @param entries the content of {@code revokedCertificates}, or {@code null}
	 */
	static RevokedEntries read(byte[] bytes, @Nullable DerCursor entries) throws DerFormatException {
		Builder builder = new Builder();
		if (entries == null) {
			return new RevokedEntries(bytes, 0, new long[0], builder);
		}
		while (!entries.atEnd()) {
			int offset = entries.position();
			builder.add(offset, entries.read(DerCursor.SEQUENCE));
		}
		return new RevokedEntries(bytes, entries.end(), builder.sorted(), builder);
	}

	int size() {
		return this.index.length;
	}

	/** The first critical extension of an entry that is not understood, or null. */
	@Nullable String unsupported() {
		return this.unsupported;
	}

	/**
	 * Looks a certificate up.
	 * @param serial its serial number
	 * @param issuer who issued it
	 * @param listIssuer who issued the entries that do not say so
	 * @param steps is told the place of each entry that is looked at
	 * @return what stands there, or {@code null} when nothing does
	 */
	@Nullable RevokedEntry find(BigInteger serial, X500Principal issuer, X500Principal listIssuer, IntConsumer steps) {
		byte[] wanted = serial.toByteArray();
		int hash = hash(wanted, 0, wanted.length);
		RevokedEntry found = null;
		try {
			for (int i = first(hash); i < this.index.length && this.index[i] >> Integer.SIZE == hash; i++) {
				int offset = (int) this.index[i];
				steps.accept(offset);
				DerCursor entry = entry(offset);
				byte[] number = entry.read(DerCursor.INTEGER).toBytes();
				if (Arrays.equals(number, wanted) && issuerAt(offset, listIssuer).equals(issuer)) {
					RevokedEntry here = new RevokedEntry(entry.time(), reason(entry));
					// Of two that contradict each other the stricter counts.
					found = (found == null || found.isRemoval()) ? here : found;
				}
			}
		}
		catch (DerFormatException ex) {
			throw new IllegalStateException("Was read before", ex);
		}
		return found;
	}

	private int first(int hash) {
		int place = Arrays.binarySearch(this.index, (long) hash << Integer.SIZE);
		return (place >= 0) ? place : -place - 1;
	}

	private DerCursor entry(int offset) throws DerFormatException {
		return new DerCursor(this.bytes, offset, this.end).read(DerCursor.SEQUENCE);
	}

	private X500Principal issuerAt(int offset, X500Principal listIssuer) {
		int place = Arrays.binarySearch(this.issuerOffsets, offset);
		int index = (place >= 0) ? place : -place - 2;
		return (index >= 0) ? this.issuers.get(index) : listIssuer;
	}

	private static CRLReason reason(DerCursor entry) throws DerFormatException {
		DerCursor extensions = entry.optional(DerCursor.SEQUENCE);
		while (extensions != null && !extensions.atEnd()) {
			DerExtension extension = DerExtension.read(extensions);
			if (extension.arc() == REASON_CODE) {
				return CrlReasons.of(extension.value().read(DerCursor.ENUMERATED).octet());
			}
		}
		return CRLReason.UNSPECIFIED;
	}

	// FNV-1a, mixed once more: serial numbers that were counted up differ in the last
	// octet.
	private static int hash(byte[] bytes, int from, int end) {
		int hash = 0x811c9dc5;
		for (int i = from; i < end; i++) {
			hash = (hash ^ bytes[i]) * 0x01000193;
		}
		return hash ^ hash >>> 15;
	}

	/** Collects the entries. */
	private static final class Builder {

		private long[] keys = new long[16];

		private int size;

		private final List<Integer> issuerOffsets = new ArrayList<>();

		private final List<X500Principal> issuers = new ArrayList<>();

		private @Nullable String unsupported;

		void add(int offset, DerCursor entry) throws DerFormatException {
			DerCursor number = entry.integerContent();
			if (number.length() > LONGEST_SERIAL) {
				throw new DerFormatException("the serial number at byte " + number.position() + " is too long");
			}
			byte[] serial = number.toBytes();
			entry.time();
			DerCursor extensions = entry.optional(DerCursor.SEQUENCE);
			entry.expectEnd();
			while (extensions != null && !extensions.atEnd()) {
				add(offset, DerExtension.read(extensions));
			}
			if (this.size == this.keys.length) {
				this.keys = Arrays.copyOf(this.keys, this.size + (this.size >> 1));
			}
			this.keys[this.size++] = (long) hash(serial, 0, serial.length) << Integer.SIZE | offset;
		}

		private void add(int offset, DerExtension extension) throws DerFormatException {
			switch (extension.arc()) {
				case REASON_CODE -> {
					DerCursor code = extension.value().read(DerCursor.ENUMERATED);
					code.octet();
					code.expectEnd();
				}
				case CERTIFICATE_ISSUER -> {
					this.issuerOffsets.add(offset);
					this.issuers.add(issuer(extension.value().read(DerCursor.SEQUENCE)));
				}
				case INVALIDITY_DATE, HOLD_INSTRUCTION -> {
					// Say nothing about whether it is revoked.
				}
				default -> {
					if (extension.critical() && this.unsupported == null) {
						this.unsupported = extension.name();
					}
				}
			}
		}

		private static X500Principal issuer(DerCursor names) throws DerFormatException {
			for (Object name : GeneralNames.read(names)) {
				if (name instanceof X500Principal principal) {
					return principal;
				}
			}
			throw new DerFormatException("the certificate issuer at byte " + names.end() + " has no directory name");
		}

		long[] sorted() {
			long[] sorted = Arrays.copyOf(this.keys, this.size);
			Arrays.sort(sorted);
			return sorted;
		}

	}

}

package dev.sslsocket.verify;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * A distinguished name, RDN by RDN from the root down, so that one can be compared with
 * the beginning of another. RDNs are equal as the JDK compares names (RFC 5280 section
 * 7.1): without regard to case, to blanks, and to the kind of string. Immutable; safe for
 * use by many threads.
 */
final class DirectoryName {

	private static final String COMMON_NAME = "2.5.4.3";

	private static final String EMAIL = "1.2.840.113549.1.9.1";

	private static final int UTF8_STRING = 0x0c;

	private static final int IA5_STRING = 0x16;

	private static final int UNIVERSAL_STRING = 0x1c;

	private static final int BMP_STRING = 0x1e;

	private final List<DerValue> rdns;

	private final List<X500Principal> comparable = new ArrayList<>();

	private DirectoryName(List<DerValue> rdns) {
		this.rdns = rdns;
		for (DerValue rdn : rdns) {
			this.comparable.add(new X500Principal(wrapped(rdn)));
		}
	}

	/**
	 * Reads a name.
	 * @param der the SEQUENCE of RDNs
	 * @return the name, or {@code null} when it is malformed
	 */
	static @Nullable DirectoryName of(byte[] der) {
		List<DerValue> rdns = DerValue.sequence(der);
		if (rdns == null || rdns.stream().anyMatch((rdn) -> rdn.tag() != DerValue.SET)) {
			return null;
		}
		try {
			return new DirectoryName(rdns);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	boolean isEmpty() {
		return this.rdns.isEmpty();
	}

	/** Whether this name is that one, or below it. */
	boolean isBelow(DirectoryName base) {
		return base.comparable.size() <= this.comparable.size()
				&& base.comparable.equals(this.comparable.subList(0, base.comparable.size()));
	}

	/** The common names as text. */
	List<String> commonNames() {
		return attributes(COMMON_NAME).stream().map(DirectoryName::text).toList();
	}

	/**
	 * The e-mail addresses.
	 * @return the addresses, or {@code null} when one is not the IA5String that it has to
	 * be
	 */
	@Nullable List<String> emails() {
		List<DerValue> values = attributes(EMAIL);
		return values.stream().allMatch((value) -> value.tag() == IA5_STRING)
				? values.stream().map(DirectoryName::text).toList() : null;
	}

	private List<DerValue> attributes(String type) {
		List<DerValue> values = new ArrayList<>();
		for (DerValue rdn : this.rdns) {
			List<DerValue> attributes = rdn.children();
			for (DerValue attribute : (attributes != null) ? attributes : List.<DerValue>of()) {
				List<DerValue> parts = attribute.children();
				if (parts != null && parts.size() == 2 && type.equals(parts.get(0).identifier())) {
					values.add(parts.get(1));
				}
			}
		}
		return values;
	}

	private static String text(DerValue value) {
		return switch (value.tag()) {
			case UTF8_STRING -> new String(value.content(), StandardCharsets.UTF_8);
			case BMP_STRING -> new String(value.content(), StandardCharsets.UTF_16BE);
			case UNIVERSAL_STRING -> new String(value.content(), Charset.forName("UTF-32BE"));
			default -> new String(value.content(), StandardCharsets.ISO_8859_1);
		};
	}

	// SEQUENCE { SET }: a name of this one RDN.
	private static byte[] wrapped(DerValue rdn) {
		byte[] set = encoded(DerValue.SET, rdn.content());
		return encoded(DerValue.SEQUENCE, set);
	}

	private static byte[] encoded(int tag, byte[] content) {
		int octets = (content.length < 0x80) ? 0 : (content.length < 0x100) ? 1 : (content.length < 0x10000) ? 2 : 3;
		byte[] header = new byte[2 + octets];
		header[0] = (byte) tag;
		header[1] = (byte) ((octets == 0) ? content.length : 0x80 | octets);
		for (int i = 0; i < octets; i++) {
			header[2 + i] = (byte) (content.length >> 8 * (octets - 1 - i));
		}
		byte[] encoded = Arrays.copyOf(header, header.length + content.length);
		System.arraycopy(content, 0, encoded, header.length, content.length);
		return encoded;
	}

}

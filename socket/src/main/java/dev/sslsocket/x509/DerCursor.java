package dev.sslsocket.x509;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Walks over DER (X.690) in place, without an object for each value: a revocation list
 * may hold a million. Strict: every length is checked against what encloses it, has to be
 * definite and as short as it can be. Not thread-safe.
 */
final class DerCursor {

	static final int BOOLEAN = 0x01;

	static final int INTEGER = 0x02;

	static final int BIT_STRING = 0x03;

	static final int OCTET_STRING = 0x04;

	static final int OBJECT_IDENTIFIER = 0x06;

	static final int ENUMERATED = 0x0a;

	static final int UTC_TIME = 0x17;

	static final int GENERALIZED_TIME = 0x18;

	static final int SEQUENCE = 0x30;

	/** Tag of a context-specific value; constructed ones add {@link #CONSTRUCTED}. */
	static final int CONTEXT = 0x80;

	static final int CONSTRUCTED = 0x20;

	private static final int HIGH_TAG = 0x1f;

	private static final int LONG_FORM = 0x80;

	private static final int FIRST_YEAR_OF_UTC_TIME = 1950;

	private final byte[] bytes;

	private final int end;

	private int position;

	DerCursor(byte[] bytes, int from, int end) {
		this.bytes = bytes;
		this.position = from;
		this.end = end;
	}

	static DerCursor over(byte[] bytes) {
		return new DerCursor(bytes, 0, bytes.length);
	}

	/** Offset of what is read next. */
	int position() {
		return this.position;
	}

	/** Offset behind the last byte. */
	int end() {
		return this.end;
	}

	boolean atEnd() {
		return this.position == this.end;
	}

	/** Whether the next value has this tag. */
	boolean at(int tag) {
		return this.position < this.end && (this.bytes[this.position] & 0xff) == tag;
	}

	/** Tag of the next value, or -1 at the end. */
	int tag() {
		return atEnd() ? -1 : this.bytes[this.position] & 0xff;
	}

	/**
	 * Steps over the next value.
	 * @param tag what it has to be
	 * @return a cursor over its content
	 */
	DerCursor read(int tag) throws DerFormatException {
		if (!at(tag)) {
			throw new DerFormatException(
					"at byte " + this.position + " stands " + (atEnd() ? "nothing" : "0x" + Integer.toHexString(tag()))
							+ " in place of 0x" + Integer.toHexString(tag));
		}
		return read();
	}

	/** Steps over the next value if it has this tag. */
	@Nullable DerCursor optional(int tag) throws DerFormatException {
		return at(tag) ? read() : null;
	}

	/** Steps over the next value, whatever it is. */
	DerCursor read() throws DerFormatException {
		if (this.end - this.position < 2 || (this.bytes[this.position] & HIGH_TAG) == HIGH_TAG) {
			throw cut();
		}
		int from = this.position + 2;
		int length = this.bytes[this.position + 1] & 0xff;
		if (length >= LONG_FORM) {
			int octets = length - LONG_FORM;
			if (octets == 0 || octets > Integer.BYTES || octets > this.end - from || this.bytes[from] == 0) {
				throw cut();
			}
			length = 0;
			for (int last = from + octets; from < last; from++) {
				length = length << Byte.SIZE | this.bytes[from] & 0xff;
			}
			if (length >= 0 && length < LONG_FORM) {
				throw cut();
			}
		}
		if (length < 0 || length > this.end - from) {
			throw cut();
		}
		this.position = from + length;
		return new DerCursor(this.bytes, from, this.position);
	}

	/** Steps over the next value and returns it with its header. */
	byte[] encoded(int tag) throws DerFormatException {
		int from = this.position;
		read(tag);
		return Arrays.copyOfRange(this.bytes, from, this.position);
	}

	/** What is left, as a new array. */
	byte[] toBytes() {
		return Arrays.copyOfRange(this.bytes, this.position, this.end);
	}

	int length() {
		return this.end - this.position;
	}

	/** The next octet, which is stepped over. */
	int octet() throws DerFormatException {
		if (atEnd()) {
			throw cut();
		}
		return this.bytes[this.position++] & 0xff;
	}

	/** Steps over an integer and returns a cursor over its content, checked. */
	DerCursor integerContent() throws DerFormatException {
		DerCursor content = read(INTEGER);
		if (content.atEnd() || content.length() > 1 && isPadded(content.position)) {
			throw new DerFormatException("the integer at byte " + content.position + " is not as short as it can be");
		}
		return content;
	}

	private boolean isPadded(int at) {
		int nine = this.bytes[at] << 1 | this.bytes[at + 1] >> 7 & 1;
		return nine == 0 || nine == -1;
	}

	BigInteger integer() throws DerFormatException {
		return new BigInteger(integerContent().toBytes());
	}

	/** Reads the content of a BOOLEAN: DER knows two values only. */
	boolean truth() throws DerFormatException {
		int value = octet();
		if (!atEnd() || value != 0 && value != 0xff) {
			throw new DerFormatException("the boolean before byte " + this.end + " is neither true nor false");
		}
		return value != 0;
	}

	/**
	 * Reads the content of a BIT STRING with named bits: bit n of the result is bit n.
	 */
	int namedBits() throws DerFormatException {
		int unused = octet();
		if (unused >= Byte.SIZE || unused > 0 && atEnd()) {
			throw cut();
		}
		int bits = 0;
		for (int n = 0; n < length() * Byte.SIZE - unused && n < Integer.SIZE; n++) {
			if ((this.bytes[this.position + n / Byte.SIZE] << n % Byte.SIZE & 0x80) != 0) {
				bits |= 1 << n;
			}
		}
		return bits;
	}

	/** Whether a UTCTime or a GeneralizedTime follows. */
	boolean atTime() {
		return at(UTC_TIME) || at(GENERALIZED_TIME);
	}

	/** Steps over a time of the forms that RFC 5280 section 4.1.2.5 allows. */
	Instant time() throws DerFormatException {
		boolean utc = at(UTC_TIME);
		DerCursor content = read(utc ? UTC_TIME : GENERALIZED_TIME);
		int digits = utc ? 12 : 14;
		int from = content.position;
		if (content.length() != digits + 1 || this.bytes[from + digits] != 'Z') {
			throw badTime(from);
		}
		int year = utc ? century(number(from, 2)) : number(from, 4);
		int rest = from + digits - 10;
		try {
			return LocalDateTime
				.of(year, number(rest, 2), number(rest + 2, 2), number(rest + 4, 2), number(rest + 6, 2),
						number(rest + 8, 2))
				.toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			throw badTime(from);
		}
	}

	private static int century(int year) {
		int century = FIRST_YEAR_OF_UTC_TIME / 100 * 100;
		return (century + year >= FIRST_YEAR_OF_UTC_TIME) ? century + year : century + 100 + year;
	}

	private int number(int from, int digits) throws DerFormatException {
		int number = 0;
		for (int i = from; i < from + digits; i++) {
			int digit = this.bytes[i] - '0';
			if (digit < 0 || digit > 9) {
				throw badTime(from);
			}
			number = 10 * number + digit;
		}
		return number;
	}

	void expectEnd() throws DerFormatException {
		if (!atEnd()) {
			throw new DerFormatException("nothing should follow at byte " + this.position);
		}
	}

	private DerFormatException cut() {
		return new DerFormatException("the length at byte " + this.position + " is wrong");
	}

	private static DerFormatException badTime(int at) {
		return new DerFormatException("the time at byte " + at + " is none");
	}

}

package dev.sslsocket.engine;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

import dev.sslsocket.cipher.SuiteNumbers;

/**
 * What is worth remembering of hellos, in a few bytes each: copied when they pass, put
 * into words when somebody asks. Lists are cut at what a line can hold. Notes have
 * numbers, in the order in which they were made. Not thread-safe.
 */
final class HelloNotes {

	static final int VERSIONS = 1;

	static final int SERVER_NAME = 2;

	static final int ALPN = 3;

	static final int GROUPS = 4;

	static final int SUITES = 5;

	/** The one suite that a server chose. */
	static final int SUITE = 6;

	/** The one group that a server chose. */
	static final int GROUP = 7;

	private static final int TEXT = 8;

	/** A client would resume a session. */
	static final int SESSION_OFFERED = 0x81;

	static final int RESUMED = 0x82;

	static final int NOT_RESUMED = 0x83;

	static final int MALFORMED = 0x84;

	/** It came in pieces, of which only the first were kept. */
	static final int CUT = 0x85;

	/** A ServerHello that is a HelloRetryRequest. */
	static final int RETRY = 0x86;

	private static final int[] IN_ORDER = { TEXT, RETRY, VERSIONS, SUITE, GROUP, RESUMED, NOT_RESUMED, SERVER_NAME,
			ALPN, GROUPS, SUITES, SESSION_OFFERED, MALFORMED, CUT };

	/** How the words of a HelloRetryRequest begin. */
	static final String RETRY_NAME = "HelloRetryRequest";

	/** How much of a name is shown. */
	static final int NAME_SHOWN = 64;

	private static final int ROOM = 448;

	private static final int MOST = 255;

	private static final int FIELD_HEADER = 4;

	/** For the flags that a reader sets at the end. */
	private static final int RESERVED = 3;

	/** More suites than these are a number. */
	private static final int SUITES_BY_NAME = 4;

	private final byte[] notes = new byte[ROOM];

	private int begin;

	private int end;

	/**
	 * Notes what a client offers.
	 * @param kept how many bytes of the body are there
	 * @param length how long the body is
	 * @return whether there is a note now
	 */
	boolean clientHello(byte[] body, int offset, int kept, int length) {
		open();
		HelloReader.client(this, body, offset, kept, length);
		return close();
	}

	/** Notes what a server chose. */
	boolean serverHello(ServerHello hello) {
		open();
		HelloReader.server(this, hello);
		return close();
	}

	/** Notes the group of a key exchange. */
	boolean group(int group) {
		open();
		number(GROUP, group);
		return close();
	}

	/** Notes a line of text. */
	boolean line(String text) {
		byte[] line = text.getBytes(StandardCharsets.ISO_8859_1);
		open();
		bytes(TEXT, line, 0, line.length, NAME_SHOWN);
		return close();
	}

	private void open() {
		this.end = this.begin + 1;
	}

	/** Keeps the note if it has something to say. */
	private boolean close() {
		int length = this.end - this.begin - 1;
		if (length <= 0 || this.begin + 1 >= ROOM) {
			return false;
		}
		this.notes[this.begin] = (byte) length;
		this.begin = this.end;
		return true;
	}

	/** Notes a fact that needs no value. */
	void flag(int flag) {
		if (room() > 0) {
			this.notes[this.end++] = (byte) flag;
		}
	}

	/** Notes one number of two bytes. */
	void number(int field, int value) {
		if (open(field, 2, 1)) {
			append(value);
		}
	}

	/**
	 * Notes numbers of two bytes. Those that clients only send to see who minds (RFC
	 * 8701), and the one that stands for secure renegotiation, do not count.
	 * @param length bytes of the list
	 * @param most how many of them are kept
	 */
	void numbers(int field, byte[] bytes, int offset, int length, int most) {
		int total = 0;
		for (int i = 0; i + 1 < length; i += 2) {
			total += counts(two(bytes, offset + i)) ? 1 : 0;
		}
		int kept = Math.min(total, most);
		if (open(field, kept * 2, total)) {
			for (int i = 0; i + 1 < length && kept > 0; i += 2) {
				if (counts(two(bytes, offset + i))) {
					append(two(bytes, offset + i));
					kept--;
				}
			}
		}
	}

	/**
	 * Notes bytes.
	 * @param most how many of them are kept
	 */
	void bytes(int field, byte[] bytes, int offset, int length, int most) {
		int kept = Math.min(length, most);
		if (open(field, kept, length)) {
			System.arraycopy(bytes, offset, this.notes, this.end, kept);
			this.end += kept;
		}
	}

	private boolean open(int field, int length, int total) {
		if (room() < FIELD_HEADER + length + RESERVED) {
			return false;
		}
		this.notes[this.end++] = (byte) field;
		this.notes[this.end++] = (byte) length;
		append(total);
		return true;
	}

	private int room() {
		return Math.min(ROOM, this.begin + 1 + MOST) - this.end;
	}

	private void append(int value) {
		this.notes[this.end++] = (byte) (value >> 8);
		this.notes[this.end++] = (byte) value;
	}

	private static boolean counts(int number) {
		boolean grease = (number & 0x0f0f) == 0x0a0a && number >> 8 == (number & 0xff);
		return !grease && number != 0x00ff;
	}

	private static int two(byte[] bytes, int at) {
		return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
	}

	/**
	 * Puts a note into words, printable ones whatever the peer sent.
	 * @param number its number, from 0
	 */
	String words(int number) {
		int at = 0;
		for (int i = 0; i < number; i++) {
			at += 1 + (this.notes[at] & 0xff);
		}
		StringJoiner words = new StringJoiner(" ");
		for (int field : IN_ORDER) {
			int found = find(field, at + 1, at + 1 + (this.notes[at] & 0xff));
			if (found >= 0) {
				words.add(words(field, found));
			}
		}
		return words.toString();
	}

	/** Finds the last field of a kind: an extension outranks what stands before it. */
	private int find(int wanted, int from, int to) {
		int found = -1;
		int at = from;
		while (at < to) {
			int field = this.notes[at] & 0xff;
			found = (field == wanted) ? at : found;
			at += (field >= SESSION_OFFERED) ? 1 : FIELD_HEADER + (this.notes[at + 1] & 0xff);
		}
		return found;
	}

	private String words(int field, int at) {
		return switch (field) {
			case TEXT -> printable(at, 0x20);
			case RETRY -> RETRY_NAME;
			case VERSIONS -> list(at);
			case SUITE -> SuiteNumbers.name(two(this.notes, at + FIELD_HEADER));
			case GROUP -> "group=" + NamedGroup.text(two(this.notes, at + FIELD_HEADER));
			case RESUMED -> "resumed=yes";
			case NOT_RESUMED -> "resumed=no";
			case SERVER_NAME -> "sni=" + printable(at, 0x21);
			case ALPN -> "alpn=" + protocols(at);
			case GROUPS -> "groups=" + list(at);
			case SUITES -> "suites=" + ((total(at) <= SUITES_BY_NAME) ? list(at) : total(at));
			case SESSION_OFFERED -> "session=offered";
			case MALFORMED -> "malformed";
			default -> "(came in pieces, the rest was not looked at)";
		};
	}

	private int total(int at) {
		return two(this.notes, at + 2);
	}

	private int length(int at) {
		return this.notes[at + 1] & 0xff;
	}

	private String list(int at) {
		StringJoiner names = new StringJoiner(",");
		int kept = length(at) / 2;
		for (int i = 0; i < kept; i++) {
			int number = two(this.notes, at + FIELD_HEADER + 2 * i);
			names.add(switch (this.notes[at]) {
				case VERSIONS -> version(number);
				case GROUPS -> NamedGroup.text(number);
				default -> SuiteNumbers.name(number);
			});
		}
		if (total(at) > kept) {
			names.add("...");
		}
		return (total(at) == 0) ? "none" : names.toString();
	}

	private String printable(int at, int lowest) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length(at); i++) {
			text.append(printable(this.notes[at + FIELD_HEADER + i], lowest));
		}
		return text + ((total(at) > length(at)) ? "..." : "");
	}

	private String protocols(int at) {
		StringBuilder text = new StringBuilder();
		int left = 0;
		for (int i = 0; i < length(at); i++) {
			byte next = this.notes[at + FIELD_HEADER + i];
			if (left == 0) {
				left = next & 0xff;
				text.append((i > 0) ? "," : "");
			}
			else {
				left--;
				text.append((next == ',') ? '?' : printable(next, 0x21));
			}
		}
		return text + ((total(at) > length(at)) ? "..." : "");
	}

	private static char printable(byte character, int lowest) {
		return (character >= lowest && character < 0x7f) ? (char) character : '?';
	}

	private static String version(int number) {
		return switch (number) {
			case 0x0304 -> "TLSv1.3";
			case 0x0303 -> "TLSv1.2";
			case 0x0302 -> "TLSv1.1";
			case 0x0301 -> "TLSv1";
			case 0x0300 -> "SSLv3";
			default -> "0x%04x".formatted(number);
		};
	}

}

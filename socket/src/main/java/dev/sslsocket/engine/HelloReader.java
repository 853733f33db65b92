package dev.sslsocket.engine;

/**
 * Reads the hello of a peer for the {@link FlightRecorder}: what it offers, never its
 * random, session id, ticket or key share. Every length is checked; who only looks on
 * never throws, it says {@code malformed}.
 */
final class HelloReader {

	private static final int SERVER_NAME = 0;

	private static final int GROUPS = 10;

	private static final int ALPN = 16;

	private static final int SESSION_TICKET = 35;

	private static final int PRE_SHARED_KEY = 41;

	private static final int VERSIONS = 43;

	private static final int RANDOM = 32;

	private static final int GROUPS_SHOWN = 12;

	private static final int VERSIONS_SHOWN = 8;

	private static final int SUITES_KEPT = 4;

	private static final int ALPN_SHOWN = 48;

	private final HelloNotes notes;

	private final byte[] bytes;

	private int at;

	private int end;

	private boolean overrun;

	private HelloReader(HelloNotes notes, byte[] bytes, int offset, int length) {
		this.notes = notes;
		this.bytes = bytes;
		this.at = offset;
		this.end = offset + length;
	}

	/**
	 * Notes what a client offers (RFC 8446 section 4.1.2).
	 * @param kept how many bytes of the body are there
	 * @param length how long the body is
	 */
	static void client(HelloNotes notes, byte[] bytes, int offset, int kept, int length) {
		HelloReader reader = new HelloReader(notes, bytes, offset, kept);
		boolean malformed = reader.client();
		if (malformed || reader.overrun && kept == length) {
			notes.flag(HelloNotes.MALFORMED);
		}
		else if (kept < length) {
			notes.flag(HelloNotes.CUT);
		}
	}

	/** Notes what a server chose (RFC 8446 sections 4.1.3 and 4.1.4). */
	static void server(HelloNotes notes, ServerHello hello) {
		if (hello.retry()) {
			notes.flag(HelloNotes.RETRY);
		}
		if (hello.version() >= 0) {
			notes.number(HelloNotes.VERSIONS, hello.version());
		}
		if (hello.suite() >= 0) {
			notes.number(HelloNotes.SUITE, hello.suite());
		}
		if (hello.group() >= 0) {
			notes.number(HelloNotes.GROUP, hello.group());
		}
		if (hello.tls13() && !hello.retry()) {
			notes.flag(hello.preSharedKey() ? HelloNotes.RESUMED : HelloNotes.NOT_RESUMED);
		}
		if (hello.malformed()) {
			notes.flag(HelloNotes.MALFORMED);
		}
	}

	private boolean client() {
		int version = this.at;
		skip(2);
		if (!this.overrun) {
			this.notes.numbers(HelloNotes.VERSIONS, this.bytes, version, 2, 1);
		}
		skip(RANDOM);
		skip(one());
		numbers(HelloNotes.SUITES, two(), SUITES_KEPT);
		skip(one());
		if (this.overrun || this.at == this.end) {
			return false;
		}
		int extensions = two();
		boolean malformed = extensions != this.end - this.at && !this.overrun;
		int last = this.end;
		while (!this.overrun && this.at < last) {
			int type = two();
			int size = two();
			int next = this.at + size;
			if (this.overrun || next > last) {
				this.overrun = true;
				return malformed;
			}
			this.end = next;
			extension(type);
			malformed |= this.overrun;
			this.overrun = false;
			this.at = next;
			this.end = last;
		}
		return malformed;
	}

	private void extension(int type) {
		switch (type) {
			case SERVER_NAME -> serverName();
			case GROUPS -> numbers(HelloNotes.GROUPS, two(), GROUPS_SHOWN);
			case VERSIONS -> numbers(HelloNotes.VERSIONS, one(), VERSIONS_SHOWN);
			case ALPN -> protocols();
			case PRE_SHARED_KEY -> this.notes.flag(HelloNotes.SESSION_OFFERED);
			case SESSION_TICKET -> {
				if (this.at < this.end) {
					this.notes.flag(HelloNotes.SESSION_OFFERED);
				}
			}
			default -> {
			}
		}
	}

	private void serverName() {
		two();
		int type = one();
		int length = two();
		int name = this.at;
		skip(length);
		if (!this.overrun && type == 0) {
			this.notes.bytes(HelloNotes.SERVER_NAME, this.bytes, name, length, HelloNotes.NAME_SHOWN);
		}
	}

	private void protocols() {
		int length = two();
		int list = this.at;
		while (!this.overrun && this.at < list + length) {
			skip(one());
		}
		if (!this.overrun) {
			this.notes.bytes(HelloNotes.ALPN, this.bytes, list, length, ALPN_SHOWN);
		}
	}

	private void numbers(int field, int length, int most) {
		int list = this.at;
		skip(length);
		this.overrun |= (length & 1) != 0;
		if (!this.overrun) {
			this.notes.numbers(field, this.bytes, list, length, most);
		}
	}

	private int two() {
		return one() << 8 | one();
	}

	private int one() {
		if (this.at >= this.end) {
			this.overrun = true;
			return 0;
		}
		return this.bytes[this.at++] & 0xff;
	}

	private void skip(int count) {
		if (count > this.end - this.at) {
			this.overrun = true;
			this.at = this.end;
		}
		else {
			this.at += count;
		}
	}

}

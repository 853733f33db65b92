package dev.sslsocket.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Remembers what passed on one connection while its handshake ran, in less than 1 KB and
 * without an object for each record: who sent what, how long it was and when; what the
 * hellos offer and choose; alerts by name. Never contents, randoms, session ids, tickets
 * or keys. The first records are kept and the last ones: a failure is explained by what
 * was offered and by what came last.
 * <p>
 * Who owns a connection tells it to {@link #forget()} when it is of no more use. Used by
 * one thread at a time while the handshake runs; afterwards by the reading side. The
 * lines may be read by any thread; one that reads while another writes may miss the last
 * entries.
 */
public final class FlightRecorder {

	private static final int FIRST = 8;

	private static final int LAST = 16;

	/** Takes the lines as they come, where somebody wants them. */
	public interface Progress {

		/** Whether lines are wanted now; asked for each record. */
		boolean wanted();

		/** Takes a line, printable and of bounded length. */
		void line(String line);

	}

	private static final Progress NOBODY = new Progress() {

		@Override
		public boolean wanted() {
			return false;
		}

		@Override
		public void line(String line) {
			throw new IllegalStateException("nobody wants lines");
		}

	};

	private final LongSupplier nanoTime;

	private final Progress progress;

	private long @Nullable [] entries;

	private @Nullable HelloNotes notes;

	private int count;

	private long start;

	private boolean started;

	private boolean forgotten;

	/** Whether the engine has only its last words to say. */
	private boolean ending;

	private int alertToCome = FlightEntry.NO_ALERT;

	/**
	 * Creates an empty recorder.
	 * @param nanoTime the clock
	 * @param progress who wants lines as they come
	 */
	public FlightRecorder(LongSupplier nanoTime, Progress progress) {
		this.nanoTime = nanoTime;
		this.progress = progress;
	}

	/** A recorder that forgets everything at once. */
	static FlightRecorder forNobody() {
		FlightRecorder recorder = new FlightRecorder(System::nanoTime, NOBODY);
		recorder.forget();
		return recorder;
	}

	/** Sets the moment from which times are counted, once; else it is the first entry. */
	public void begin() {
		if (!this.started) {
			this.started = true;
			this.start = this.nanoTime.getAsLong();
		}
	}

	/**
	 * Records what a peer sent for whom there was no engine.
	 * @param bytes everything that came
	 */
	public void received(byte[] bytes) {
		HandshakeObserver observer = new HandshakeObserver(this);
		int at = 0;
		while (at + RecordHeader.LENGTH <= bytes.length) {
			RecordHeader header = RecordHeader.at(bytes, at);
			if (!header.wellFormed() || header.total() > bytes.length - at) {
				break;
			}
			observer.received(bytes, at, header);
			at += header.total();
		}
		if (at < bytes.length && bytes[at] == RecordHeader.HANDSHAKE) {
			piece(false, bytes.length - at);
		}
	}

	/**
	 * Records an alert in clear that was sent without an engine.
	 * @param record the record
	 */
	public void sent(byte[] record) {
		if (record.length >= RecordHeader.LENGTH) {
			new HandshakeObserver(this).sent(record, 0, RecordHeader.at(record, 0));
		}
	}

	/**
	 * Records what a peer said that does not speak TLS.
	 * @param firstLine printable and short
	 */
	public void notTls(String firstLine) {
		int at = add(FlightEntry.of(false, FlightEntry.NOT_TLS, 0, firstLine.length()));
		if (at >= 0) {
			finish(at, at < FIRST && notes().line(firstLine));
		}
	}

	/**
	 * Records that the peer ended TCP.
	 * @param gently whether by FIN
	 */
	public void endOfTcp(boolean gently) {
		finish(add(FlightEntry.of(false, gently ? FlightEntry.TCP_ENDED : FlightEntry.TCP_BROKEN, 0, 0)), false);
	}

	/** Records a record that is no handshake message and no alert in clear. */
	void record(boolean sent, RecordHeader header) {
		boolean lastWords = sent && this.ending && header.type() != RecordHeader.CHANGE_CIPHER_SPEC;
		finish(add(lastWords ? FlightEntry.of(true, FlightEntry.SEALED_ALERT, this.alertToCome, header.length())
				: FlightEntry.of(sent, FlightEntry.RECORD, header.type(), header.length())), false);
	}

	/** Records an alert in clear. */
	void alert(boolean sent, int level, int description) {
		finish(add(FlightEntry.of(sent, FlightEntry.ALERT, description, level)), false);
	}

	/** Records bytes of a message that has not come to its end. */
	void piece(boolean sent, int length) {
		long[] kept = this.entries;
		int last = this.count - 1;
		if (kept != null && last >= 0 && FlightEntry.isPiece(kept[slot(last)], sent)) {
			// A peer may send a message a byte at a time; that is one line.
			kept[slot(last)] = FlightEntry.longer(kept[slot(last)], length);
			return;
		}
		finish(add(FlightEntry.of(sent, FlightEntry.PIECE, 0, length)), false);
	}

	/**
	 * Records a handshake message in clear.
	 * @param body where its body is
	 * @param offset the body's first byte
	 * @param kept how many bytes of the body are there
	 * @param length how long the body is
	 */
	void message(boolean sent, int type, byte[] body, int offset, int kept, int length) {
		long[] before = this.entries;
		if (before != null && this.count > 0 && FlightEntry.isPiece(before[slot(this.count - 1)], sent)) {
			this.count--;
		}
		int at = add(FlightEntry.of(sent, FlightEntry.MESSAGE, type, HandshakeMessages.HEADER + length));
		if (at < 0) {
			return;
		}
		// What is not among the first may be overwritten, and the notes would not match.
		finish(at, at < FIRST && note(type, body, offset, kept, length));
	}

	private boolean note(int type, byte[] body, int offset, int kept, int length) {
		return switch (type) {
			case HandshakeMessages.CLIENT_HELLO -> notes().clientHello(body, offset, kept, length);
			case HandshakeMessages.SERVER_HELLO -> notes().serverHello(ServerHello.parse(body, offset, kept));
			// ECDHE names its curve: type 3, then the group (RFC 8422 section 5.4).
			case HandshakeMessages.SERVER_KEY_EXCHANGE -> kept >= 3 && body[offset] == 3
					&& notes().group((body[offset + 1] & 0xff) << 8 | body[offset + 2] & 0xff);
			default -> false;
		};
	}

	/** Names an encrypted alert of the peer, which the engine has read. */
	void alertRead(int description) {
		long[] kept = this.entries;
		for (int i = this.count - 1; kept != null && i >= Math.max(0, this.count - LAST); i--) {
			long entry = kept[slot(i)];
			if (!FlightEntry.isSent(entry)) {
				if (FlightEntry.isAlert(entry, description)) {
					return;
				}
				if (FlightEntry.isSealed(entry)) {
					kept[slot(i)] = FlightEntry.sealedAlert(entry, description);
					print(i);
					return;
				}
				break;
			}
		}
		// Of a record that came behind the handshake there is no entry.
		finish(add(FlightEntry.of(false, FlightEntry.SEALED_ALERT, description, 0)), false);
	}

	/** Says which alert the engine is about to send; its record may be encrypted. */
	void alertToCome(int description) {
		this.alertToCome = description;
	}

	/** Says that the engine will send nothing but alerts. */
	void ending() {
		this.ending = true;
	}

	/** Says that another alert went out in place of the one recorded last. */
	void alertReplaced(int description) {
		long[] kept = this.entries;
		if (kept != null && this.count > 0) {
			int slot = slot(this.count - 1);
			kept[slot] = FlightEntry.withCode(kept[slot], description);
		}
	}

	/** Forgets everything and records nothing more. */
	public void forget() {
		this.forgotten = true;
		this.entries = null;
		this.notes = null;
	}

	/**
	 * Returns what was recorded, and what came of it.
	 * @param verdict why the handshake failed
	 * @return lines such as {@code +9ms < alert fatal unknown_ca}, the oldest first,
	 * printable; empty when everything is forgotten
	 */
	public List<String> lines(SslReason verdict) {
		long[] kept = this.entries;
		if (this.forgotten) {
			return List.of();
		}
		int all = this.count;
		List<String> lines = new ArrayList<>(Math.min(all, FIRST + LAST) + 2);
		for (int i = 0; kept != null && i < all; i++) {
			if (i == FIRST && all > FIRST + LAST) {
				lines.add("... " + (all - FIRST - LAST) + " more");
				i = all - LAST;
			}
			lines.add(FlightEntry.text(kept[slot(i)], noteOf(kept, i)));
		}
		lines.add(FlightEntry.time(elapsed()) + " = " + verdict);
		return List.copyOf(lines);
	}

	private HelloNotes notes() {
		HelloNotes current = this.notes;
		if (current == null) {
			current = new HelloNotes();
			this.notes = current;
		}
		return current;
	}

	private String noteOf(long[] kept, int index) {
		HelloNotes current = this.notes;
		if (current == null || !FlightEntry.isNoted(kept[slot(index)])) {
			return "";
		}
		int before = 0;
		for (int i = 0; i < index; i++) {
			before += FlightEntry.isNoted(kept[slot(i)]) ? 1 : 0;
		}
		return current.words(before);
	}

	/**
	 * Adds an entry.
	 * @return its index, -1 if nothing is recorded any more
	 */
	private int add(long entry) {
		if (this.forgotten) {
			return -1;
		}
		begin();
		long[] kept = this.entries;
		if (kept == null) {
			kept = new long[FIRST + LAST];
			this.entries = kept;
		}
		int at = this.count;
		kept[slot(at)] = FlightEntry.at(entry, elapsed());
		this.count = at + 1;
		return at;
	}

	private void finish(int index, boolean noted) {
		long[] kept = this.entries;
		if (index < 0 || kept == null) {
			return;
		}
		if (noted) {
			kept[slot(index)] = FlightEntry.noted(kept[slot(index)]);
		}
		print(index);
	}

	private void print(int index) {
		long[] kept = this.entries;
		if (kept != null && this.progress.wanted()) {
			this.progress.line(FlightEntry.text(kept[slot(index)], noteOf(kept, index)));
		}
	}

	private long elapsed() {
		return this.started ? (this.nanoTime.getAsLong() - this.start) / 1_000_000 : 0;
	}

	private static int slot(int index) {
		return (index < FIRST) ? index : FIRST + (index - FIRST) % LAST;
	}

}

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
 * Who owns a connection tells it to {@link #forget()} when it is of no more use; what is
 * left of it then is 16 bytes. Used by one thread at a time while the handshake runs;
 * afterwards by whoever meets a fault. The lines may be read by any thread; one that
 * reads while another writes may miss the last entries.
 */
public final class FlightRecorder {

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

	private static final FlightRecorder FORGETFUL = forgetful();

	/** {@code null} once everything is forgotten: connections live long. */
	private volatile @Nullable Memory memory;

	/** What there is to forget. */
	private static final class Memory {

		private final LongSupplier nanoTime;

		private final Progress progress;

		private @Nullable FlightRing ring;

		private long start;

		private boolean started;

		/** Whether the engine has only its last words to say. */
		private boolean ending;

		private int alertToCome = FlightEntry.NO_ALERT;

		/** Where an encrypted alert is whose name is still to come, or -1. */
		private int earlyAlert = -1;

		Memory(LongSupplier nanoTime, Progress progress) {
			this.nanoTime = nanoTime;
			this.progress = progress;
		}

		void begin() {
			if (!this.started) {
				this.started = true;
				this.start = this.nanoTime.getAsLong();
			}
		}

		FlightRing ring() {
			FlightRing current = this.ring;
			if (current == null) {
				current = new FlightRing();
				this.ring = current;
			}
			return current;
		}

		long elapsed() {
			return this.started ? (this.nanoTime.getAsLong() - this.start) / 1_000_000 : 0;
		}

	}

	/**
	 * Creates an empty recorder.
	 * @param nanoTime the clock
	 * @param progress who wants lines as they come
	 */
	public FlightRecorder(LongSupplier nanoTime, Progress progress) {
		this.memory = new Memory(nanoTime, progress);
	}

	/** A recorder that has forgotten everything; there need be but one. */
	public static FlightRecorder forNobody() {
		return FORGETFUL;
	}

	private static FlightRecorder forgetful() {
		FlightRecorder recorder = new FlightRecorder(System::nanoTime, NOBODY);
		recorder.forget();
		return recorder;
	}

	/** Sets the moment from which times are counted, once; else it is the first entry. */
	public void begin() {
		Memory kept = this.memory;
		if (kept != null) {
			kept.begin();
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
		FlightRing ring = ring();
		if (ring != null) {
			int at = add(ring, FlightEntry.of(false, FlightEntry.NOT_TLS, 0, firstLine.length()));
			if (ring.mayNote(at) && ring.notes().line(firstLine)) {
				ring.noted(at);
			}
			print(ring, at);
		}
	}

	/**
	 * Records that the peer ended TCP.
	 * @param gently whether by FIN
	 */
	public void endOfTcp(boolean gently) {
		record(FlightEntry.of(false, gently ? FlightEntry.TCP_ENDED : FlightEntry.TCP_BROKEN, 0, 0));
	}

	/** Records a record that is no handshake message and no alert in clear. */
	void record(boolean sent, RecordHeader header) {
		Memory kept = this.memory;
		boolean lastWords = sent && kept != null && kept.ending && header.type() != RecordHeader.CHANGE_CIPHER_SPEC;
		record(lastWords ? FlightEntry.of(true, FlightEntry.SEALED_ALERT, kept.alertToCome, header.length())
				: FlightEntry.of(sent, FlightEntry.RECORD, header.type(), header.length()));
	}

	/** Records an alert in clear, unless {@link #lastAlert} is to say which it is. */
	void alert(boolean sent, int level, int description) {
		Memory kept = this.memory;
		if (!sent || kept == null || !kept.ending) {
			record(FlightEntry.of(sent, FlightEntry.ALERT, description, level));
		}
	}

	/** Records bytes of a message that has not come to its end. */
	void piece(boolean sent, int length) {
		FlightRing ring = ring();
		if (ring != null && ring.endsWithPiece(sent)) {
			// A peer may send a message a byte at a time; that is one line.
			int last = ring.count() - 1;
			ring.set(last, FlightEntry.longer(ring.get(last), length));
		}
		else {
			record(FlightEntry.of(sent, FlightEntry.PIECE, 0, length));
		}
	}

	/**
	 * Records a handshake message in clear.
	 * @param body where its body is
	 * @param offset the body's first byte
	 * @param kept how many bytes of the body are there
	 * @param length how long the body is
	 */
	void message(boolean sent, int type, byte[] body, int offset, int kept, int length) {
		FlightRing ring = ring();
		if (ring == null) {
			return;
		}
		long entry = FlightEntry.of(sent, FlightEntry.MESSAGE, type, HandshakeMessages.HEADER + length);
		int at = ring.endsWithPiece(sent) ? replaceLast(ring, entry) : add(ring, entry);
		if (ring.mayNote(at) && note(ring.notes(), type, body, offset, kept, length)) {
			ring.noted(at);
		}
		print(ring, at);
	}

	private static boolean note(HelloNotes notes, int type, byte[] body, int offset, int kept, int length) {
		return switch (type) {
			case HandshakeMessages.CLIENT_HELLO -> notes.clientHello(body, offset, kept, length);
			case HandshakeMessages.SERVER_HELLO -> notes.serverHello(ServerHello.parse(body, offset, kept));
			// ECDHE names its curve: type 3, then the group (RFC 8422 section 5.4).
			case HandshakeMessages.SERVER_KEY_EXCHANGE ->
				kept >= 3 && body[offset] == 3 && notes.group((body[offset + 1] & 0xff) << 8 | body[offset + 2] & 0xff);
			default -> false;
		};
	}

	/**
	 * Names an encrypted alert of the peer, which only the engine can read.
	 * @param fault what the engine has found, which may be such an alert
	 */
	public void alertRead(TlsFault fault) {
		@Nullable String theirs = fault.peerAlert();
		if (theirs != null) {
			alertRead(Alert.number(theirs));
		}
	}

	/** Names an encrypted alert of the peer. */
	void alertRead(int description) {
		FlightRing ring = ring();
		if (ring == null) {
			return;
		}
		int last = ring.last(false);
		if (last >= 0 && FlightEntry.isAlert(ring.get(last), description)) {
			return;
		}
		if (last >= 0 && FlightEntry.isSealed(ring.get(last))) {
			ring.set(last, FlightEntry.sealedAlert(ring.get(last), description));
			print(ring, last);
			return;
		}
		// Of a record that came behind the handshake there is no entry.
		record(FlightEntry.of(false, FlightEntry.SEALED_ALERT, description, 0));
	}

	/** Says which alert the engine is about to send; its record may be encrypted. */
	void alertToCome(int description) {
		Memory kept = this.memory;
		if (kept == null) {
			return;
		}
		kept.alertToCome = description;
		FlightRing ring = kept.ring;
		if (ring != null && kept.earlyAlert >= ring.oldest()) {
			ring.set(kept.earlyAlert, FlightEntry.sealedAlert(ring.get(kept.earlyAlert), description));
			print(ring, kept.earlyAlert);
		}
	}

	/**
	 * Records an encrypted alert of ours that its length gives away: BoringSSL has it
	 * sent before it says why.
	 */
	void sealedAlert(RecordHeader header) {
		Memory kept = this.memory;
		if (kept != null) {
			record(FlightEntry.of(true, FlightEntry.SEALED_ALERT, kept.alertToCome, header.length()));
			FlightRing ring = kept.ring;
			kept.earlyAlert = (ring != null) ? ring.last(true) : -1;
		}
	}

	/**
	 * Says that the engine will send nothing but alerts. Those in clear may yet be
	 * replaced.
	 */
	void ending() {
		Memory kept = this.memory;
		if (kept != null) {
			kept.ending = true;
		}
	}

	/**
	 * Records the alert in clear that ended the handshake, in place of the engine's if
	 * that was recorded.
	 */
	void lastAlert(int description) {
		long entry = FlightEntry.of(true, FlightEntry.ALERT, description, Alert.level(description));
		Memory kept = this.memory;
		FlightRing ring = (kept != null) ? kept.ring : null;
		int last = (ring != null) ? ring.last(true) : -1;
		if (kept != null && ring != null && last >= 0 && FlightEntry.isFatalInClear(ring.get(last))) {
			ring.set(last, FlightEntry.at(entry, kept.elapsed()));
		}
		else {
			record(entry);
		}
	}

	/** Forgets everything and records nothing more. */
	public void forget() {
		this.memory = null;
	}

	/**
	 * Returns what was recorded, and what came of it.
	 * @param verdict why the handshake failed
	 * @return lines such as {@code +9ms < alert fatal unknown_ca}, the oldest first,
	 * printable; empty when everything is forgotten
	 */
	public List<String> lines(SslReason verdict) {
		Memory kept = this.memory;
		if (kept == null) {
			return List.of();
		}
		FlightRing ring = kept.ring;
		List<String> lines = (ring != null) ? ring.texts() : new ArrayList<>();
		lines.add(FlightEntry.time(kept.elapsed()) + " = " + verdict);
		return List.copyOf(lines);
	}

	private @Nullable FlightRing ring() {
		Memory kept = this.memory;
		return (kept != null) ? kept.ring() : null;
	}

	private void record(long entry) {
		FlightRing ring = ring();
		if (ring != null) {
			print(ring, add(ring, entry));
		}
	}

	private int replaceLast(FlightRing ring, long entry) {
		int last = ring.count() - 1;
		ring.set(last, FlightEntry.at(entry, elapsed()));
		return last;
	}

	private int add(FlightRing ring, long entry) {
		begin();
		return ring.add(FlightEntry.at(entry, elapsed()));
	}

	private void print(FlightRing ring, int index) {
		Memory kept = this.memory;
		if (kept != null && kept.progress.wanted()) {
			kept.progress.line(ring.text(index));
		}
	}

	private long elapsed() {
		Memory kept = this.memory;
		return (kept != null) ? kept.elapsed() : 0;
	}

}

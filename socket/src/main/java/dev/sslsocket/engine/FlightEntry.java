package dev.sslsocket.engine;

/**
 * One entry of the {@link FlightRecorder} in a long. From the left: 26 bits of
 * milliseconds, a bit for what we sent, a bit for what has a note, 4 bits of kind, 8 bits
 * of code, 24 bits of length.
 */
final class FlightEntry {

	/** A record; the code is its content type. */
	static final int RECORD = 0;

	/** A handshake message in clear; the code is its type. */
	static final int MESSAGE = 1;

	/** Bytes of a handshake message that has not come to its end. */
	static final int PIECE = 2;

	/** An alert in clear; the code is its description, the length its level. */
	static final int ALERT = 3;

	/** An encrypted alert; the code is its description. */
	static final int SEALED_ALERT = 4;

	static final int NOT_TLS = 5;

	static final int TCP_ENDED = 6;

	static final int TCP_BROKEN = 7;

	/** The description of an alert of which nobody knows it. */
	static final int NO_ALERT = 255;

	private static final int TIME = 38;

	private static final long SENT = 1L << 37;

	private static final long NOTED = 1L << 36;

	private static final int KIND = 32;

	private static final int CODE = 24;

	private static final int MOST_LENGTH = (1 << 24) - 1;

	private static final long MOST_TIME = (1L << 26) - 1;

	private FlightEntry() {
	}

	static long of(boolean sent, int kind, int code, int length) {
		return (sent ? SENT : 0) | (long) kind << KIND | (long) (code & 0xff) << CODE
				| Math.max(0, Math.min(length, MOST_LENGTH));
	}

	static long at(long entry, long millis) {
		return entry | Math.max(0, Math.min(millis, MOST_TIME)) << TIME;
	}

	static long noted(long entry) {
		return entry | NOTED;
	}

	static long longer(long entry, int more) {
		return entry & ~(long) MOST_LENGTH | Math.min((long) length(entry) + more, MOST_LENGTH);
	}

	static long withCode(long entry, int code) {
		return entry & ~(0xffL << CODE) | (long) (code & 0xff) << CODE;
	}

	static long sealedAlert(long entry, int description) {
		return withCode(entry & ~(0xfL << KIND) | (long) SEALED_ALERT << KIND, description);
	}

	static boolean isSent(long entry) {
		return (entry & SENT) != 0;
	}

	static boolean isNoted(long entry) {
		return (entry & NOTED) != 0;
	}

	static boolean isPiece(long entry, boolean sent) {
		return kind(entry) == PIECE && isSent(entry) == sent;
	}

	static boolean isAlert(long entry, int description) {
		return (kind(entry) == ALERT || kind(entry) == SEALED_ALERT) && code(entry) == description;
	}

	/** Whether it is a fatal alert in clear, whichever. */
	static boolean isFatalInClear(long entry) {
		return kind(entry) == ALERT && length(entry) == Alert.FATAL;
	}

	/** Whether it may hold an alert that only the engine can read. */
	static boolean isSealed(long entry) {
		return kind(entry) == RECORD
				&& (code(entry) == RecordHeader.APPLICATION_DATA || code(entry) == RecordHeader.ALERT);
	}

	private static int kind(long entry) {
		return (int) (entry >> KIND) & 0xf;
	}

	private static int code(long entry) {
		return (int) (entry >> CODE) & 0xff;
	}

	private static int length(long entry) {
		return (int) entry & MOST_LENGTH;
	}

	static String time(long millis) {
		return "+" + millis + "ms";
	}

	/**
	 * The line of an entry.
	 * @param note what is noted about it, or an empty string
	 */
	static String text(long entry, String note) {
		String start = time(entry >>> TIME) + (isSent(entry) ? " > " : " < ");
		int code = code(entry);
		int length = length(entry);
		return start + switch (kind(entry)) {
			case MESSAGE -> message(code, length, note);
			case PIECE -> "handshake, a message cut short: " + bytes(length);
			case ALERT -> "alert " + level(length) + " " + Alert.name(code);
			case SEALED_ALERT -> ((code != NO_ALERT) ? "alert " + Alert.name(code) : "alert") + ", encrypted";
			case NOT_TLS -> "not TLS: \"" + note + "\"";
			case TCP_ENDED -> "end of TCP";
			case TCP_BROKEN -> "TCP broken off";
			default -> RecordHeader.name(code) + " " + bytes(length) + (isEncrypted(code) ? ", encrypted" : "");
		};
	}

	private static boolean isEncrypted(int contentType) {
		return contentType != RecordHeader.CHANGE_CIPHER_SPEC;
	}

	private static String level(int level) {
		return switch (level) {
			case Alert.WARNING -> "warning";
			case Alert.FATAL -> "fatal";
			default -> "level " + level;
		};
	}

	private static String message(int type, int length, String note) {
		// A ServerHello of this kind is told apart by its random, which is not kept.
		String name = note.startsWith(HelloNotes.RETRY_NAME) ? "" : HandshakeMessages.name(type) + " ";
		boolean none = type == HandshakeMessages.CERTIFICATE && length == HandshakeMessages.HEADER + 3;
		return name + (none ? "(none) " : "") + (note.isEmpty() ? "" : note + " ") + bytes(length);
	}

	private static String bytes(int length) {
		return (length == 1) ? "1 byte" : length + " bytes";
	}

}

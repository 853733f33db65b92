package dev.sslsocket;

import dev.sslsocket.engine.FlightRecorder;

/**
 * Writes the steps and the data of one connection, where the debug level wants them. It
 * costs two reads of memory where it does not. Safe for use by many threads.
 */
final class ConnectionDebug implements FlightRecorder.Progress {

	/** Bytes in one event of the log. */
	private static final int BLOCK = 4096;

	private final TlsConnection connection;

	private final SslDebug debug;

	ConnectionDebug(TlsConnection connection, SslDebug debug) {
		this.connection = connection;
		this.debug = debug;
	}

	@Override
	public boolean wanted() {
		return this.debug.logs(SslDebug.PROGRESS);
	}

	@Override
	public void line(String line) {
		this.debug.log(who() + line);
	}

	/** Writes a step, if that is wanted. */
	void step(String what) {
		if (wanted()) {
			line(what);
		}
	}

	/** Writes plain bytes that the application is given, if that is wanted. */
	void received(byte[] bytes, int offset, int length) {
		if (this.debug.logs(SslDebug.DATA)) {
			data('<', bytes, offset, length);
		}
	}

	/** Writes plain bytes that the application sends, if that is wanted. */
	void sending(byte[] bytes, int offset, int length) {
		if (this.debug.logs(SslDebug.DATA)) {
			data('>', bytes, offset, length);
		}
	}

	private void data(char direction, byte[] bytes, int offset, int length) {
		for (int from = 0; from < length; from += BLOCK) {
			int count = Math.min(BLOCK, length - from);
			this.debug.log(who() + "PLAINTEXT " + direction + " " + count + " bytes"
					+ ((length > BLOCK) ? " from " + from + " of " + length : "")
					+ HexDump.of(bytes, offset + from, count));
		}
	}

	private String who() {
		return DebugLog.who(this.connection.id(), this.connection.side().toString(), this.connection.peer().toString());
	}

}

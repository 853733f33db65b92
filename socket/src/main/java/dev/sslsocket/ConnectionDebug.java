package dev.sslsocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

import dev.sslsocket.engine.FlightRecorder;

import org.jspecify.annotations.Nullable;

/**
 * Writes the steps and the data of one connection, where the debug level wants them.
 * Where it does not, all connections share one that is silent. Safe for use by many
 * threads.
 */
final class ConnectionDebug implements FlightRecorder.Progress {

	/** Bytes in one event of the log. */
	private static final int BLOCK = 4096;

	private static final ConnectionDebug SILENT = new ConnectionDebug(null);

	private final @Nullable TlsConnection connection;

	private ConnectionDebug(@Nullable TlsConnection connection) {
		this.connection = connection;
	}

	/** For as long as the level may change. */
	static ConnectionDebug of(TlsConnection connection) {
		return new ConnectionDebug(connection);
	}

	/** For what is to be written now, if anything is. */
	static ConnectionDebug now(TlsConnection connection) {
		return connection.context().debug().logs(SslDebug.PROGRESS) ? new ConnectionDebug(connection) : SILENT;
	}

	@Override
	public boolean wanted() {
		return logs(SslDebug.PROGRESS);
	}

	private boolean logs(int level) {
		return this.connection != null && this.connection.context().debug().logs(level);
	}

	@Override
	public void line(String line) {
		log(line);
	}

	private void log(String line) {
		TlsConnection told = Objects.requireNonNull(this.connection, "nothing is wanted of the silent one");
		told.context().debug().log(DebugLog.who(told.id(), told.side().toString(), told.peer().toString()) + line);
	}

	/** Writes a step, if that is wanted. */
	void step(String what) {
		if (wanted()) {
			line(what);
		}
	}

	/** Writes plain bytes that the application is given, if that is wanted. */
	void received(ByteBuffer target, int count) {
		if (logs(SslDebug.DATA)) {
			data('<', target.duplicate().position(target.position() - count), count);
		}
	}

	/**
	 * Keeps hold of what the application is about to send, if that is wanted: how much of
	 * it is taken is known afterwards.
	 */
	ByteBuffer @Nullable [] before(ByteBuffer[] sources, int offset, int length) {
		return logs(SslDebug.DATA)
				? Arrays.stream(sources, offset, offset + length).map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new)
				: null;
	}

	/** Writes plain bytes that the application has sent, if that is wanted. */
	void sent(ByteBuffer @Nullable [] before, long taken) {
		long left = taken;
		for (int i = 0; before != null && left > 0; i++) {
			int count = (int) Math.min(before[i].remaining(), left);
			data('>', before[i], count);
			left -= count;
		}
	}

	/** Writes plain bytes that the application has sent, if that is wanted. */
	void sent(byte[] source, int offset, int length) {
		if (logs(SslDebug.DATA)) {
			data('>', ByteBuffer.wrap(source, offset, length), length);
		}
	}

	/** Writes plain bytes that the application is given, if that is wanted. */
	void received(byte[] target, int offset, int count) {
		if (logs(SslDebug.DATA)) {
			data('<', ByteBuffer.wrap(target, offset, count), count);
		}
	}

	private void data(char direction, ByteBuffer source, int length) {
		byte[] bytes = new byte[length];
		source.get(bytes);
		for (int from = 0; from < length; from += BLOCK) {
			int count = Math.min(BLOCK, length - from);
			log("PLAINTEXT " + direction + " " + count + " bytes"
					+ ((length > BLOCK) ? " from " + from + " of " + length : "") + HexDump.of(bytes, from, count));
		}
	}

}

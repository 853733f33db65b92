package dev.sslsocket;

import dev.sslsocket.connection.FailureLog;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.x509.PeerCertificate;

/**
 * Writes what becomes of connections, as far as the debug level wants it. At level 0
 * failures go where they always go. Safe for use by many threads.
 *
 * @param debug the level
 * @param otherwise writes failures that the level does not want
 */
record DebugLog(SslDebug debug, FailureLog otherwise) implements SslConnectionListener {

	private static final int MOST = 200;

	@Override
	public void opened(LiveConnection connection) {
		if (this.debug.logs(SslDebug.PROGRESS)) {
			SslConnection opened = connection.snapshot();
			this.debug.log(who(opened) + "opened on " + opened.localAddress());
		}
	}

	@Override
	public void handshaken(LiveConnection connection) {
		if (this.debug.logs(SslDebug.CIPHERS)) {
			SslConnection agreed = connection.snapshot();
			this.debug.log(who(agreed) + agreed.protocol() + " " + agreed.cipher() + " group=" + orNone(agreed.group())
					+ " resumed=" + (agreed.resumed() ? "yes" : "no") + " peer="
					+ agreed.peerCertificate().map(PeerCertificate::subject).map(DebugLog::printable).orElse("none")
					+ " verified=" + (agreed.verified() ? "yes" : "no") + " sni="
					+ orNone(printable(agreed.serverName())) + " alpn=" + orNone(printable(agreed.alpn())));
		}
	}

	@Override
	public void failed(LiveConnection connection, SslFailure failure) {
		if (this.debug.logs(SslDebug.ERRORS)) {
			this.debug.log(who(connection.snapshot()) + FailureLog.textWithTrace(failure));
		}
		else {
			this.otherwise.failed(connection, failure);
		}
	}

	@Override
	public void closed(LiveConnection connection) {
		if (this.debug.logs(SslDebug.PROGRESS)) {
			SslConnection closed = connection.snapshot();
			this.debug.log(who(closed) + "closed, " + closed.bytesRead() + " bytes read, " + closed.bytesWritten()
					+ " bytes written");
		}
	}

	private static String who(SslConnection connection) {
		return who(connection.id(), connection.side().toString(), connection.peer());
	}

	/** How every line begins. */
	static String who(long id, String side, String peer) {
		return "#" + id + " " + side + " " + peer + ": ";
	}

	private static String orNone(String text) {
		return text.isEmpty() ? "none" : text;
	}

	/** A peer's text can neither end a line nor turn its direction. */
	private static String printable(String text) {
		String line = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
		return (line.length() <= MOST) ? line : line.substring(0, MOST) + "...";
	}

}

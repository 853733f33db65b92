package dev.sslsocket.sample;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.line.LineFormat;
import dev.sslsocket.line.LineReader;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;

/**
 * Sends every line back, but obeys two: {@code STARTTLS} in clear, {@code STOPTLS} within
 * TLS. To both the answer is {@code OK}, on the side of the border where the line came.
 * <p>
 * What a client sends in clear behind {@code STARTTLS} was seen, and perhaps written, by
 * anybody on the way. It must not be obeyed as if it had come within TLS (CVE-2011-0411),
 * so it is left to be the beginning of the ClientHello, which it is or is refused as.
 * <p>
 * For one connection; not thread-safe.
 */
final class LineConversation {

	/** Longer lines are refused: nobody fills our memory with one. */
	private static final LineFormat LINES = LineFormat.lines().withMaxLength(1024);

	private final Connection connection;

	private final SslServerSocketFactory servers;

	private LineReader lines;

	LineConversation(Connection connection, SslServerSocketFactory servers) throws IOException {
		this.connection = connection;
		this.servers = servers;
		this.lines = LineReader.over(connection.socket(), LINES);
	}

	void hold() throws IOException {
		for (@Nullable
		String line = this.lines.readLine(); line != null; line = this.lines.readLine()) {
			String request = line;
			this.connection.answer(() -> obey(request));
		}
	}

	private void obey(String line) throws IOException {
		Socket socket = this.connection.socket();
		if (socket instanceof SslSocket tls) {
			if (line.equals("STOPTLS")) {
				stopTls(tls);
				return;
			}
		}
		else if (line.equals("STARTTLS")) {
			startTls(socket);
			return;
		}
		say(line, socket);
	}

	private void startTls(Socket plain) throws IOException {
		say("OK", plain);
		goOn(this.servers.startTls(plain));
	}

	private void stopTls(SslSocket tls) throws IOException {
		if (tls.pending() > 0) {
			throw new ProtocolException("the client went on within TLS after STOPTLS");
		}
		say("OK", tls);
		goOn(tls.stopTls());
	}

	private void goOn(Socket socket) throws IOException {
		this.connection.switchTo(socket);
		this.lines = LineReader.over(socket, LINES);
	}

	private static void say(String line, Socket socket) throws IOException {
		socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

}

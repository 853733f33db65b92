package dev.sslsocket.sample;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.springframework.stereotype.Component;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;

/**
 * Connects to a TLS server to see what comes of it. Safe for use by many threads.
 */
@Component
class Prober {

	private static final int VERDICT_MILLIS = 300;

	private static final int ANSWER_MILLIS = 5000;

	private final SslContexts contexts;

	Prober(SslContexts contexts) {
		this.contexts = contexts;
	}

	/**
	 * Connects, shakes hands, and leaves.
	 * @param host name or address, verified against the certificate
	 * @param port TCP port
	 * @param context name of the SSL context
	 * @return what was agreed on
	 * @throws IOException if no connection comes about
	 */
	ProbeReport probe(String host, int port, String context) throws IOException {
		try (SslSocket socket = this.contexts.socketFactory(context).connect(host, port)) {
			return report(socket);
		}
	}

	/**
	 * Connects in clear, asks for TLS, shakes hands, and leaves.
	 * @param host name or address, verified against the certificate
	 * @param port TCP port
	 * @param context name of the SSL context
	 * @return what was agreed on
	 * @throws IOException if no connection comes about, or the server does not start TLS
	 */
	ProbeReport probeStartTls(String host, int port, String context) throws IOException {
		try (Socket plain = new Socket(host, port)) {
			plain.setSoTimeout(ANSWER_MILLIS);
			plain.getOutputStream().write("STARTTLS\n".getBytes(StandardCharsets.US_ASCII));
			String answer = new String(plain.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
			if (!answer.equals("OK\n")) {
				throw new ProtocolException("the server does not answer STARTTLS by OK");
			}
			try (SslSocket socket = this.contexts.socketFactory(context).startTls(plain, host)) {
				return report(socket);
			}
		}
	}

	private static ProbeReport report(SslSocket socket) throws IOException {
		awaitVerdict(socket);
		return ProbeReport.of(socket.snapshot());
	}

	/**
	 * Waits a moment for the server's word on our certificate: in TLS 1.3 the client's
	 * handshake is over before the server has read it.
	 */
	private static void awaitVerdict(SslSocket socket) throws IOException {
		if (!socket.protocol().equals("TLSv1.3")) {
			return;
		}
		socket.setSoTimeout(VERDICT_MILLIS);
		try {
			socket.peek(new byte[1], 0, 1);
		}
		catch (IOException ex) {
			if (ex instanceof SslFailure failure && isVerdict(failure)) {
				throw ex;
			}
		}
	}

	private static boolean isVerdict(SslFailure failure) {
		return switch (failure.reason()) {
			case CERTIFICATE_REQUIRED, CERTIFICATE_REFUSED_BY_PEER, PEER_ALERT -> true;
			default -> false;
		};
	}

}

package dev.sslsocket.testing.peer;

import java.io.IOException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.TestPki;

/**
 * The good side of these tests: the JDK's own client, with name check and time limit.
 */
final class JdkClient {

	private JdkClient() {
	}

	static SSLSocket connect(TestPki pki, Peer peer, String... protocols) throws IOException {
		return connect(pki.jdkAnonymousClientContext(), "localhost", peer.port(), protocols);
	}

	static SSLSocket connect(SSLContext context, String host, int port, String... protocols) throws IOException {
		SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		if (protocols.length > 0) {
			parameters.setProtocols(protocols);
		}
		socket.setSSLParameters(parameters);
		socket.setSoTimeout(10_000);
		return socket;
	}

	static String echo(SSLSocket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes());
		return new String(socket.getInputStream().readNBytes(text.length()));
	}

}

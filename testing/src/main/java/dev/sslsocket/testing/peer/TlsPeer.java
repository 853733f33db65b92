package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;

/**
 * A TLS server of the JDK that sends back what it receives, and whose certificate is
 * sound or wrong in one way. TLS 1.2 and 1.3, no client certificates. Safe for use by
 * many threads.
 */
public final class TlsPeer implements Peer {

	private final SSLContext context;

	private final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();

	private final LoopbackServer server;

	private TlsPeer(CertifiedKey key) {
		this.context = key.jdkContext();
		this.server = LoopbackServer.start("TLS peer", this::echo);
	}

	/**
	 * Starts a peer that presents the given certificate.
	 * @param key the certificate and its key
	 * @return the peer, listening
	 */
	public static TlsPeer presenting(CertifiedKey key) {
		return new TlsPeer(key);
	}

	/**
	 * Starts a peer with whom nothing is wrong.
	 * @param pki whose server's certificate it presents
	 * @return the peer, listening
	 */
	public static TlsPeer sound(TestPki pki) {
		return presenting(pki.server());
	}

	/**
	 * Starts a peer whose certificate ended yesterday.
	 * @param pki whose CA has issued it
	 * @return the peer, listening
	 */
	public static TlsPeer expired(TestPki pki) {
		return presenting(CertificateMaker.localhost().expired().issuedBy(pki.ca()));
	}

	/**
	 * Starts a peer whose certificate begins tomorrow.
	 * @param pki whose CA has issued it
	 * @return the peer, listening
	 */
	public static TlsPeer notYetValid(TestPki pki) {
		return presenting(CertificateMaker.localhost().notYetValid().issuedBy(pki.ca()));
	}

	/**
	 * Starts a peer whose certificate is for {@code other.example} and no address of this
	 * machine; only its common name says {@code localhost}, which is no name to go by
	 * (RFC 9525 section 2).
	 * @param pki whose CA has issued it
	 * @return the peer, listening
	 */
	public static TlsPeer wrongHost(TestPki pki) {
		return presenting(
				CertificateMaker.leaf().subject("CN=localhost").dns("other.example").serverAuth().issuedBy(pki.ca()));
	}

	/**
	 * Starts a peer whose certificate is signed by itself, sound otherwise.
	 * @return the peer, listening
	 */
	public static TlsPeer selfSigned() {
		return presenting(CertificateMaker.localhost().selfSigned());
	}

	@Override
	public int port() {
		return this.server.port();
	}

	/**
	 * Waits until a connection has failed, such as by the alert of a client that refuses
	 * the certificate; each call is for one connection.
	 * @return why, in the words of the JDK; a client that sends its alert and leaves at
	 * once, as the JDK's does, may hide the alert behind "Broken pipe"
	 * @throws IllegalStateException when none fails within 30 seconds
	 */
	public IOException awaitFailure() {
		return Received.await(this.failures, "a connection to fail");
	}

	@Override
	public void close() {
		this.server.close();
	}

	private void echo(Socket plain) {
		try (SSLSocket socket = serverSide(this.context, plain)) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (IOException ex) {
			this.failures.add(ex);
		}
	}

	static SSLSocket serverSide(SSLContext context, Socket plain) throws IOException {
		SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
		socket.setUseClientMode(false);
		return socket;
	}

}

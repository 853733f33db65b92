package dev.sslsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * A small public key infrastructure in memory: a CA, a server's certificate for this
 * machine ({@code localhost}, {@code 127.0.0.1}, {@code ::1}) and a client's, valid for
 * seven days. <pre>{@code
 * static final TestPki pki = TestPki.create();
 *
 * &#64;DynamicPropertySource
 * static void ssl(DynamicPropertyRegistry registry) {
 *     registry.add("ssl.ca-file", pki::caPem);
 *     registry.add("ssl.certificate", pki::serverPem);
 *     registry.add("ssl.private-key", pki::serverKeyPem);
 * }
 * }</pre> A peer that is not the one under test is one line:
 * {@code pki.jdkServerContext().getServerSocketFactory().createServerSocket(0)}.
 * Immutable; safe for use by many threads.
 */
public final class TestPki {

	private final CertifiedKey ca;

	private final CertifiedKey server;

	private final CertifiedKey client;

	private TestPki(KeyKind kind) {
		this.ca = CertificateMaker.ca().key(kind).selfSigned();
		this.server = CertificateMaker.localhost().key(kind).issuedBy(this.ca);
		this.client = CertificateMaker.leaf().subject("CN=test client").clientAuth().key(kind).issuedBy(this.ca);
	}

	/**
	 * Makes a new PKI with keys of kind {@link KeyKind#EC_P256}.
	 * @return the PKI, different at each call
	 */
	public static TestPki create() {
		return create(KeyKind.EC_P256);
	}

	/**
	 * Makes a new PKI with keys of one kind.
	 * @param kind the kind of all three keys
	 * @return the PKI, different at each call
	 */
	public static TestPki create(KeyKind kind) {
		return new TestPki(kind);
	}

	/**
	 * The CA, to issue further certificates with.
	 * @return the CA, {@code CN=Test CA}
	 */
	public CertifiedKey ca() {
		return this.ca;
	}

	/**
	 * The server.
	 * @return the server, {@code CN=localhost}
	 */
	public CertifiedKey server() {
		return this.server;
	}

	/**
	 * The client.
	 * @return the client, {@code CN=test client}
	 */
	public CertifiedKey client() {
		return this.client;
	}

	/**
	 * The CA's certificate, for {@code ssl.ca-file}.
	 * @return PEM text
	 */
	public String caPem() {
		return this.ca.pem();
	}

	/**
	 * The server's chain, for {@code ssl.certificate}.
	 * @return PEM text
	 */
	public String serverPem() {
		return this.server.pem();
	}

	/**
	 * The server's private key, for {@code ssl.private-key}.
	 * @return PEM text, PKCS#8, not encrypted
	 */
	public String serverKeyPem() {
		return this.server.privateKeyPem();
	}

	/**
	 * The client's chain, for {@code ssl.certificate}.
	 * @return PEM text
	 */
	public String clientPem() {
		return this.client.pem();
	}

	/**
	 * The client's private key, for {@code ssl.private-key}.
	 * @return PEM text, PKCS#8, not encrypted
	 */
	public String clientKeyPem() {
		return this.client.privateKeyPem();
	}

	/**
	 * A JDK context of a server that presents the server's certificate and trusts clients
	 * of this CA. It asks clients for a certificate only when its sockets are told to
	 * ({@code setNeedClientAuth}).
	 * @return a new context
	 */
	public SSLContext jdkServerContext() {
		return this.server.jdkContext(this.ca.certificate());
	}

	/**
	 * A JDK context of a client that trusts this CA and presents the client's certificate
	 * when it is asked for one. As always with the JDK, its sockets check the server's
	 * name only when told to.
	 * @return a new context
	 */
	public SSLContext jdkClientContext() {
		return this.client.jdkContext(this.ca.certificate());
	}

	/**
	 * A JDK context of a client that trusts this CA and has no certificate of its own.
	 * @return a new context
	 */
	public SSLContext jdkAnonymousClientContext() {
		return JdkStores.context(null, List.of(this.ca.certificate()));
	}

	/**
	 * Writes everything but the CA's key into a directory as PEM, for peers that want
	 * files: {@code ca.pem}, {@code server-cert.pem}, {@code server-key.pem},
	 * {@code client-cert.pem} and {@code client-key.pem}.
	 * @param directory the directory, made when it does not exist
	 * @return where the files are
	 * @throws UncheckedIOException when a file cannot be written
	 */
	public TestPkiFiles writeTo(Path directory) {
		try {
			Files.createDirectories(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to make the directory '" + directory + "'", ex);
		}
		return new TestPkiFiles(this.ca.writeChain(directory.resolve("ca.pem")),
				this.server.writeChain(directory.resolve("server-cert.pem")),
				this.server.writePrivateKey(directory.resolve("server-key.pem")),
				this.client.writeChain(directory.resolve("client-cert.pem")),
				this.client.writePrivateKey(directory.resolve("client-key.pem")));
	}

	@Override
	public String toString() {
		return "TestPki[" + this.ca + ", " + this.server + ", " + this.client + "]";
	}

}

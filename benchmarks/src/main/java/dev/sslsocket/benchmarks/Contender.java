package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import dev.sslsocket.SslContext;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;

/**
 * One implementation of both ends.
 *
 * @param name how the table calls it
 * @param servers makes the listening end
 * @param clients makes the connecting end
 */
record Contender(String name, SSLServerSocketFactory servers, SSLSocketFactory clients) {

	static Contender ours(TestPki pki) {
		CertifiedKey key = pki.server();
		SslContext server = SslContext.builder()
			.identity(SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new)))
			.build();
		SslContext client = SslContext.builder().trust(TrustSource.certificates(pki.ca().certificate())).build();
		return new Contender("ours", server.serverSocketFactory(), client.socketFactory());
	}

	static Contender jdk(TestPki pki) {
		return new Contender("JDK", pki.jdkServerContext().getServerSocketFactory(),
				pki.jdkClientContext().getSocketFactory());
	}

	SSLServerSocket listen(String protocol) throws IOException {
		SSLServerSocket server = (SSLServerSocket) this.servers.createServerSocket(0, 512,
				InetAddress.getLoopbackAddress());
		server.setEnabledProtocols(new String[] { protocol });
		return server;
	}

	SSLSocket connect(SSLServerSocket server) throws IOException {
		SSLSocket socket = (SSLSocket) this.clients.createSocket("localhost", server.getLocalPort());
		socket.setTcpNoDelay(true);
		return socket;
	}

}

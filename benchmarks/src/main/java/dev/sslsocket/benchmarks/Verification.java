package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.sslsocket.SslContext;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.verify.TrustSource;

/**
 * What the check of a server's certificate adds to a full handshake: by our trust manager
 * and by the JDK's with its check of the name, on the same chain, both in the JDK's own
 * engine and in memory. Prints the CPU time that each adds to a handshake in which
 * nothing is checked, and the median of the pairwise ratios ours / the JDK's.
 */
final class Verification {

	private static final int HANDSHAKES = 400;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final CertifiedKey server;

	private final SSLContext serverContext;

	private final SSLContext unchecked;

	private final SSLContext ours;

	private final SSLContext jdk;

	private int port;

	private Verification(KeyKind kind) throws GeneralSecurityException {
		CertifiedKey root = CertificateMaker.ca().key(kind).selfSigned();
		CertifiedKey intermediate = CertificateMaker.intermediate().key(kind).issuedBy(root);
		this.server = CertificateMaker.localhost().key(kind).issuedBy(intermediate);
		this.serverContext = this.server.jdkContext();
		this.unchecked = client(new Unchecked());
		this.ours = client(
				SslContext.builder().trust(TrustSource.certificates(root.certificate())).build().trustManager());
		this.jdk = client(jdkTrustManager(root.certificate()));
	}

	static void run(int rounds) throws Exception {
		for (KeyKind kind : List.of(KeyKind.EC_P256, KeyKind.RSA_2048)) {
			Verification verification = new Verification(kind);
			for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
				verification.compare(kind + " " + protocol, protocol, rounds);
			}
		}
	}

	private void compare(String name, String protocol, int rounds) throws SSLException {
		double[] ratio = new double[rounds];
		double[] own = new double[rounds];
		double[] theirs = new double[rounds];
		double[] bare = new double[rounds];
		for (int i = -2; i < rounds; i++) {
			double none = micros(this.unchecked, protocol);
			double mine = micros(this.ours, protocol) - none;
			double jdks = micros(this.jdk, protocol) - none;
			if (i >= 0) {
				bare[i] = none;
				own[i] = mine;
				theirs[i] = jdks;
				ratio[i] = mine / jdks;
			}
		}
		for (double[] figures : List.of(ratio, own, theirs, bare)) {
			Arrays.sort(figures);
		}
		int middle = rounds / 2;
		System.out.printf(Locale.ROOT,
				"%-18s unchecked %6.0f us  JDK adds %5.0f us  ours adds %5.0f us  ours / JDK's %.2f (%.2f to %.2f)%n",
				name, bare[middle], theirs[middle], own[middle], ratio[middle], ratio[0], ratio[rounds - 1]);
	}

	/** CPU time of one full handshake, both ends, in microseconds. */
	private double micros(SSLContext client, String protocol) throws SSLException {
		long before = THREADS.getCurrentThreadCpuTime();
		for (int i = 0; i < HANDSHAKES; i++) {
			shakeHands(client, protocol);
		}
		return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / HANDSHAKES;
	}

	private void shakeHands(SSLContext context, String protocol) throws SSLException {
		// A port of its own for each: no session is found.
		SSLEngine client = context.createSSLEngine("localhost", ++this.port);
		client.setUseClientMode(true);
		SSLParameters parameters = client.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		parameters.setProtocols(new String[] { protocol });
		client.setSSLParameters(parameters);
		SSLEngine serving = this.serverContext.createSSLEngine();
		serving.setUseClientMode(false);
		EnginePair.shakeHands(client, serving);
	}

	private static SSLContext client(TrustManager trustManager) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(new KeyManager[0], new TrustManager[] { trustManager }, null);
		return context;
	}

	private static TrustManager jdkTrustManager(X509Certificate root) throws GeneralSecurityException {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setCertificateEntry("root", root);
			TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
			factory.init(store);
			return factory.getTrustManagers()[0];
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

	/** Checks nothing: the handshake itself. */
	private static final class Unchecked extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}

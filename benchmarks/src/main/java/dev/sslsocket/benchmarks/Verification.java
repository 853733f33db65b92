package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
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
import dev.sslsocket.benchmarks.peer.EnginePair;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.verify.TrustSource;

/**
 * What the check of a server's certificate costs in a full handshake: by our trust
 * manager and by the JDK's with its check of the name, for the same chain of three, in
 * the JDK's own engines and in memory. Both remember: of one server the JDK the
 * signatures, we the whole chain; of another server each time nothing but the CA's.
 * Prints the CPU time of each check, the median of the pairwise ratios, and the CPU time
 * of the whole handshake beside them.
 */
final class Verification {

	private static final int HANDSHAKES = 200;

	private static final int WARM_UP = 10;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final KeyKind kind;

	private final CertifiedKey intermediate;

	private final KeyPair serverKey;

	private final SSLContext server;

	private final TimedTrustManager ours;

	private final TimedTrustManager jdk;

	private int port;

	private Verification(KeyKind kind) throws GeneralSecurityException {
		CertifiedKey root = CertificateMaker.ca().key(kind).selfSigned();
		this.kind = kind;
		this.intermediate = CertificateMaker.intermediate().key(kind).issuedBy(root);
		this.serverKey = kind.newKeyPair();
		this.server = newServer();
		SslContext context = SslContext.builder().trust(TrustSource.certificates(root.certificate())).build();
		this.ours = new TimedTrustManager(context.trustManager());
		this.jdk = new TimedTrustManager(jdkTrustManager(root.certificate()));
	}

	/**
	 * Measures.
	 * @param args how many pairs; 7 by default
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 7;
		for (KeyKind kind : List.of(KeyKind.EC_P256, KeyKind.RSA_2048)) {
			Verification verification = new Verification(kind);
			for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
				verification.compare(protocol, Servers.ONE, rounds);
				verification.compare(protocol, Servers.ANOTHER_EACH_TIME, rounds);
			}
		}
	}

	/** Whom the handshakes are with. */
	private enum Servers {

		ONE, ANOTHER_EACH_TIME

	}

	private SSLContext newServer() {
		return CertificateMaker.localhost().keyPair(this.serverKey).issuedBy(this.intermediate).jdkContext();
	}

	private void compare(String protocol, Servers servers, int rounds) throws Exception {
		double[] ratio = new double[rounds];
		double[] own = new double[rounds];
		double[] theirs = new double[rounds];
		double[] whole = new double[rounds];
		for (int i = -WARM_UP; i < rounds; i++) {
			double all = micros(this.ours, protocol, servers);
			double mine = this.ours.takeNanos() / 1e3 / HANDSHAKES;
			micros(this.jdk, protocol, servers);
			double jdks = this.jdk.takeNanos() / 1e3 / HANDSHAKES;
			if (i >= 0) {
				whole[i] = all;
				own[i] = mine;
				theirs[i] = jdks;
				ratio[i] = mine / jdks;
			}
		}
		for (double[] figures : List.of(ratio, own, theirs, whole)) {
			Arrays.sort(figures);
		}
		int middle = rounds / 2;
		System.out.printf(Locale.ROOT,
				"%-9s %s %-18s JDK's check %5.0f us  ours %5.0f us  ours / JDK's %.2f (%.2f to %.2f)  whole handshake %5.0f us%n",
				this.kind, protocol, servers.name().toLowerCase(Locale.ROOT), theirs[middle], own[middle],
				ratio[middle], ratio[0], ratio[rounds - 1], whole[middle]);
	}

	/** CPU time of one full handshake, both ends, in microseconds. */
	private double micros(TrustManager trustManager, String protocol, Servers servers) throws Exception {
		SSLContext client = SSLContext.getInstance("TLS");
		client.init(new KeyManager[0], new TrustManager[] { trustManager }, null);
		long nanos = 0;
		for (int i = 0; i < HANDSHAKES; i++) {
			SSLContext serving = (servers == Servers.ONE) ? this.server : newServer();
			long before = THREADS.getCurrentThreadCpuTime();
			shakeHands(client, serving, protocol);
			nanos += THREADS.getCurrentThreadCpuTime() - before;
		}
		return nanos / 1e3 / HANDSHAKES;
	}

	private void shakeHands(SSLContext context, SSLContext server, String protocol) throws SSLException {
		// A port of its own for each: no session is found.
		SSLEngine client = context.createSSLEngine("localhost", ++this.port);
		client.setUseClientMode(true);
		SSLParameters parameters = client.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		parameters.setProtocols(new String[] { protocol });
		client.setSSLParameters(parameters);
		SSLEngine serving = server.createSSLEngine();
		serving.setUseClientMode(false);
		EnginePair.shakeHands(client, serving);
	}

	private static X509ExtendedTrustManager jdkTrustManager(X509Certificate root) throws GeneralSecurityException {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setCertificateEntry("root", root);
			TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
			factory.init(store);
			return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
	}

}

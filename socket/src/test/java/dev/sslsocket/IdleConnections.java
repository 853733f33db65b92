package dev.sslsocket;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.management.ObjectName;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * A program that opens connections, lets them talk once and leaves them idle. It prints
 * the collector's histogram of the heap before and after, and keeps nothing else.
 */
final class IdleConnections {

	/** Before anything is counted, so that caches are full and classes are there. */
	private static final int BEFORE = 48;

	/** So many that what the machine itself makes meanwhile is little for each. */
	static final int COUNTED = 512;

	/**
	 * Bytes that the question itself may leave in the heap: a few for each connection.
	 */
	private static final int ASKING = 1024;

	private static final SNIServerName NAME = new SNIHostName("localhost");

	private final Object[] held = new Object[6 * (BEFORE + COUNTED)];

	private int count;

	/** Makes one end of a connection, and leaves it idle. */
	private interface End {

		/** Talks once, and returns what holds the connection together. */
		Object[] talk(Socket socket) throws Exception;

	}

	private IdleConnections() {
	}

	/**
	 * Runs.
	 * @param args who plays the client and who the server: {@code ours} or {@code bare}
	 */
	public static void main(String[] args) throws Exception {
		End client = args[0].equals("ours") ? ourClient() : bare(true);
		End server = args[1].equals("ours") ? ourServer() : bare(false);
		new IdleConnections().run(client, server);
		System.exit(0);
	}

	private void run(End client, End server) throws Exception {
		try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			open(listening, client, server, BEFORE);
			printHistogram();
			open(listening, client, server, COUNTED);
			System.out.println("opened");
			printHistogram();
		}
	}

	private void open(ServerSocket listening, End client, End server, int connections) throws Exception {
		for (int i = 0; i < connections; i++) {
			CompletableFuture<Object[]> accepted = Endpoints.async(() -> {
				Socket socket = listening.accept();
				socket.setTcpNoDelay(true);
				hold(socket);
				return server.talk(socket);
			});
			Socket socket = new Socket();
			socket.setTcpNoDelay(true);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
			Object[] talked = client.talk(socket);
			hold(Endpoints.get(accepted));
			hold(socket);
			hold(talked);
		}
	}

	private void hold(Object... objects) {
		for (Object object : objects) {
			this.held[this.count++] = object;
		}
	}

	private static End ourClient() {
		SslContext context = Endpoints.client((b) -> b);
		return (socket) -> {
			SslSocket tls = context.socketFactory().createSocket(socket, "localhost", socket.getPort(), true);
			tls.getOutputStream().write(0);
			tls.getInputStream().read();
			return new Object[] { tls };
		};
	}

	private static End ourServer() {
		SslContext context = Endpoints.server((b) -> b);
		return (socket) -> {
			SslSocket tls = context.socketFactory().createSocket(socket, null, true);
			tls.getInputStream().read();
			tls.getOutputStream().write(0);
			return new Object[] { tls };
		};
	}

	/**
	 * An engine, and a socket that is never used: whoever extends SSLSocket is one.
	 */
	private static End bare(boolean client) throws Exception {
		SSLContext context = jsse();
		BareEnd driver = new BareEnd();
		return (socket) -> {
			SSLEngine engine = client ? context.createSSLEngine("localhost", socket.getPort())
					: context.createSSLEngine();
			engine.setUseClientMode(client);
			if (client) {
				SSLParameters parameters = new SSLParameters();
				parameters.setServerNames(List.of(NAME));
				engine.setSSLParameters(parameters);
			}
			driver.talk(engine, socket);
			return new Object[] { engine, new Socket() };
		};
	}

	private static SSLContext jsse() throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, null);
		keys.setCertificateEntry("ca", Endpoints.PKI.ca().certificate());
		keys.setKeyEntry("server", Endpoints.PKI.server().privateKey(), new char[0],
				Endpoints.PKI.server().chain().toArray(Certificate[]::new));
		KeyManagerFactory identity = KeyManagerFactory.getInstance("SunX509");
		identity.init(keys, new char[0]);
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(keys);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	/** Prints what is in the heap, once nothing is on its way any more. */
	private static void printHistogram() throws Exception {
		long last = 0;
		for (int i = 0; i < 50; i++) {
			String text = histogram();
			long total = total(text);
			if (Math.abs(total - last) <= ASKING) {
				System.out.println(text);
				return;
			}
			last = total;
		}
		throw new IllegalStateException("the heap does not come to rest");
	}

	/** What can be reached; the collector runs first. */
	private static String histogram() throws Exception {
		return (String) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
	}

	/** The last line: "Total", objects, bytes. */
	private static long total(String histogram) {
		return Long.parseLong(histogram.strip().replaceAll("(?s).*\\s", ""));
	}

}

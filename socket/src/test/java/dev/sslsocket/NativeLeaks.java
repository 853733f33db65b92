package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.jspecify.annotations.Nullable;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;

/**
 * Opens many connections on the native engine, lets them end in every way there is, and
 * counts what is left. A program, for a process of its own: Netty's detector has to be
 * there before its engine is.
 */
public final class NativeLeaks {

	/** Made and not released, by class. */
	private static final Map<String, AtomicLong> LIVE = new ConcurrentHashMap<>();

	private static final Map<String, AtomicLong> MADE = new ConcurrentHashMap<>();

	private static final AtomicInteger REPORTED = new AtomicInteger();

	private static final TestPki STRANGER = TestPki.create();

	private final Map<End, AtomicInteger> failed = new EnumMap<>(End.class);

	private NativeLeaks() {
		for (End end : End.values()) {
			this.failed.put(end, new AtomicInteger());
		}
	}

	private void failed(End end) {
		this.failed.get(end).incrementAndGet();
	}

	/** What becomes of a connection. */
	private enum End {

		GOOD, REFUSED_BY_CLIENT, REFUSED_BY_SERVER, CLIENT_GONE, SERVER_GONE, CLOSED_MEANWHILE, STOPPED, DROPPED

	}

	/**
	 * Runs.
	 * @param args how many connections
	 */
	public static void main(String[] args) throws Exception {
		ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Counting());
		ResourceLeakDetector.setLevel(Level.PARANOID);
		NativeLeaks leaks = new NativeLeaks();
		int connections = Integer.parseInt(args[0]);
		long before = leaks.run(connections / 10);
		long after = leaks.run(connections - connections / 10);
		System.gc();
		await("ReferenceCountedOpenSslContext");
		leaks.failed.forEach((end, count) -> System.out.println("failed " + end + " " + count));
		MADE.forEach((type, count) -> System.out.println("made " + type + " " + count));
		LIVE.forEach((type, count) -> System.out.println("live " + type + " " + count));
		System.out.println("leaks reported " + REPORTED.get());
		System.out.println("rss kB after a tenth " + before + " after all " + after);
		System.exit(0);
	}

	private static void await(String type) throws InterruptedException {
		for (int i = 0; i < 100 && live(type) > 0; i++) {
			System.gc();
			Thread.sleep(50);
		}
	}

	private static long live(String type) {
		return LIVE.getOrDefault(type, new AtomicLong()).get();
	}

	/** Opens connections; their contexts are of no use to anybody afterwards. */
	private long run(int connections) throws Exception {
		try (SslServerSocket plain = Endpoints.listen(Endpoints.server((b) -> b.engine("openssl")));
				SslServerSocket demanding = Endpoints.listen(Endpoints.server((b) -> b.engine("openssl")
					.clientAuth(ClientAuth.NEED)
					.trust(TrustSource.certificates(Endpoints.PKI.ca().certificate()))))) {
			SslContext[] clients = { client("TLSv1.3"), client("TLSv1.2") };
			SslContext strict = SslContext.builder()
				.engine("openssl")
				.trust(TrustSource.certificates(STRANGER.ca().certificate()))
				.build();
			for (int i = 0; i < connections; i++) {
				End end = End.values()[i % End.values().length];
				SslContext client = (end == End.REFUSED_BY_CLIENT) ? strict : clients[i / End.values().length % 2];
				converse((end == End.REFUSED_BY_SERVER) ? demanding : plain, client, end);
				if (i % 1000 == 999) {
					System.gc();
				}
			}
			await("ReferenceCountedOpenSslEngine");
		}
		return rss();
	}

	private static SslContext client(String protocol) {
		return Endpoints.client((b) -> b.engine("openssl").protocols(protocol));
	}

	private void converse(SslServerSocket server, SslContext client, End end) throws Exception {
		switch (end) {
			case CLIENT_GONE -> clientGone(server);
			case SERVER_GONE -> serverGone(client);
			default -> {
				CompletableFuture<Void> served = Endpoints.async(() -> {
					serve(server, end);
					return null;
				});
				try {
					talk(client.socketFactory().connect("localhost", server.getLocalPort()), end);
				}
				catch (IOException ex) {
					failed(end);
				}
				Endpoints.get(served);
			}
		}
	}

	private void serve(SslServerSocket server, End end) throws IOException {
		SslSocket socket = server.accept();
		try {
			socket.startHandshake();
			socket.getOutputStream().write(socket.getInputStream().read());
			switch (end) {
				case STOPPED -> socket.stopTls().close();
				case DROPPED -> socket.getInputStream().read();
				default -> socket.getInputStream().read();
			}
		}
		catch (IOException ex) {
			failed(end);
		}
		if (end != End.DROPPED) {
			socket.close();
		}
	}

	private static void talk(SslSocket socket, End end) throws Exception {
		socket.getOutputStream().write(1);
		if (socket.getInputStream().read() < 0) {
			throw new IOException("ended");
		}
		switch (end) {
			case STOPPED -> socket.stopTls().close();
			case CLOSED_MEANWHILE -> {
				CompletableFuture<@Nullable Void> closing = Endpoints.async(() -> {
					socket.close();
					return null;
				});
				try {
					socket.getInputStream().read();
				}
				finally {
					Endpoints.get(closing);
				}
			}
			// TCP ends, and nobody closes TLS.
			case DROPPED -> socket.plain().close();
			default -> socket.close();
		}
	}

	/** The server's engine is in the middle of its handshake when the client goes. */
	private void clientGone(SslServerSocket server) throws Exception {
		CompletableFuture<Void> served = Endpoints.async(() -> {
			try (SslSocket socket = server.accept()) {
				socket.startHandshake();
			}
			catch (IOException ex) {
				failed(End.CLIENT_GONE);
			}
			return null;
		});
		try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
			raw.getOutputStream().write(RawClientHello.create().records(16384));
			raw.getInputStream().read();
		}
		Endpoints.get(served);
	}

	private void serverGone(SslContext client) throws Exception {
		try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> served = Endpoints.async(() -> {
				try (Socket raw = listening.accept()) {
					raw.getInputStream().read();
				}
				return null;
			});
			client.socketFactory().connect("localhost", listening.getLocalPort());
		}
		catch (IOException ex) {
			failed(End.SERVER_GONE);
		}
	}

	private static long rss() throws IOException {
		Path status = Path.of("/proc/self/status");
		return Files.isReadable(status) ? Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElse(0) : 0;
	}

	/** Counts what Netty only samples. */
	private static final class Counting extends ResourceLeakDetectorFactory {

		@Override
		@SuppressWarnings("deprecation")
		public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval,
				long maxActive) {
			return new CountingDetector<>(resource);
		}

	}

	private static final class CountingDetector<T> extends ResourceLeakDetector<T> {

		private final String type;

		CountingDetector(Class<T> resource) {
			super(resource, 1);
			this.type = resource.getSimpleName();
		}

		@Override
		public ResourceLeakTracker<T> track(T object) {
			ResourceLeakTracker<T> tracker = super.track(object);
			MADE.computeIfAbsent(this.type, (key) -> new AtomicLong()).incrementAndGet();
			AtomicLong live = LIVE.computeIfAbsent(this.type, (key) -> new AtomicLong());
			live.incrementAndGet();
			return new ResourceLeakTracker<>() {

				@Override
				public void record() {
					tracker.record();
				}

				@Override
				public void record(Object hint) {
					tracker.record(hint);
				}

				@Override
				public boolean close(T tracked) {
					live.decrementAndGet();
					return tracker.close(tracked);
				}

			};
		}

		@Override
		protected void reportTracedLeak(String resourceType, String records) {
			REPORTED.incrementAndGet();
		}

		@Override
		protected void reportUntracedLeak(String resourceType) {
			REPORTED.incrementAndGet();
		}

	}

}

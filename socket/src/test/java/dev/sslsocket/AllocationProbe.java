package dev.sslsocket;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import com.sun.management.ThreadMXBean;

/**
 * A program that prints how many bytes a write and a read make beyond what the same make
 * with a bare {@link SSLEngine}, buffers made beforehand and a plain socket.
 */
final class AllocationProbe {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int ROUNDS = 10;

	private static final int CALLS = 20;

	/** What one call made, and what its answer did. */
	private record Made(long write, long read) {
	}

	/** Writes, and reads what was written. */
	private interface Way extends Closeable {

		void write(byte[] data) throws IOException;

		void read(byte[] target) throws IOException;

	}

	private AllocationProbe() {
	}

	public static void main(String[] args) throws Exception {
		for (String protocol : new String[] { "TLSv1.3", "TLSv1.2" }) {
			try (Way ours = ours(protocol); Way bare = bare(protocol)) {
				for (int size : new int[] { 1, 64, 1024, 20000 }) {
					Made made = measure(ours, size);
					Made least = measure(bare, size);
					print(protocol, "write", size, made.write - least.write);
					if (size == 64) {
						print(protocol, "read", size, made.read - least.read);
					}
				}
			}
		}
		System.exit(0);
	}

	private static void print(String protocol, String what, int size, long bytes) {
		boolean view = bytes > 0 && bytes <= 100;
		System.out.println(protocol + " " + what + " " + size + ": " + (view ? "1 view" : bytes));
	}

	private static Made measure(Way way, int size) throws IOException {
		byte[] data = new byte[size];
		byte[] target = new byte[size];
		long write = Long.MAX_VALUE;
		long read = Long.MAX_VALUE;
		for (int i = 0; i < ROUNDS; i++) {
			long written = 0;
			long taken = 0;
			for (int j = 0; j < CALLS; j++) {
				long start = THREADS.getCurrentThreadAllocatedBytes();
				way.write(data);
				long middle = THREADS.getCurrentThreadAllocatedBytes();
				way.read(target);
				written += middle - start;
				taken += THREADS.getCurrentThreadAllocatedBytes() - middle;
			}
			write = Math.min(write, written / CALLS);
			read = Math.min(read, taken / CALLS);
		}
		return new Made(write, read);
	}

	private static Way ours(String protocol) throws Exception {
		SslServerSocket listening = Endpoints.listen(Endpoints.server((server) -> server.protocols(protocol)));
		CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
			SslSocket socket = listening.accept();
			socket.startHandshake();
			return socket;
		});
		SslSocket client = Endpoints.client((any) -> any)
			.socketFactory()
			.connect("localhost", listening.getLocalPort());
		SslSocket server = accepted.get();
		client.setTcpNoDelay(true);
		OutputStream out = client.getOutputStream();
		InputStream in = server.getInputStream();
		return new Way() {

			@Override
			public void write(byte[] data) throws IOException {
				if (data.length == 1) {
					out.write(data[0]);
				}
				else {
					out.write(data, 0, data.length);
				}
			}

			@Override
			public void read(byte[] target) throws IOException {
				for (int at = 0; at < target.length;) {
					at += in.read(target, at, target.length - at);
				}
			}

			@Override
			public void close() throws IOException {
				client.close();
				server.close();
				listening.close();
			}

		};
	}

	private static Way bare(String protocol) throws Exception {
		SSLEngine client = engine(Endpoints.PKI.jdkAnonymousClientContext(), true, protocol);
		SSLEngine server = engine(Endpoints.PKI.jdkServerContext(), false, protocol);
		shakeHands(client, server);
		ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		Socket writer = new Socket(listening.getInetAddress(), listening.getLocalPort());
		Socket reader = listening.accept();
		writer.setTcpNoDelay(true);
		OutputStream out = writer.getOutputStream();
		InputStream in = reader.getInputStream();
		ByteBuffer records = ByteBuffer.allocate(128 * 1024);
		ByteBuffer[] source = new ByteBuffer[1];
		ByteBuffer plain = ByteBuffer.allocate(128 * 1024);
		return new Way() {

			@Override
			public void write(byte[] data) throws IOException {
				if (source[0] == null || source[0].array() != data) {
					source[0] = ByteBuffer.wrap(data);
				}
				source[0].clear();
				records.clear();
				while (source[0].hasRemaining()) {
					client.wrap(source, 0, 1, records);
				}
				out.write(records.array(), 0, records.position());
			}

			@Override
			public void read(byte[] target) throws IOException {
				for (int at = 0; at < records.position();) {
					at += in.read(records.array(), at, records.position() - at);
				}
				records.flip();
				plain.clear();
				while (records.hasRemaining()) {
					server.unwrap(records, plain);
				}
			}

			@Override
			public void close() throws IOException {
				writer.close();
				reader.close();
				listening.close();
			}

		};
	}

	private static SSLEngine engine(SSLContext context, boolean client, String protocol) {
		SSLEngine engine = context.createSSLEngine();
		engine.setUseClientMode(client);
		engine.setEnabledProtocols(new String[] { protocol });
		return engine;
	}

	private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
		client.beginHandshake();
		server.beginHandshake();
		ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
		ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
		// Once more than needed, for what comes behind the handshake.
		for (int i = 0; i < 20; i++) {
			step(client, toClient, toServer);
			step(server, toServer, toClient);
		}
	}

	private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
		in.flip();
		ByteBuffer nothing = ByteBuffer.allocate(32 * 1024);
		while (in.hasRemaining() && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
			engine.unwrap(in, nothing.clear());
			for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
				task.run();
			}
		}
		in.compact();
		while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			engine.wrap(nothing.clear().limit(0), out);
		}
	}

}

package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Something to be timed.
 *
 * @param name how the table calls it
 * @param body does it once; returns nanoseconds
 */
record Measurement(String name, Body body) {

	/** Does it. */
	@FunctionalInterface
	interface Body {

		long nanos(Contender contender) throws Exception;

	}

	double nanos(Contender contender) throws Exception {
		return this.body.nanos(contender);
	}

	static Measurement bulk(String protocol, int chunk) {
		int total = 128 << 20;
		return new Measurement(protocol + " 128 MiB, writes of " + chunk, (contender) -> {
			try (SSLServerSocket server = contender.listen(protocol)) {
				Thread sink = serve(server, (in, out) -> {
					byte[] buffer = new byte[65536];
					long left = total;
					while (left > 0) {
						left -= in.read(buffer);
					}
					out.write(1);
				});
				try (SSLSocket socket = contender.connect(server)) {
					socket.startHandshake();
					byte[] data = new byte[chunk];
					long start = System.nanoTime();
					for (int sent = 0; sent < total; sent += chunk) {
						socket.getOutputStream().write(data);
					}
					socket.getInputStream().read();
					long nanos = System.nanoTime() - start;
					sink.join();
					return nanos;
				}
			}
		});
	}

	static Measurement pingPong(String protocol, int size) {
		int rounds = 20_000;
		return new Measurement(protocol + " " + rounds + " round trips of " + size, (contender) -> {
			try (SSLServerSocket server = contender.listen(protocol)) {
				Thread echo = serve(server, (in, out) -> {
					byte[] buffer = new byte[size];
					for (int i = 0; i < rounds; i++) {
						in.readNBytes(buffer, 0, size);
						out.write(buffer);
					}
				});
				try (SSLSocket socket = contender.connect(server)) {
					socket.startHandshake();
					byte[] data = new byte[size];
					long start = System.nanoTime();
					for (int i = 0; i < rounds; i++) {
						socket.getOutputStream().write(data);
						socket.getInputStream().readNBytes(data, 0, size);
					}
					long nanos = System.nanoTime() - start;
					echo.join();
					return nanos;
				}
			}
		});
	}

	static Measurement connects(String protocol) {
		int count = 500;
		return new Measurement(protocol + " " + count + " connects (resumed)", (contender) -> {
			try (SSLServerSocket server = contender.listen(protocol)) {
				Thread echo = serve(server, count, (in, out) -> out.write(in.read()));
				long start = System.nanoTime();
				for (int i = 0; i < count; i++) {
					try (SSLSocket socket = contender.connect(server)) {
						socket.getOutputStream().write(1);
						socket.getInputStream().read();
						socket.getInputStream().read();
					}
				}
				long nanos = System.nanoTime() - start;
				echo.join();
				return nanos;
			}
		});
	}

	static Measurement idleCloses() {
		int count = 1000;
		return new Measurement(count + " closes of idle connections", (contender) -> {
			try (SSLServerSocket server = contender.listen("TLSv1.3")) {
				List<SSLSocket> accepted = new ArrayList<>();
				Thread echo = new Thread(() -> {
					try {
						for (int i = 0; i < count; i++) {
							SSLSocket socket = (SSLSocket) server.accept();
							accepted.add(socket);
							socket.getOutputStream().write(socket.getInputStream().read());
						}
					}
					catch (IOException ex) {
						throw new IllegalStateException(ex);
					}
				});
				echo.start();
				List<SSLSocket> idle = new ArrayList<>();
				for (int i = 0; i < count; i++) {
					SSLSocket socket = contender.connect(server);
					socket.getOutputStream().write(1);
					socket.getInputStream().read();
					idle.add(socket);
				}
				echo.join();
				long start = System.nanoTime();
				for (SSLSocket socket : idle) {
					socket.close();
				}
				long nanos = System.nanoTime() - start;
				for (SSLSocket socket : accepted) {
					socket.close();
				}
				return nanos;
			}
		});
	}

	/** What the accepting end does. */
	@FunctionalInterface
	private interface Service {

		void serve(InputStream in, OutputStream out) throws IOException;

	}

	private static Thread serve(SSLServerSocket server, Service service) {
		return serve(server, 1, service);
	}

	private static Thread serve(SSLServerSocket server, int connections, Service service) {
		Thread thread = new Thread(() -> {
			for (int i = 0; i < connections; i++) {
				try (SSLSocket socket = (SSLSocket) server.accept()) {
					socket.setTcpNoDelay(true);
					service.serve(socket.getInputStream(), socket.getOutputStream());
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}
		});
		thread.start();
		return thread;
	}

}

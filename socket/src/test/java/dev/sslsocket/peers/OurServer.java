package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;

import org.jspecify.annotations.Nullable;

/**
 * A server of ours for peers that connect several times, and what became of each
 * connection, in the order of arrival.
 */
final class OurServer implements AutoCloseable {

	private final SslServerSocket listener;

	private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();

	/** What is done with a connection. */
	@FunctionalInterface
	interface Service {

		void serve(SslSocket socket) throws Exception;

	}

	/**
	 * What became of one connection.
	 *
	 * @param socket the socket, closed by now
	 * @param reused whether a session was resumed
	 * @param failure why it failed, {@code null} if it did not
	 */
	record Visit(SslSocket socket, boolean reused, @Nullable Exception failure) {
	}

	private OurServer(SslServerSocket listener) {
		this.listener = listener;
	}

	static OurServer start(SslContext context, Service service) throws IOException {
		return start(context.serverSocketFactory(), service);
	}

	static OurServer start(SslServerSocketFactory factory, Service service) throws IOException {
		OurServer server = new OurServer(factory.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
		Background.start(() -> server.accept(service));
		return server;
	}

	/** One that returns what it gets. */
	static OurServer echo(SslContext context) throws IOException {
		return echo(context.serverSocketFactory());
	}

	/** One that returns what it gets. */
	static OurServer echo(SslServerSocketFactory factory) throws IOException {
		return start(factory, (socket) -> socket.getInputStream().transferTo(socket.getOutputStream()));
	}

	private @Nullable Void accept(Service service) throws IOException {
		while (true) {
			this.visits.add(visit(this.listener.accept(), service));
		}
	}

	private static Visit visit(SslSocket socket, Service service) {
		try (socket) {
			socket.startHandshake();
			service.serve(socket);
			return new Visit(socket, socket.sessionReused(), null);
		}
		catch (Exception ex) {
			return new Visit(socket, socket.sessionReused(), ex);
		}
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** Waits for the next connection to be over. */
	Visit next() throws InterruptedException {
		Visit visit = this.visits.poll(30, TimeUnit.SECONDS);
		if (visit == null) {
			throw new IllegalStateException("nobody came");
		}
		return visit;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}

package dev.sslsocket.benchmarks.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * What puts TLS on a blocking {@link SocketChannel}.
 *
 * @param name what the table calls it
 * @param tls what is negotiated
 * @param server makes the server's engines
 * @param clients makes a context that has no session yet
 * @param layer puts an engine on a channel
 */
record ChannelPeer(String name, Tls tls, SSLContext server, Supplier<SSLContext> clients, Layer layer) implements Peer {

	/** Puts an engine on a channel. */
	@FunctionalInterface
	interface Layer {

		ByteChannel over(SocketChannel channel, SSLEngine engine, SSLContext context);

	}

	@Override
	public Listening listen(boolean noDelay) throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		return new Listening() {

			@Override
			public int port() {
				return listener.socket().getLocalPort();
			}

			@Override
			public Link accept() throws IOException {
				SSLEngine engine = serverEngine(ChannelPeer.this.server, ChannelPeer.this.tls);
				return link(listener.accept(), noDelay, engine, ChannelPeer.this.server);
			}

			@Override
			public void close() throws IOException {
				listener.close();
			}

		};
	}

	@Override
	public Dialing dialing(boolean noDelay, boolean resuming) {
		SSLContext context = this.clients.get();
		AtomicInteger others = new AtomicInteger();
		return (port) -> {
			// A session belongs to a name and a number, whatever is connected to.
			SSLEngine engine = clientEngine(context, this.tls, resuming ? port : others.incrementAndGet());
			SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return link(channel, noDelay, engine, context);
		};
	}

	private Link link(SocketChannel channel, boolean noDelay, SSLEngine engine, SSLContext context) throws IOException {
		channel.setOption(StandardSocketOptions.TCP_NODELAY, noDelay);
		return new ChannelLink(this.layer.over(channel, engine, context));
	}

	static SSLEngine serverEngine(SSLContext context, Tls tls) {
		SSLEngine engine = context.createSSLEngine();
		engine.setUseClientMode(false);
		tls.confine(engine);
		return engine;
	}

	static SSLEngine clientEngine(SSLContext context, Tls tls, int port) {
		SSLEngine engine = context.createSSLEngine("localhost", port);
		engine.setUseClientMode(true);
		tls.confine(engine);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		engine.setSSLParameters(parameters);
		return engine;
	}

	private record ChannelLink(ByteChannel channel) implements Link {

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			return this.channel.read(ByteBuffer.wrap(target, offset, length));
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			ByteBuffer left = ByteBuffer.wrap(source, offset, length);
			while (left.hasRemaining()) {
				this.channel.write(left);
			}
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

}

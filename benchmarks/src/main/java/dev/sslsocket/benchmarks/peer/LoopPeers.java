package dev.sslsocket.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BiFunction;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import dev.sslsocket.ChannelNeed;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocketChannel;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.NeedsWriteException;
import tlschannel.ServerTlsChannel;

/**
 * What lives in a selector's loop.
 */
final class LoopPeers {

	private LoopPeers() {
	}

	static LoopPeer ours(SslContext server, SslContext client) {
		return new LoopPeer() {

			@Override
			public LoopEnd client(SocketChannel channel, int port) throws IOException {
				return new OurEnd(client.channel(channel, "localhost", port));
			}

			@Override
			public LoopEnd server(SocketChannel channel) throws IOException {
				return new OurEnd(server.serverChannel(channel));
			}

		};
	}

	static LoopPeer engineLoop(Tls tls, SSLContext server, SSLContext client) {
		return engines(tls, server, client, EngineLoop::new);
	}

	static LoopPeer tlsChannel(Tls tls, SSLContext server, SSLContext client) {
		return engines(tls, server, client,
				(channel, engine) -> new TlsChannelEnd(engine.getUseClientMode()
						? ClientTlsChannel.newBuilder(channel, engine).build()
						: ServerTlsChannel.newBuilder(channel, server).withEngineFactory((context) -> engine).build()));
	}

	private static LoopPeer engines(Tls tls, SSLContext server, SSLContext client,
			BiFunction<SocketChannel, SSLEngine, LoopEnd> layer) {
		return new LoopPeer() {

			@Override
			public LoopEnd client(SocketChannel channel, int port) {
				return layer.apply(channel, ChannelPeer.clientEngine(client, tls, port));
			}

			@Override
			public LoopEnd server(SocketChannel channel) {
				return layer.apply(channel, ChannelPeer.serverEngine(server, tls));
			}

		};
	}

	private record OurEnd(SslSocketChannel channel) implements LoopEnd {

		@Override
		public int read(ByteBuffer target) throws IOException {
			return this.channel.read(target);
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			return this.channel.write(source);
		}

		@Override
		public boolean more() {
			return this.channel.pending() > 0;
		}

		@Override
		public boolean wantsWrite() {
			return this.channel.wants() == ChannelNeed.WRITE;
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

	}

	private static final class TlsChannelEnd implements LoopEnd {

		private final ByteChannel channel;

		private boolean wantsWrite;

		private boolean more;

		TlsChannelEnd(ByteChannel channel) {
			this.channel = channel;
		}

		@Override
		public int read(ByteBuffer target) throws IOException {
			return attempt(() -> this.channel.read(target));
		}

		@Override
		public int write(ByteBuffer source) throws IOException {
			return attempt(() -> this.channel.write(source));
		}

		private int attempt(Call call) throws IOException {
			this.wantsWrite = false;
			this.more = false;
			try {
				int count = call.run();
				this.more = true;
				return count;
			}
			catch (NeedsReadException ex) {
				return 0;
			}
			catch (NeedsWriteException ex) {
				this.wantsWrite = true;
				return 0;
			}
		}

		/** It has no method that tells; only reading on does. */
		@Override
		public boolean more() {
			return this.more;
		}

		@Override
		public boolean wantsWrite() {
			return this.wantsWrite;
		}

		@Override
		public void close() throws IOException {
			this.channel.close();
		}

		@FunctionalInterface
		private interface Call {

			int run() throws IOException;

		}

	}

}

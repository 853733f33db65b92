package dev.sslsocket.benchmarks.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLException;

import dev.sslsocket.benchmarks.peer.Tls;
import dev.sslsocket.testing.TestPki;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/**
 * Connections of Netty's, each end on event loops of its own.
 */
final class NettyTls implements AutoCloseable {

	private final TestPki pki;

	private final SslProvider provider;

	private final SslContext server;

	private final EventLoopGroup serverLoops;

	private final EventLoopGroup clientLoops;

	NettyTls(TestPki pki, SslProvider provider, int loops) throws SSLException {
		this.pki = pki;
		this.provider = provider;
		this.server = SslContextBuilder
			.forServer(pki.server().privateKey(),
					pki.server().chain().toArray(java.security.cert.X509Certificate[]::new))
			.sslProvider(provider)
			.protocols(Tls.V1_3.protocol())
			.ciphers(List.of(Tls.V1_3.suite()))
			.build();
		this.serverLoops = loops(loops);
		this.clientLoops = loops(loops);
	}

	private static EventLoopGroup loops(int count) {
		return new MultiThreadIoEventLoopGroup(count, Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(work, "netty");
			thread.setDaemon(true);
			return thread;
		}), NioIoHandler.newFactory());
	}

	/** A client's context, which has no session yet. */
	SslContext client() throws SSLException {
		return SslContextBuilder.forClient()
			.trustManager(this.pki.ca().certificate())
			.sslProvider(this.provider)
			.protocols(Tls.V1_3.protocol())
			.ciphers(List.of(Tls.V1_3.suite()))
			.build();
	}

	EventLoopGroup serverLoops() {
		return this.serverLoops;
	}

	EventLoopGroup clientLoops() {
		return this.clientLoops;
	}

	/** Who makes the handler of a connection. */
	@FunctionalInterface
	interface Handlers {

		ChannelHandler make();

	}

	Channel listen(boolean noDelay, Handlers handlers) throws InterruptedException {
		return new ServerBootstrap().group(this.serverLoops)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, noDelay)
			.childHandler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(NettyTls.this.server.newHandler(channel.alloc()), handlers.make());
				}
			})
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.sync()
			.channel();
	}

	ChannelFuture connect(Channel listening, boolean noDelay, SslContext context, ChannelHandler handler) {
		return connect(listening, noDelay, context, ((InetSocketAddress) listening.localAddress()).getPort(), handler);
	}

	/**
	 * Connects.
	 * @param number sessions are shared by connections that have the same
	 */
	ChannelFuture connect(Channel listening, boolean noDelay, SslContext context, int number, ChannelHandler handler) {
		return new Bootstrap().group(this.clientLoops)
			.channel(NioSocketChannel.class)
			.option(ChannelOption.TCP_NODELAY, noDelay)
			.handler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(context.newHandler(channel.alloc(), "localhost", number), handler);
				}
			})
			.connect(listening.localAddress());
	}

	@Override
	public void close() {
		this.serverLoops.shutdownGracefully();
		this.clientLoops.shutdownGracefully();
	}

}

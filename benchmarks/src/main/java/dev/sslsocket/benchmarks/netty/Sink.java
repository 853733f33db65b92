package dev.sslsocket.benchmarks.netty;

import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * Counts bytes until the last one, which is no zero, and answers it.
 */
final class Sink extends SimpleChannelInboundHandler<ByteBuf> {

	private final CompletableFuture<Long> nanos = new CompletableFuture<>();

	private long start;

	/** Completes with the nanoseconds from the first byte to the last. */
	CompletableFuture<Long> nanos() {
		return this.nanos;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
		if (this.start == 0) {
			this.start = System.nanoTime();
		}
		if (bytes.isReadable() && bytes.getByte(bytes.writerIndex() - 1) == 1) {
			this.nanos.complete(System.nanoTime() - this.start);
			context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] { 1 }));
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.nanos.completeExceptionally(cause);
		context.close();
	}

}

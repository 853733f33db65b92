package dev.sslsocket.benchmarks.netty;

import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Writes as long as the channel takes it and the time is not over; then a last byte, and
 * waits for the answer.
 */
final class Pump extends SimpleChannelInboundHandler<ByteBuf> {

	private final ByteBuf chunk;

	private final long nanos;

	private final CompletableFuture<Long> written = new CompletableFuture<>();

	private long end;

	private long count;

	private boolean last;

	Pump(int chunk, int millis) {
		this.chunk = Unpooled.wrappedBuffer(new byte[chunk]);
		this.nanos = millis * 1_000_000L;
	}

	/** Completes with the bytes written when all of them have arrived. */
	CompletableFuture<Long> written() {
		return this.written;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent) {
			this.end = System.nanoTime() + this.nanos;
			pump(context);
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		pump(context);
	}

	private void pump(ChannelHandlerContext context) {
		if (this.end == 0 || this.last) {
			return;
		}
		while (context.channel().isWritable()) {
			if (System.nanoTime() >= this.end) {
				this.last = true;
				this.count++;
				context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] { 1 }));
				return;
			}
			for (int i = 0; i < 16 && context.channel().isWritable(); i++) {
				context.writeAndFlush(this.chunk.retainedDuplicate());
				this.count += this.chunk.readableBytes();
			}
		}
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
		this.written.complete(this.count);
		context.close();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.written.completeExceptionally(cause);
		context.close();
	}

}

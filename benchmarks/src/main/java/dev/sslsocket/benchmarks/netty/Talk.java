package dev.sslsocket.benchmarks.netty;

import java.util.concurrent.CompletableFuture;

import dev.sslsocket.benchmarks.workload.Laps;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * One message there and back, again and again: so many times, or until a moment.
 */
final class Talk extends SimpleChannelInboundHandler<ByteBuf> {

	private final ByteBuf message;

	private final int rounds;

	private final CompletableFuture<long[]> done = new CompletableFuture<>();

	private final Laps laps = new Laps();

	private int received;

	private long end = Long.MAX_VALUE;

	Talk(int size, int rounds) {
		this.message = Unpooled.wrappedBuffer(new byte[size]);
		this.rounds = rounds;
	}

	/** Completes with the nanoseconds of each. */
	CompletableFuture<long[]> done() {
		return this.done;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent) {
			this.laps.start();
			send(context);
		}
	}

	/** Goes on where it has stopped; called on the channel's loop. */
	CompletableFuture<long[]> until(ChannelHandlerContext context, long end) {
		Talk next = new Talk(this.message.readableBytes(), Integer.MAX_VALUE);
		next.end = end;
		context.pipeline().replace(this, null, next);
		next.laps.start();
		next.send(context.pipeline().context(next));
		return next.done;
	}

	private void send(ChannelHandlerContext context) {
		this.received = 0;
		context.writeAndFlush(this.message.retainedDuplicate());
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
		this.received += bytes.readableBytes();
		if (this.received < this.message.readableBytes()) {
			return;
		}
		long now = this.laps.lap();
		if (this.laps.count() >= this.rounds || now >= this.end) {
			this.done.complete(this.laps.nanos());
			return;
		}
		send(context);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.done.completeExceptionally(cause);
		context.close();
	}

}

package dev.sslsocket.benchmarks.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.benchmarks.peer.LoopPeer;
import dev.sslsocket.benchmarks.workload.CpuClock;
import dev.sslsocket.benchmarks.workload.Crowd;

/**
 * A crowd whose accepted connections are served by one thread and its selector, and the
 * connecting ones by another.
 */
public final class LoopCrowd implements Crowd {

	private final SelectorLoop serving = new SelectorLoop("serving");

	private final SelectorLoop talking = new SelectorLoop("talking");

	private final List<LoopTalk> busy = new ArrayList<>();

	/**
	 * Connects all of it.
	 * @param silent connections that say nothing after their first message
	 * @param busy connections that echo
	 */
	public LoopCrowd(LoopPeer peer, int silent, int busy) throws Exception {
		ServerSocketChannel listening = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		listening.configureBlocking(false);
		ByteBuffer shared = ByteBuffer.allocate(MESSAGE);
		this.serving.run(() -> {
			this.serving.serve(listening, () -> accept(listening, peer, shared));
			return null;
		});
		for (int i = 0; i < silent + busy; i++) {
			LoopTalk talk = connect(peer, listening.socket().getLocalPort()).get(20, TimeUnit.SECONDS);
			talk.done().get(20, TimeUnit.SECONDS);
			if (i >= silent) {
				this.busy.add(talk);
			}
		}
	}

	private int accept(ServerSocketChannel listening, LoopPeer peer, ByteBuffer shared) throws IOException {
		for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
			prepare(channel);
			this.serving.serve(channel, new LoopEcho(peer.server(channel), shared));
		}
		return SelectionKey.OP_ACCEPT;
	}

	private CompletableFuture<LoopTalk> connect(LoopPeer peer, int port) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		prepare(channel);
		CompletableFuture<LoopTalk> started = new CompletableFuture<>();
		this.talking.run(() -> {
			LoopTalk talk = new LoopTalk(this.talking, channel, peer.client(channel, port));
			this.talking.serve(channel, talk);
			return started.complete(talk);
		});
		return started;
	}

	private static void prepare(SocketChannel channel) throws IOException {
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
	}

	@Override
	public Figures measure(int millis) throws Exception {
		long cpu = CpuClock.ofProcess();
		long start = System.nanoTime();
		long end = start + millis * 1_000_000L;
		CompletableFuture<List<CompletableFuture<long[]>>> started = new CompletableFuture<>();
		this.talking.run(() -> {
			List<CompletableFuture<long[]>> running = new ArrayList<>();
			for (LoopTalk talk : this.busy) {
				talk.talk(end);
				running.add(talk.done());
			}
			return started.complete(running);
		});
		List<long[]> laps = new ArrayList<>();
		for (CompletableFuture<long[]> one : started.get()) {
			laps.add(one.get(60, TimeUnit.SECONDS));
		}
		return Figures.of(laps, System.nanoTime() - start, CpuClock.ofProcess() - cpu);
	}

	@Override
	public void close() {
		this.serving.close();
		this.talking.close();
	}

}

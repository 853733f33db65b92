package dev.sslsocket.benchmarks.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import dev.sslsocket.benchmarks.workload.Bulk;
import dev.sslsocket.benchmarks.workload.Contestant;
import dev.sslsocket.benchmarks.workload.CpuClock;
import dev.sslsocket.benchmarks.workload.Crowd;
import dev.sslsocket.benchmarks.workload.Footprint;
import dev.sslsocket.benchmarks.workload.Handshakes;
import dev.sslsocket.benchmarks.workload.IdleMemory;
import dev.sslsocket.benchmarks.workload.PingPong;
import dev.sslsocket.testing.TestPki;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

/**
 * Netty, with the JDK's engine or BoringSSL's.
 */
public final class NettyContestant implements Contestant {

	private final TestPki pki;

	private final SslProvider provider;

	/**
	 * Prepares.
	 * @param openssl whether BoringSSL is beneath, the JDK else
	 */
	public NettyContestant(TestPki pki, boolean openssl) {
		this.pki = pki;
		this.provider = openssl ? SslProvider.OPENSSL : SslProvider.JDK;
	}

	@Override
	public Bulk.Figures bulk(int chunk, boolean noDelay, int millis) throws Exception {
		try (NettyTls tls = new NettyTls(this.pki, this.provider, 1)) {
			Sink sink = new Sink();
			Channel listening = tls.listen(noDelay, () -> sink);
			LoopClock reader = new LoopClock(tls.serverLoops());
			LoopClock writer = new LoopClock(tls.clientLoops());
			Pump pump = new Pump(chunk, millis);
			long readerBefore = reader.now();
			long writerBefore = writer.now();
			tls.connect(listening, noDelay, tls.client(), pump);
			double written = pump.written().get(60, TimeUnit.SECONDS);
			// Hands were shaken within this time, too: milliseconds of a second.
			return new Bulk.Figures(written / sink.nanos().get(), (writer.now() - writerBefore) / written,
					(reader.now() - readerBefore) / written);
		}
	}

	@Override
	public PingPong.Figures pingPong(int size, int rounds) throws Exception {
		try (NettyTls tls = new NettyTls(this.pki, this.provider, 1)) {
			Channel listening = tls.listen(true, Echo::new);
			LoopClock echo = new LoopClock(tls.serverLoops());
			LoopClock client = new LoopClock(tls.clientLoops());
			long before = echo.now() + client.now();
			Talk talk = new Talk(size, rounds);
			tls.connect(listening, true, tls.client(), talk);
			long[] nanos = talk.done().get(120, TimeUnit.SECONDS);
			return PingPong.Figures.of(nanos, echo.now() + client.now() - before);
		}
	}

	@Override
	public Handshakes.Figures handshakes(boolean resume, int threads, int count) throws Exception {
		try (NettyTls tls = new NettyTls(this.pki, this.provider, threads)) {
			Channel listening = tls.listen(true, Echo::new);
			SslContext context = tls.client();
			// A session belongs to a name and a number, whatever is connected to.
			AtomicInteger numbers = new AtomicInteger(1);
			IntSupplier number = resume ? numbers::get : numbers::incrementAndGet;
			for (int i = 0; i < threads; i++) {
				connectOnce(tls, listening, context, number).get(20, TimeUnit.SECONDS);
			}
			long cpu = CpuClock.ofProcess();
			long start = System.nanoTime();
			List<CompletableFuture<Void>> chains = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
				for (int i = thread; i < count; i += threads) {
					chain = chain.thenCompose((nothing) -> connectOnce(tls, listening, context, number));
				}
				chains.add(chain);
			}
			for (CompletableFuture<Void> chain : chains) {
				chain.get(120, TimeUnit.SECONDS);
			}
			double nanos = System.nanoTime() - start;
			return new Handshakes.Figures(count * 1e9 / nanos, (CpuClock.ofProcess() - cpu) / 1e6 / count);
		}
	}

	private static CompletableFuture<Void> connectOnce(NettyTls tls, Channel listening, SslContext context,
			IntSupplier number) {
		Talk talk = new Talk(1, 1);
		Channel channel = tls.connect(listening, true, context, number.getAsInt(), talk).channel();
		return talk.done().thenCompose((nanos) -> {
			CompletableFuture<Void> closed = new CompletableFuture<>();
			channel.close().addListener((future) -> closed.complete(null));
			return closed;
		});
	}

	@Override
	public IdleMemory.Figures idle(int connections, int traffic) throws Exception {
		try (NettyTls tls = new NettyTls(this.pki, this.provider, 1)) {
			Channel listening = tls.listen(true, Echo::new);
			SslContext context = tls.client();
			List<Channel> held = new ArrayList<>();
			hold(tls, listening, context, 16, traffic, held);
			Footprint before = Footprint.now();
			hold(tls, listening, context, connections, traffic, held);
			IdleMemory.Figures figures = Footprint.now().since(before, 2.0 * connections);
			held.forEach(Channel::close);
			return figures;
		}
	}

	private static void hold(NettyTls tls, Channel listening, SslContext context, int connections, int traffic,
			List<Channel> held) throws Exception {
		for (int i = 0; i < connections; i++) {
			Talk talk = new Talk(traffic, 1);
			held.add(tls.connect(listening, true, context, talk).channel());
			talk.done().get(20, TimeUnit.SECONDS);
		}
	}

	@Override
	public Crowd crowd(int silent, int busy, Scheduling scheduling) throws Exception {
		if (scheduling != Scheduling.LOOP) {
			throw new UnsupportedOperationException("Netty has no thread for each connection");
		}
		NettyTls tls = new NettyTls(this.pki, this.provider, 1);
		Channel listening = tls.listen(true, Echo::new);
		List<Channel> held = new ArrayList<>();
		hold(tls, listening, tls.client(), silent + busy, Crowd.MESSAGE, held);
		return new NettyCrowd(tls, held.subList(silent, silent + busy));
	}

	/** On one loop for each end. */
	private record NettyCrowd(NettyTls tls, List<Channel> busy) implements Crowd {

		@Override
		public Figures measure(int millis) throws Exception {
			long cpu = CpuClock.ofProcess();
			long start = System.nanoTime();
			long end = start + millis * 1_000_000L;
			List<CompletableFuture<long[]>> talking = new ArrayList<>();
			for (Channel channel : this.busy) {
				talking.add(CompletableFuture
					.supplyAsync(() -> channel.pipeline().get(Talk.class).until(channel.pipeline().lastContext(), end),
							channel.eventLoop())
					.thenCompose((done) -> done));
			}
			List<long[]> laps = new ArrayList<>();
			for (CompletableFuture<long[]> one : talking) {
				laps.add(one.get(60, TimeUnit.SECONDS));
			}
			return Figures.of(laps, System.nanoTime() - start, CpuClock.ofProcess() - cpu);
		}

		@Override
		public void close() {
			this.tls.close();
		}

	}

}

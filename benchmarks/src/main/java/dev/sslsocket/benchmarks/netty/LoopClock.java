package dev.sslsocket.benchmarks.netty;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/**
 * CPU time of event loops.
 */
final class LoopClock {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final List<Long> ids = new ArrayList<>();

	@SuppressWarnings("deprecation")
	LoopClock(EventLoopGroup loops) throws Exception {
		for (EventExecutor loop : loops) {
			// Thread.threadId() is not in JDK 17.
			this.ids.add(loop.submit(() -> Thread.currentThread().getId()).get());
		}
	}

	/** Nanoseconds. */
	long now() {
		return this.ids.stream().mapToLong(THREADS::getThreadCpuTime).sum();
	}

}

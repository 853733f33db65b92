package dev.sslsocket;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.UnixOperatingSystemMXBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process holds.
 */
record Footprint(long descriptors, int threads, long heap, long direct) {

	static Footprint measure() throws Exception {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return new Footprint(system.getOpenFileDescriptorCount(), ManagementFactory.getThreadMXBean().getThreadCount(),
				ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
				ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
					.stream()
					.mapToLong(BufferPoolMXBean::getMemoryUsed)
					.sum());
	}

	/** What is left once the peers that were refused are closed behind our backs. */
	static Footprint settle(Footprint before) throws Exception {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
		Footprint now = measure();
		while (now.descriptors > before.descriptors && System.nanoTime() < deadline) {
			now = measure();
		}
		return now;
	}

	void assertNoMoreThreadsOrDescriptorsThan(Footprint before) {
		assertThat(this.descriptors).as("descriptors").isLessThanOrEqualTo(before.descriptors + 10);
		assertThat(this.threads).as("threads").isLessThanOrEqualTo(before.threads + 8);
	}

	void assertNoLargerThan(Footprint before) {
		assertNoMoreThreadsOrDescriptorsThan(before);
		assertThat(this.heap).as("heap").isLessThan(before.heap + 8 * 1024 * 1024);
		assertThat(this.direct).as("direct memory").isLessThan(before.direct + 1024 * 1024);
	}

}

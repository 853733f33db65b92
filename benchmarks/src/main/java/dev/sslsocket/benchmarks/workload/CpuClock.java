package dev.sslsocket.benchmarks.workload;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import com.sun.management.OperatingSystemMXBean;

/**
 * CPU time: steadier than the clock on the wall where the machine is shared.
 */
public final class CpuClock {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private CpuClock() {
	}

	/** CPU time of the calling thread, in nanoseconds. */
	public static long ofThread() {
		return THREADS.getCurrentThreadCpuTime();
	}

	/** CPU time of the whole process, collector and compiler included, in nanoseconds. */
	public static long ofProcess() {
		return SYSTEM.getProcessCpuTime();
	}

}

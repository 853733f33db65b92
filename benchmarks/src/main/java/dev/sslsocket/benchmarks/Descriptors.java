package dev.sslsocket.benchmarks;

import java.lang.management.ManagementFactory;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sslsocket.benchmarks.workload.Task;

/**
 * File descriptors: how many a process may have.
 */
final class Descriptors {

	private static final int OTHERS = 1000;

	private Descriptors() {
	}

	/** Of this process, and of those that it starts. */
	static long allowed() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

	/**
	 * Whether they suffice for a task.
	 * @param each of one end of a connection
	 */
	static boolean suffice(Task task, int each) {
		return suffice(task, each, allowed());
	}

	static boolean suffice(Task task, int each, long allowed) {
		boolean many = task.kind().equals("idle") || task.kind().equals("crowd");
		return !many || 2L * task.number(1) * each + OTHERS <= allowed;
	}

}

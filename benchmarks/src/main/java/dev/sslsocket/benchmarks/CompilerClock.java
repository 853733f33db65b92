package dev.sslsocket.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * How busy the JVM's compilers are, from when it is made.
 */
final class CompilerClock {

	private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

	private final long nanoTime = System.nanoTime();

	private final long millis = COMPILERS.getTotalCompilationTime();

	/** Which share of a core they had since; more than 1 where several work. */
	double share() {
		return (COMPILERS.getTotalCompilationTime() - this.millis) * 1e6 / (System.nanoTime() - this.nanoTime);
	}

}

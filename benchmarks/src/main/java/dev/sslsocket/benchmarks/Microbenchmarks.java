package dev.sslsocket.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH for the page: time and bytes allocated of one operation, briefly. The same
 * benchmarks at length: {@code benchmarks/run.sh jmh [regex]}.
 */
final class Microbenchmarks {

	private Microbenchmarks() {
	}

	/**
	 * Measures once when asked.
	 * @param args {@code engine} for what stands for comparison, {@code ours} for the
	 * rest
	 */
	public static void main(String[] args) throws Exception {
		boolean comparison = args[0].equals("engine");
		Worker.serve((task, scale) -> figures(comparison));
	}

	private static Map<String, Double> figures(boolean comparison) throws RunnerException {
		Map<String, Double> figures = new LinkedHashMap<>();
		for (RunResult result : new Runner(
				new OptionsBuilder().include(comparison ? "\\.Engine\\w+\\." : "dev\\.sslsocket\\.")
					.exclude(comparison ? "^$" : "\\.Engine\\w+\\.")
					.addProfiler(GCProfiler.class)
					.jvmArgsAppend("-Xms512m", "-Xmx512m")
					.forks(1)
					.warmupIterations(4)
					.warmupTime(TimeValue.milliseconds(750))
					.measurementIterations(4)
					.measurementTime(TimeValue.milliseconds(500))
					.timeUnit(TimeUnit.NANOSECONDS)
					.verbosity(VerboseMode.SILENT)
					.shouldFailOnError(true)
					.build())
			.run()) {
			String name = name(result);
			figures.put(name + " ns", result.getPrimaryResult().getScore());
			result.getSecondaryResults().forEach((kind, secondary) -> allocated(figures, name, kind, secondary));
		}
		return figures;
	}

	private static void allocated(Map<String, Double> figures, String name, String kind, Result<?> result) {
		if (kind.endsWith("gc.alloc.rate.norm")) {
			figures.put(name + " B", result.getScore());
		}
	}

	/** The method, and the size where there is one. */
	private static String name(RunResult result) {
		String label = result.getPrimaryResult().getLabel();
		String size = result.getParams().getParam("size");
		return (size != null) ? label + " " + size : label;
	}

}

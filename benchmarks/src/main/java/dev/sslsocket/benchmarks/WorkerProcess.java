package dev.sslsocket.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.benchmarks.workload.Background;
import dev.sslsocket.benchmarks.workload.Task;

/**
 * The other end of a {@link Worker}, or of a program that speaks like one.
 */
final class WorkerProcess implements Closeable {

	private static final String END = "end of output";

	/**
	 * How a task went.
	 *
	 * @param figures by name
	 * @param compiling which share of a core the process' compilers had meanwhile
	 */
	record Turn(Map<String, Double> figures, double compiling) {
	}

	private final Process process;

	private final Writer requests;

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	WorkerProcess(List<String> command) throws IOException {
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.requests = this.process.outputWriter();
		Background.start("lines of " + this.process.pid(), () -> {
			try (BufferedReader output = this.process.inputReader()) {
				output.lines().forEach(this.lines::add);
			}
			return this.lines.add(END);
		});
	}

	/**
	 * Lets it do a task.
	 * @param scale 1 for the usual length, less for a warm-up
	 * @param bound how long is waited; what takes longer is killed
	 * @throws IOException if it fails, ends or takes too long; it says which
	 */
	Turn perform(Task task, double scale, Duration bound) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + bound.toNanos();
		this.requests.write(task.name() + "\t" + scale + "\n");
		this.requests.flush();
		Map<String, Double> figures = new LinkedHashMap<>();
		while (true) {
			String line = this.lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (line == null) {
				throw new IOException("no end within " + bound.toSeconds() + " s");
			}
			String[] words = line.split("\t");
			if (words[0].equals(Worker.DONE)) {
				return new Turn(figures, (words.length > 1) ? Double.parseDouble(words[1]) : 0);
			}
			if (line.equals(END)) {
				throw new IOException("the process ended with " + this.process.waitFor());
			}
			if (words[0].equals(Worker.FAILED)) {
				throw new IOException((words.length > 1) ? words[1] : "it does not say why");
			}
			if (words.length == 3 && words[0].equals(task.name())) {
				figures.put(words[1], Double.parseDouble(words[2]));
			}
		}
	}

	/** Kills it: nothing that it still does is of use. */
	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

}

package dev.sslsocket.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.sslsocket.benchmarks.netty.NettyContestant;
import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.peer.Tls;
import dev.sslsocket.benchmarks.workload.Background;
import dev.sslsocket.benchmarks.workload.Contestant;
import dev.sslsocket.benchmarks.workload.Performer;
import dev.sslsocket.benchmarks.workload.Task;
import dev.sslsocket.testing.TestPki;

/**
 * A process that puts one implementation, both ends of it, to tasks. It takes a line
 * {@code task<TAB>scale} for each, prints a line {@code task<TAB>figure<TAB>value} for
 * each figure, and {@code done<TAB>share} at its end, with the share of a core that the
 * JVM's compilers had; {@code failed<TAB>reason} instead where there is none, and ends.
 */
final class Worker {

	/**
	 * How a worker says that a task is done; a program that compiles nothing says no
	 * more.
	 */
	static final String DONE = "done";

	/** How a worker says that a task has failed. */
	static final String FAILED = "failed";

	private final String name;

	private final TestPki pki = TestPki.create();

	private final Map<Tls, Performer> performers = new EnumMap<>(Tls.class);

	private Worker(String name) {
		this.name = name;
	}

	/** One thing that can be asked of a worker. */
	@FunctionalInterface
	interface Work {

		Map<String, Double> perform(Task task, double scale) throws Exception;

	}

	/**
	 * Measures.
	 * @param args the contestant's name
	 */
	public static void main(String[] args) throws Exception {
		serve(new Worker(args[0])::perform);
	}

	/** Does what the lines of standard input ask for, and ends the process. */
	static void serve(Work work) throws IOException, InterruptedException {
		BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = requests.readLine(); line != null; line = requests.readLine()) {
			String[] words = line.split("\t");
			Task task = new Task(words[0]);
			CompilerClock compilers = new CompilerClock();
			try {
				figures(work, task, Double.parseDouble(words[1]))
					.forEach((figure, value) -> System.out.println(task.name() + "\t" + figure + "\t" + value));
				System.out.println(DONE + "\t" + compilers.share());
			}
			catch (ExecutionException ex) {
				System.out.println(FAILED + "\t" + rootOf(ex));
				System.exit(1);
			}
		}
		// Threads of a peer's own may live on.
		System.exit(0);
	}

	private static Map<String, Double> figures(Work work, Task task, double scale)
			throws ExecutionException, InterruptedException {
		CompletableFuture<Map<String, Double>> figures = new CompletableFuture<>();
		Background.failure().thenAccept(figures::completeExceptionally);
		Background.start(task.name(), () -> figures.complete(work.perform(task, scale)));
		return figures.get();
	}

	private static Throwable rootOf(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

	private Map<String, Double> perform(Task task, double scale) throws Exception {
		return this.performers.computeIfAbsent(task.tls12() ? Tls.V1_2 : Tls.V1_3, this::performer)
			.perform(task, scale);
	}

	private Performer performer(Tls tls) {
		return new Performer(contestant(tls));
	}

	private Contestant contestant(Tls tls) {
		return switch (this.name) {
			case Peers.NETTY_JDK -> new NettyContestant(this.pki, false);
			case Peers.NETTY_OPENSSL -> new NettyContestant(this.pki, true);
			default -> {
				Peers peers = new Peers(this.pki, tls);
				yield new BlockingContestant(peers, peers.named(this.name));
			}
		};
	}

}

package dev.sslsocket.benchmarks;

import java.security.GeneralSecurityException;
import java.util.Map;

import dev.sslsocket.benchmarks.netty.NettyContestant;
import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.workload.Contestant;
import dev.sslsocket.benchmarks.workload.Task;
import dev.sslsocket.testing.TestPki;

/**
 * A process that puts one implementation, both ends of it, to some tasks, and prints a
 * line {@code task<TAB>figure<TAB>value} for each figure.
 */
final class Worker {

	private static final int WARM_UPS = 3;

	private Worker() {
	}

	/**
	 * Measures.
	 * @param args the contestant's name, then tasks
	 */
	public static void main(String[] args) throws Exception {
		Contestant contestant = contestant(args[0], TestPki.create());
		for (int i = 1; i < args.length; i++) {
			Task task = new Task(args[i]);
			for (int j = 0; task.wantsWarmUp() && j < WARM_UPS; j++) {
				task.run(contestant, 0.25);
			}
			for (Map.Entry<String, Double> figure : task.run(contestant, 1).entrySet()) {
				System.out.println(task.name() + "\t" + figure.getKey() + "\t" + figure.getValue());
			}
		}
		// Threads of a peer's own may live on.
		System.exit(0);
	}

	private static Contestant contestant(String name, TestPki pki) throws GeneralSecurityException {
		return switch (name) {
			case "netty-jdk" -> new NettyContestant(pki, false);
			case "netty-openssl" -> new NettyContestant(pki, true);
			default -> Contestant.blocking(new Peers(pki).named(name));
		};
	}

}

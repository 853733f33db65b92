package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.workload.Task;

/**
 * Who is put to what, on one JDK.
 */
final class Entrants {

	private static final Set<String> SPEED = Set.of("bulk", "ping", "handshake");

	private static final int VIRTUAL_THREADS = 21;

	private static final int CHOICE_OF_GROUPS = 20;

	/** Of one end; everybody else has one. */
	private static final int CONSCRYPT_DESCRIPTORS = 3;

	private final Jvm jvm;

	Entrants(Jvm jvm) {
		this.jvm = jvm;
	}

	/** All that run on the JDK, the one that the others are compared with first. */
	List<Entrant> peers() {
		List<Entrant> all = new ArrayList<>();
		all.add(peer(Peers.JDK, (task) -> !inLoop(task)));
		all.add(peer(Peers.OURS, (task) -> true));
		all.add(peer(Peers.OURS_OPENSSL, tls13().and(this::threadsSuffice)));
		if (this.jvm.feature() >= CHOICE_OF_GROUPS) {
			all.add(peer(Peers.OURS_X25519, only("handshake").and(Predicate.not(Task::tls12))));
		}
		all.add(peer(Peers.ENGINE_LOOP, tls13().and(this::threadsSuffice)));
		all.add(peer(Peers.TLS_CHANNEL, tls13()));
		all.add(peer(Peers.CONSCRYPT,
				tls13().and((task) -> !inLoop(task))
					.and(this::threadsSuffice)
					.and((task) -> Descriptors.suffice(task, CONSCRYPT_DESCRIPTORS))));
		// Netty's connections live on loops and nowhere else.
		all.add(peer(Peers.NETTY_JDK, tls13().and((task) -> !onThreads(task))));
		all.add(peer(Peers.NETTY_OPENSSL, tls13().and((task) -> !onThreads(task))));
		all.add(peer(Peers.PLAIN, tls13().and((task) -> !task.kind().equals("handshake") && !inLoop(task))));
		return all;
	}

	/** Programs that know no JDK. */
	static List<Entrant> programs(List<NativePeers.Program> programs) {
		return programs.stream()
			.map((program) -> new Entrant(program.name(), (options) -> program.command(),
					tls13().and((task) -> SPEED.contains(task.kind()))))
			.toList();
	}

	/** Application contexts: without the starter, with it, and with a CA of its own. */
	List<Entrant> contexts(String caFile) {
		return List.of(context("without", this.jvm.classPathWithoutStarter()), context("starter", this.jvm.classPath()),
				context("starter, own CA", this.jvm.classPath(), "--ssl.ca-file=file:" + caFile));
	}

	/** What JMH measures. */
	List<Entrant> microbenchmarks() {
		return List.of(jmh("engine"), jmh("ours"));
	}

	private Entrant peer(String name, Predicate<Task> does) {
		return new Entrant(name, (options) -> this.jvm.command(options, this.jvm.classPath(), Worker.class, name),
				does);
	}

	private Entrant context(String name, String classPath, String... arguments) {
		return new Entrant(name, (options) -> this.jvm.command(options, classPath, ContextStart.class, arguments),
				only(Plan.CONTEXT.kind()));
	}

	private Entrant jmh(String name) {
		return new Entrant(name,
				(options) -> this.jvm.command(options, this.jvm.classPath(), Microbenchmarks.class, name),
				only(Plan.JMH.kind()));
	}

	private static Predicate<Task> only(String kind) {
		return (task) -> task.kind().equals(kind);
	}

	private static Predicate<Task> tls13() {
		return Predicate.not(Task::tls12);
	}

	private static boolean inLoop(Task task) {
		return task.name().endsWith(":loop");
	}

	private static boolean onThreads(Task task) {
		return task.name().endsWith(":threads");
	}

	/** Crowds stand at the same time, and Linux has 32,768 platform threads. */
	private boolean threadsSuffice(Task task) {
		return !onThreads(task) || this.jvm.feature() >= VIRTUAL_THREADS;
	}

}

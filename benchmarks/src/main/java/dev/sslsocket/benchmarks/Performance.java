package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.benchmarks.peer.Peers;

/**
 * Measures whole processes and writes the page:
 * {@code java … dev.sslsocket.benchmarks.Performance quick|full page.md [java …]}, where
 * each further argument is a java command to measure with; this JVM's own by default.
 */
final class Performance {

	private static final List<String> CONTESTANTS = Stream
		.concat(Peers.NAMES.stream(), Stream.of("netty-jdk", "netty-openssl"))
		.toList();

	private Performance() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		boolean full = args[0].equals("full");
		Plan plan = full ? Plan.full() : Plan.quick();
		List<String> javas = new ArrayList<>(List.of(args).subList(2, args.length));
		if (javas.isEmpty()) {
			javas.add(Harness.ownJava());
		}
		StringBuilder page = new StringBuilder(introduction(args[0], plan));
		for (String java : javas) {
			Results results = new Harness(java, CONTESTANTS).run(plan);
			page.append(new Report(plan, CONTESTANTS).section(Machine.version(java), results));
		}
		Files.writeString(Path.of(args[1]), page);
	}

	private static String introduction(String mode, Plan plan) throws IOException {
		return """
				# Performance

				Made by `benchmarks/run.sh %s` on %s.

				Both ends of a connection are the same implementation, in one process over loopback, TLS 1.3, ECDSA P-256,
				TLS_AES_256_GCM_SHA384. Each has a process of its own in each of %d rounds, in turn; a figure is the median of
				the rounds, and in parentheses the median of its ratios to the JDK's `SSLSocket` (`jdk`) in the same round.
				Where the machine is shared, CPU figures and ratios are what counts. `plain` is TCP without TLS.
				"""
			.formatted(mode, Machine.here(), plan.rounds());
	}

}

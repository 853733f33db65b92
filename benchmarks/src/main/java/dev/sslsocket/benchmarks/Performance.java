package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sslsocket.benchmarks.chart.BarChart;
import dev.sslsocket.benchmarks.workload.Task;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.TestPkiFiles;

/**
 * Measures whole processes and writes the page:
 * {@code java … dev.sslsocket.benchmarks.Performance quick|full page.md [java …]}, where
 * each further argument is a java command to measure with; this JVM's own by default. The
 * exit code is 1 if anything failed that was to be measured; the page is written all the
 * same.
 */
final class Performance {

	private static final Duration BOUND_OF_A_TURN = Duration.ofSeconds(45);

	private static final Duration BOUND_OF_MANY_CONNECTIONS = Duration.ofMinutes(3);

	private static final Duration BOUND_OF_JMH = Duration.ofMinutes(5);

	private static final double LENGTH_IN_A_CROWD = 0.5;

	private final Plan plan;

	private final NativePeers programs;

	private final TestPkiFiles pki;

	private Performance(Plan plan, Path scratch) throws IOException, InterruptedException {
		this.plan = plan;
		this.pki = TestPki.create().writeTo(scratch);
		this.programs = NativePeers.in(scratch, this.pki);
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		Machine machine = Machine.here();
		long start = System.nanoTime();
		Plan plan = args[0].equals("full") ? Plan.full() : Plan.quick();
		Page page = new Page(Path.of(args[1]));
		List<Jvm> jvms = new ArrayList<>();
		for (String java : args.length > 2 ? List.of(args).subList(2, args.length) : List.of(Jvm.own().java())) {
			jvms.add(Jvm.of(java));
		}
		Performance performance = new Performance(plan, Files.createTempDirectory("benchmarks"));
		StringBuilder sections = new StringBuilder();
		boolean failed = false;
		for (Jvm jvm : jvms) {
			// Programs that know no JDK are measured beside one of them only.
			Results results = performance.measure(jvm, jvm == jvms.get(jvms.size() - 1));
			failed |= !results.failures().isEmpty();
			sections.append(new Report(jvm, results).section(draw(page, jvm, results)));
		}
		long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
		page.write(performance.introduction(args[0], machine, seconds) + sections);
		System.err.println("done after " + seconds + " s" + (failed ? "; something failed" : ""));
		System.exit(failed ? 1 : 0);
	}

	private Results measure(Jvm jvm, boolean withPrograms) throws InterruptedException {
		Results results = new Results();
		Entrants entrants = new Entrants(jvm);
		List<Entrant> speedy = new ArrayList<>(entrants.peers());
		if (withPrograms) {
			speedy.addAll(Entrants.programs(this.programs.programs()));
		}
		Harness turns = new Harness(results, this.plan.warmUps(), BOUND_OF_A_TURN);
		turns.inTurn(speedy, Jvm.SPEED, this.plan.timed(), this.plan.rounds(), this.plan.length());
		Harness patient = new Harness(results, this.plan.warmUps(), BOUND_OF_MANY_CONNECTIONS);
		for (Task crowd : this.plan.crowds()) {
			patient.inTurn(entrants.peers(), Jvm.CROWD, List.of(crowd), this.plan.rounds(), LENGTH_IN_A_CROWD);
		}
		for (Task idle : this.plan.memory()) {
			patient.apart(entrants.peers(), Jvm.MEMORY, idle, 1);
		}
		patient.apart(entrants.contexts(this.pki.ca().toString()), List.of("-Xmx256m"), Plan.CONTEXT,
				this.plan.starts());
		if (this.plan.microbenchmarks()) {
			new Harness(results, 0, BOUND_OF_JMH).apart(entrants.microbenchmarks(), List.of("-Djmh.ignoreLock=true"),
					Plan.JMH, 1);
		}
		return results;
	}

	/** Returns the files, as the page names them, by title. */
	private static Map<String, String> draw(Page page, Jvm jvm, Results results) throws IOException {
		Path pictures = Files.createDirectories(page.pictures());
		Map<String, String> drawn = new LinkedHashMap<>();
		for (Map.Entry<String, BarChart> chart : Charts.of(jvm, results).entrySet()) {
			Path file = pictures.resolve("jdk" + jvm.feature() + "-" + chart.getKey() + ".svg");
			Files.writeString(file, chart.getValue().svg());
			drawn.put(chart.getValue().title(), pictures.getFileName() + "/" + file.getFileName());
		}
		return drawn;
	}

	private String introduction(String mode, Machine machine, long seconds) {
		return """
				# Performance

				Made by `benchmarks/run.sh %s` in %d minutes on %s.%s
				Ours: commit %s. Beside it: %s.

				Both ends of a connection are the same implementation, in one process over loopback (Perl's: in two), with the
				same socket options; TLS 1.3, ECDSA P-256, TLS_AES_128_GCM_SHA256, the client checks chain and name. Everybody
				has one process; is warmed up for a task until the JVM's compilers have less than a twentieth of a core, by %d
				turns at most; and has a turn in each of %d rounds, A B C A B C. A figure is the median of the rounds. In parentheses
				stands **its ratio to `jdk`**, the JDK's `SSLSocket`: the median of the quotients figure / `jdk`'s figure of the same
				round. ↑ higher is better, so is a ratio above 1; ↓ lower is better, so is a ratio below 1. Where the machine is
				shared, CPU figures and ratios are what counts.

				- `jdk`: the JDK's `SSLSocket`. `engine-loop`: a hand-written loop around `SSLEngine` with direct buffers of one record.
				- `ours`: this library with its defaults. `ours-x25519`: with `groups: x25519`, from JDK 20 on; its price: a peer that
				  does not know X25519 (FIPS-bound ones, many hardware balancers) cannot connect at all, and hybrid ML-KEM is lost.
				- `tls-channel`, `conscrypt` (its `SSLSocket`), `netty-jdk` and `netty-openssl` (`SslHandler` on event loops, over the
				  JDK's engine and over BoringSSL). `plain`: TCP without TLS, the limit.
				- An idle or silent connection has shaken hands and passed some bytes each way. "native" is what the process has
				  grown by outside of the heap; buffers of the kernel do not count.
				- `libssl`: a C program over OpenSSL. `perl`: IO::Socket::SSL. They know no JDK: measured beside the newest one.
				%s- On JDK 17 `engine-loop` and `conscrypt` are left out of the crowd on threads: all crowds stand at the same time,
				  and Linux has 32,768 platform threads. `conscrypt` is left out at 5,000 connections where a process may not have
				  32,000 descriptors (here: %,d), since each of its ends has three.
				"""
			.formatted(mode, Math.round(seconds / 60.0), machine, machine.shared()
					? "\n**Others were using the machine: these figures show that the benchmarks run, and nothing else.**"
					: "", System.getProperty("benchmarks.commit", "unknown"),
					String.join(", ", Versions.of(System.getProperty("java.class.path"))), this.plan.warmUps(),
					this.plan.rounds(), this.programs.notes(), Descriptors.allowed());
	}

}

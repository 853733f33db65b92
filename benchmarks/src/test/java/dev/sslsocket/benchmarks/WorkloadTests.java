package dev.sslsocket.benchmarks;

import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.benchmarks.netty.NettyContestant;
import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.peer.Tls;
import dev.sslsocket.benchmarks.workload.Contestant;
import dev.sslsocket.benchmarks.workload.Contestant.Scheduling;
import dev.sslsocket.benchmarks.workload.Crowd;
import dev.sslsocket.benchmarks.workload.Performer;
import dev.sslsocket.benchmarks.workload.Task;
import dev.sslsocket.testing.TestPki;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Everybody does everything once, as briefly as can be. */
class WorkloadTests {

	private static final TestPki pki = TestPki.create();

	private static final Peers peers = new Peers(pki, Tls.V1_3);

	static Stream<String> contestants() {
		return Stream.of("jdk", "ours", "ours-openssl", "engine-loop", "tls-channel", "conscrypt", "netty-jdk",
				"netty-openssl");
	}

	static Stream<String> inLoops() {
		return Stream.of("ours", "engine-loop", "tls-channel", "netty-jdk", "netty-openssl");
	}

	@ParameterizedTest
	@MethodSource("contestants")
	void performWhenAskedHasFiguresOfEachKind(String name) throws Exception {
		Performer performer = new Performer(contestant(name));
		for (String task : List.of("bulk:1024:nodelay", "bulk:16384:delay", "ping:64", "handshake:full:2",
				"handshake:resumed:2")) {
			assertThat(performer.perform(new Task(task), 0.02).values()).as(task)
				.isNotEmpty()
				.allSatisfy((value) -> assertThat(value).isFinite().isNotNegative());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "ours" })
	void performWhenAskedForTls12HasFigures(String name) throws Exception {
		Peers older = new Peers(pki, Tls.V1_2);
		Performer performer = new Performer(new BlockingContestant(older, older.named(name)));
		for (String task : List.of("bulk:16384:nodelay:tls12", "handshake:full:1:tls12", "handshake:resumed:1:tls12")) {
			assertThat(performer.perform(new Task(task), 0.02).values()).as(task).isNotEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("inLoops")
	void crowdWhenOnOneLoopEchoesAgainAndAgain(String name) throws Exception {
		try (Crowd crowd = contestant(name).crowd(5, 3, Scheduling.LOOP)) {
			assertThat(crowd.measure(20).perSecond()).isPositive();
			assertThat(crowd.measure(20).perSecond()).isPositive();
		}
	}

	@ParameterizedTest
	@MethodSource("contestants")
	void crowdWhenThereIsNoSuchSchedulingIsRefused(String name) throws Exception {
		Contestant contestant = contestant(name);
		boolean netty = name.startsWith("netty");
		if (netty || name.equals("jdk") || name.equals("conscrypt")) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> contestant.crowd(1, 1, netty ? Scheduling.THREADS : Scheduling.LOOP));
		}
		else {
			try (Crowd crowd = contestant.crowd(5, 3, Scheduling.THREADS)) {
				assertThat(crowd.measure(20).perSecond()).isPositive();
			}
		}
	}

	private static Contestant contestant(String name) {
		return switch (name) {
			case "netty-jdk" -> new NettyContestant(pki, false);
			case "netty-openssl" -> new NettyContestant(pki, true);
			default -> new BlockingContestant(peers, peers.named(name));
		};
	}

}

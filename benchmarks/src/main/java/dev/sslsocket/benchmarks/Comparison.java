package dev.sslsocket.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;
import dev.sslsocket.testing.TestPki;

/**
 * Runs every measurement on both contenders in turn, A B A B, and prints the median of
 * the pairwise ratios: {@code java … dev.sslsocket.benchmarks.Comparison [rounds]}.
 */
final class Comparison {

	private Comparison() {
	}

	public static void main(String[] args) throws Exception {
		if (args.length > 0 && args[0].equals("verification")) {
			Verification.run((args.length > 1) ? Integer.parseInt(args[1]) : 7);
			return;
		}
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 7;
		TestPki pki = TestPki.create();
		Contender ours = Contender.ours(pki);
		Contender jdk = Contender.jdk(pki);
		System.out.printf("JDK %s, %d rounds; ratios = the JDK's / ours: above 1 ours takes less%n",
				Runtime.version().feature(), rounds);
		for (Measurement measurement : measurements()) {
			compare(measurement, ours, jdk, rounds);
		}
	}

	private static List<Measurement> measurements() {
		List<Measurement> all = new ArrayList<>();
		for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
			for (int chunk : new int[] { 1024, 16384, 65536, 1 << 20 }) {
				all.add(Measurement.bulk(protocol, chunk));
			}
			all.add(Measurement.pingPong(protocol, 64));
			all.add(Measurement.connects(protocol));
		}
		all.add(Measurement.idleCloses());
		return all;
	}

	private static void compare(Measurement measurement, Contender ours, Contender jdk, int rounds) throws Exception {
		Cost.of(measurement, ours);
		Cost.of(measurement, jdk);
		double[] wall = new double[rounds];
		double[] cpu = new double[rounds];
		double[] mine = new double[rounds];
		for (int i = 0; i < rounds; i++) {
			Cost own = Cost.of(measurement, ours);
			Cost theirs = Cost.of(measurement, jdk);
			wall[i] = theirs.wall() / own.wall();
			cpu[i] = theirs.cpu() / own.cpu();
			mine[i] = own.wall() / 1e6;
		}
		Arrays.sort(wall);
		Arrays.sort(cpu);
		Arrays.sort(mine);
		System.out.printf(Locale.ROOT, "%-36s wall %5.2f (%.2f to %.2f)  cpu %5.2f (%.2f to %.2f)  ours %8.1f ms%n",
				measurement.name(), wall[rounds / 2], wall[0], wall[rounds - 1], cpu[rounds / 2], cpu[0],
				cpu[rounds - 1], mine[rounds / 2]);
	}

	/**
	 * What one run took, in nanoseconds.
	 *
	 * @param wall by the clock
	 * @param cpu of the whole process, both ends
	 */
	private record Cost(double wall, double cpu) {

		static Cost of(Measurement measurement, Contender contender) throws Exception {
			OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
			long before = system.getProcessCpuTime();
			double wall = measurement.nanos(contender);
			return new Cost(wall, system.getProcessCpuTime() - before);
		}

	}

}

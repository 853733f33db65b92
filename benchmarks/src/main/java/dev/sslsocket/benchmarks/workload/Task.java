package dev.sslsocket.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One measurement, as a word that names it: {@code bulk:16384:nodelay}, {@code ping:64},
 * {@code handshake:full:2}, {@code idle:1000:1}, {@code crowd:5000:50}.
 *
 * @param name the word
 */
public record Task(String name) {

	/**
	 * Does it once.
	 * @param contestant who is put to it
	 * @param scale 1 for the usual length, less for a warm-up
	 * @return figures by name
	 */
	public Map<String, Double> run(Contestant contestant, double scale) throws Exception {
		String[] words = this.name.split(":");
		int first = words[0].equals("handshake") ? 0 : Integer.parseInt(words[1]);
		Map<String, Double> figures = new LinkedHashMap<>();
		switch (words[0]) {
			case "bulk" -> {
				Bulk.Figures found = contestant.bulk(first, words[2].equals("nodelay"), (int) (1000 * scale));
				figures.put("GB/s", found.gbPerSecond());
				figures.put("writer s/GB", found.writerCpu());
				figures.put("reader s/GB", found.readerCpu());
				figures.put("s/GB", found.writerCpu() + found.readerCpu());
			}
			case "ping" -> {
				PingPong.Figures found = contestant.pingPong(first, (int) (60_000 * scale));
				figures.put("round trips/s", found.perSecond());
				figures.put("p50 us", found.p50());
				figures.put("p99 us", found.p99());
				figures.put("CPU us", found.cpu());
			}
			case "handshake" -> {
				Handshakes.Figures found = contestant.handshakes(words[1].equals("resumed"), Integer.parseInt(words[2]),
						(int) (400 * scale));
				figures.put("handshakes/s", found.perSecond());
				figures.put("CPU ms", found.cpu());
			}
			case "idle" -> {
				IdleMemory.Figures found = contestant.idle(first, Integer.parseInt(words[2]));
				figures.put("heap KiB", found.heap());
				figures.put("resident KiB", found.resident());
				figures.put("descriptors", found.descriptors());
			}
			case "crowd" -> {
				Crowd.Figures found = contestant.crowd(first, Integer.parseInt(words[2]), (int) (4000 * scale));
				figures.put("echoes/s", found.perSecond());
				figures.put("p50 us", found.p50());
				figures.put("p99 us", found.p99());
				figures.put("CPU us", found.cpu());
				figures.put("heap MiB", found.heap());
			}
			default -> throw new IllegalArgumentException("no task '" + this.name + "'");
		}
		return figures;
	}

	/** Whether a short run beforehand makes the figures truer. */
	public boolean wantsWarmUp() {
		return !this.name.startsWith("idle") && !this.name.startsWith("crowd");
	}

}

package dev.sslsocket.benchmarks.workload;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Puts a contestant to tasks. Crowds stand from their first task on.
 */
public final class Performer {

	private final Contestant contestant;

	private final Map<String, Crowd> standing = new HashMap<>();

	public Performer(Contestant contestant) {
		this.contestant = contestant;
	}

	/**
	 * Does a task once.
	 * @param scale 1 for the usual length, less for a warm-up
	 * @return figures by name
	 */
	public Map<String, Double> perform(Task task, double scale) throws Exception {
		Map<String, Double> figures = new LinkedHashMap<>();
		switch (task.kind()) {
			case "bulk" -> {
				Bulk.Figures found = this.contestant.bulk(task.number(1), task.word(2).equals("nodelay"),
						(int) (300 * scale));
				figures.put("GB/s", found.gbPerSecond());
				figures.put("writer s/GB", found.writerCpu());
				figures.put("reader s/GB", found.readerCpu());
				figures.put("s/GB", found.writerCpu() + found.readerCpu());
			}
			case "ping" -> {
				PingPong.Figures found = this.contestant.pingPong(task.number(1), (int) (10_000 * scale));
				figures.put("round trips/s", found.perSecond());
				figures.put("p50 us", found.p50());
				figures.put("p99 us", found.p99());
				figures.put("CPU us", found.cpu());
			}
			case "handshake" -> {
				Handshakes.Figures found = this.contestant.handshakes(task.word(1).equals("resumed"), task.number(2),
						(int) (300 * scale));
				figures.put("handshakes/s", found.perSecond());
				figures.put("CPU ms", found.cpu());
			}
			case "idle" -> {
				IdleMemory.Figures found = this.contestant.idle(task.number(1), task.number(2));
				figures.put("heap KiB", found.heap());
				figures.put("native KiB", found.outside());
				figures.put("descriptors", found.descriptors());
			}
			case "crowd" -> {
				Crowd.Figures found = standing(task).measure((int) (1000 * scale));
				figures.put("echoes/s", found.perSecond());
				figures.put("p50 us", found.p50());
				figures.put("p99 us", found.p99());
				figures.put("CPU us", found.cpu());
			}
			default -> throw new IllegalArgumentException("no task '" + task.name() + "'");
		}
		return figures;
	}

	private Crowd standing(Task task) throws Exception {
		Crowd crowd = this.standing.get(task.name());
		if (crowd == null) {
			crowd = this.contestant.crowd(task.number(1), task.number(2),
					Contestant.Scheduling.valueOf(task.word(3).toUpperCase(Locale.ROOT)));
			this.standing.put(task.name(), crowd);
		}
		return crowd;
	}

}

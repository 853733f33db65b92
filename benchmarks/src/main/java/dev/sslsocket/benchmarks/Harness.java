package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * Puts contestants to tasks, each in a process of its own and in turn, A B C A B C, so
 * that what disturbs the machine disturbs them alike.
 */
final class Harness {

	private static final int WARM_UPS_OF_A_KIND = 4;

	/**
	 * No other task runs through as much code: with some 3,000 handshakes less, it is the
	 * compiler that is compared.
	 */
	private static final int WARM_UPS_OF_HANDSHAKES = 12;

	private static final int WARM_UPS = 1;

	/** However short a turn is, the compiler needs as long. */
	private static final double LENGTH_OF_A_WARM_UP = 0.8;

	/** Stands for a round whose figures do not count. */
	private static final int WARM_UP = -1;

	private final Results results;

	private final Duration bound;

	/**
	 * Prepares.
	 * @param results where the figures go
	 * @param bound how long a process may take for one task
	 */
	Harness(Results results, Duration bound) {
		this.results = results;
		this.bound = bound;
	}

	/**
	 * Measures in processes that live through all tasks: each is warmed up for a task,
	 * and has its turn in each round.
	 * @param options what a JVM is told
	 */
	void inTurn(List<Entrant> entrants, List<String> options, List<Task> tasks, int rounds, double length)
			throws InterruptedException {
		List<Seat> seats = new ArrayList<>();
		entrants.forEach((entrant) -> seats.add(new Seat(entrant, options, this.results)));
		try {
			for (Task task : tasks) {
				long start = System.nanoTime();
				List<Seat> taking = seats.stream().filter((seat) -> seat.entrant.does().test(task)).toList();
				for (Seat seat : taking) {
					seat.warmUp(task, this.bound);
				}
				for (int round = 0; round < rounds; round++) {
					for (Seat seat : taking) {
						seat.perform(task, length, this.bound, round);
					}
				}
				tell(task, start);
			}
		}
		finally {
			seats.forEach(Seat::leave);
		}
	}

	/** Measures in a new process each time. */
	void apart(List<Entrant> entrants, List<String> options, Task task, int rounds) throws InterruptedException {
		long start = System.nanoTime();
		for (int round = 0; round < rounds; round++) {
			for (Entrant entrant : entrants) {
				if (entrant.does().test(task)) {
					Seat seat = new Seat(entrant, options, this.results);
					try {
						seat.perform(task, 1, this.bound, round);
					}
					finally {
						seat.leave();
					}
				}
			}
		}
		tell(task, start);
	}

	private static void tell(Task task, long start) {
		System.err.println(task.name() + ": " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
	}

	/** An entrant's place, with the process that sits there. */
	private static final class Seat {

		private final Entrant entrant;

		private final List<String> options;

		private final Results results;

		private final Set<String> warm = new HashSet<>();

		private final List<WorkerProcess> sitting = new ArrayList<>();

		Seat(Entrant entrant, List<String> options, Results results) {
			this.entrant = entrant;
			this.options = options;
			this.results = results;
			results.enter(entrant.name());
		}

		/** The first time of its kind needs the compiler most. */
		void warmUp(Task task, Duration bound) throws InterruptedException {
			int first = task.kind().equals("handshake") ? WARM_UPS_OF_HANDSHAKES : WARM_UPS_OF_A_KIND;
			int times = this.warm.add(task.kind()) ? first : WARM_UPS;
			for (int i = 0; i < times; i++) {
				perform(task, LENGTH_OF_A_WARM_UP, bound, WARM_UP);
			}
		}

		void perform(Task task, double length, Duration bound, int round) throws InterruptedException {
			if (this.results.failed(this.entrant.name(), task)) {
				return;
			}
			try {
				if (this.sitting.isEmpty()) {
					this.sitting.add(new WorkerProcess(this.entrant.command().with(this.options)));
				}
				this.sitting.get(0).perform(task, length, bound).forEach((figure, value) -> {
					if (round != WARM_UP) {
						this.results.add(task.figure(figure), this.entrant.name(), round, value);
					}
				});
			}
			catch (IOException ex) {
				// The table shows a gap; the others go on.
				this.results.fail(this.entrant.name(), task, String.valueOf(ex.getMessage()));
				System.err.println(this.entrant.name() + " failed at " + task.name() + ": " + ex.getMessage());
				leave();
			}
		}

		void leave() {
			this.sitting.forEach(WorkerProcess::close);
			this.sitting.clear();
			this.warm.clear();
		}

	}

}

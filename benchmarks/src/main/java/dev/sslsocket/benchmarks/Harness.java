package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * Puts contestants to tasks, each in a process of its own and in turn, A B C A B C, so
 * that what disturbs the machine disturbs them alike.
 */
final class Harness {

	/**
	 * Which share of a core the compilers may have at a turn that counts. A handshake
	 * runs through so much code that it takes some 5,000 of them to come this far:
	 * before, it is the compiler that is compared.
	 */
	private static final double COMPILING = 0.05;

	/** However short a turn is, the compilers need as long. */
	private static final double LENGTH_OF_A_WARM_UP = 0.8;

	/** Stands for a round whose figures do not count. */
	private static final int WARM_UP = -1;

	private final Results results;

	private final int warmUps;

	private final Duration bound;

	/**
	 * Prepares.
	 * @param results where the figures go
	 * @param warmUps how many turns at most an entrant is warmed up by
	 * @param bound how long a process may take for one task
	 */
	Harness(Results results, int warmUps, Duration bound) {
		this.results = results;
		this.warmUps = warmUps;
		this.bound = bound;
	}

	/**
	 * Measures in processes that live through all tasks: each is warmed up for a task,
	 * until its compilers rest, and has its turn in each round.
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
				List<Integer> warmUps = new ArrayList<>();
				for (Seat seat : taking) {
					warmUps.add(seat.warmUp(task, this.warmUps, this.bound));
				}
				for (int round = 0; round < rounds; round++) {
					for (Seat seat : taking) {
						seat.perform(task, length, this.bound, round);
					}
				}
				tell(task, start, ", warmed up by turns: " + warmUps);
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
		tell(task, start, "");
	}

	private static void tell(Task task, long start, String more) {
		System.err.println(task.name() + ": " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s" + more);
	}

	/** An entrant's place, with the process that sits there. */
	private static final class Seat {

		private final Entrant entrant;

		private final List<String> options;

		private final Results results;

		private final List<WorkerProcess> sitting = new ArrayList<>();

		Seat(Entrant entrant, List<String> options, Results results) {
			this.entrant = entrant;
			this.options = options;
			this.results = results;
			results.enter(entrant.name());
		}

		/** Lets the compilers come to rest. */
		int warmUp(Task task, int most, Duration bound) throws InterruptedException {
			int turns = 1;
			while (perform(task, LENGTH_OF_A_WARM_UP, bound, WARM_UP) > COMPILING && turns < most) {
				turns++;
			}
			return turns;
		}

		/** Returns which share of a core the compilers had. */
		double perform(Task task, double length, Duration bound, int round) throws InterruptedException {
			if (this.results.failed(this.entrant.name(), task)) {
				return 0;
			}
			try {
				if (this.sitting.isEmpty()) {
					this.sitting.add(new WorkerProcess(this.entrant.command().with(this.options)));
				}
				WorkerProcess.Turn turn = this.sitting.get(0).perform(task, length, bound);
				if (round != WARM_UP) {
					turn.figures()
						.forEach((figure, value) -> this.results.add(task.figure(figure), this.entrant.name(), round,
								value));
				}
				return turn.compiling();
			}
			catch (IOException ex) {
				// The table shows a gap; the others go on.
				this.results.fail(this.entrant.name(), task, String.valueOf(ex.getMessage()));
				System.err.println(this.entrant.name() + " failed at " + task.name() + ": " + ex.getMessage());
				leave();
				return 0;
			}
		}

		void leave() {
			this.sitting.forEach(WorkerProcess::close);
			this.sitting.clear();
		}

	}

}

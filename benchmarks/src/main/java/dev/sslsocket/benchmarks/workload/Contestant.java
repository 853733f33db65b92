package dev.sslsocket.benchmarks.workload;

/**
 * An implementation that can be put to the workloads.
 */
public interface Contestant {

	/**
	 * One end writes, the other reads.
	 * @param chunk bytes of one write
	 * @param noDelay TCP_NODELAY
	 * @param millis how long is written
	 */
	Bulk.Figures bulk(int chunk, boolean noDelay, int millis) throws Exception;

	/**
	 * Messages there and back.
	 * @param size bytes of a message
	 * @param rounds how many there and back
	 */
	PingPong.Figures pingPong(int size, int rounds) throws Exception;

	/**
	 * Connections one after the other.
	 * @param resume whether sessions are resumed
	 * @param threads that connect at the same time
	 * @param count connections
	 */
	Handshakes.Figures handshakes(boolean resume, int threads, int count) throws Exception;

	/**
	 * Connections that are silent.
	 * @param connections how many
	 * @param traffic bytes each way on each before
	 */
	IdleMemory.Figures idle(int connections, int traffic) throws Exception;

	/**
	 * Many silent connections and some busy ones.
	 * @param silent connections that say nothing after their first message
	 * @param busy connections that echo
	 * @param scheduling who serves them
	 * @throws UnsupportedOperationException if it cannot be served so
	 */
	Crowd crowd(int silent, int busy, Scheduling scheduling) throws Exception;

	/** Who serves the connections of a crowd. */
	enum Scheduling {

		/** A thread for each. */
		THREADS,

		/** One thread and its selector for all accepted ones, and one for the others. */
		LOOP

	}

}

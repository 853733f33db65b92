package dev.sslsocket.benchmarks.workload;

import dev.sslsocket.benchmarks.peer.Peer;

/**
 * An implementation that can be put to every workload.
 */
public interface Contestant {

	Bulk.Figures bulk(int chunk, boolean noDelay, int millis) throws Exception;

	PingPong.Figures pingPong(int size, int rounds) throws Exception;

	Handshakes.Figures handshakes(boolean resume, int threads, int count) throws Exception;

	IdleMemory.Figures idle(int connections, int traffic) throws Exception;

	Crowd.Figures crowd(int silent, int busy, int millis) throws Exception;

	/** A contestant whose connections block. */
	static Contestant blocking(Peer peer) {
		return new Contestant() {

			@Override
			public Bulk.Figures bulk(int chunk, boolean noDelay, int millis) throws Exception {
				return Bulk.run(peer, chunk, noDelay, millis);
			}

			@Override
			public PingPong.Figures pingPong(int size, int rounds) throws Exception {
				return PingPong.run(peer, size, rounds);
			}

			@Override
			public Handshakes.Figures handshakes(boolean resume, int threads, int count) throws Exception {
				return Handshakes.run(peer, resume, threads, count);
			}

			@Override
			public IdleMemory.Figures idle(int connections, int traffic) throws Exception {
				return IdleMemory.run(peer, connections, traffic);
			}

			@Override
			public Crowd.Figures crowd(int silent, int busy, int millis) throws Exception {
				return Crowd.run(peer, silent, busy, millis);
			}

		};
	}

}

package dev.sslsocket.benchmarks;

import dev.sslsocket.benchmarks.loop.LoopCrowd;
import dev.sslsocket.benchmarks.peer.Peer;
import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.workload.Bulk;
import dev.sslsocket.benchmarks.workload.Contestant;
import dev.sslsocket.benchmarks.workload.Crowd;
import dev.sslsocket.benchmarks.workload.Handshakes;
import dev.sslsocket.benchmarks.workload.IdleMemory;
import dev.sslsocket.benchmarks.workload.PingPong;
import dev.sslsocket.benchmarks.workload.ThreadCrowd;

/**
 * A contestant whose connections block, save in a crowd on one loop.
 *
 * @param peers where the loop's come from
 * @param peer the one
 */
record BlockingContestant(Peers peers, Peer peer) implements Contestant {

	@Override
	public Bulk.Figures bulk(int chunk, boolean noDelay, int millis) throws Exception {
		return Bulk.run(this.peer, chunk, noDelay, millis);
	}

	@Override
	public PingPong.Figures pingPong(int size, int rounds) throws Exception {
		return PingPong.run(this.peer, size, rounds);
	}

	@Override
	public Handshakes.Figures handshakes(boolean resume, int threads, int count) throws Exception {
		return Handshakes.run(this.peer, resume, threads, count);
	}

	@Override
	public IdleMemory.Figures idle(int connections, int traffic) throws Exception {
		return IdleMemory.run(this.peer, connections, traffic);
	}

	@Override
	public Crowd crowd(int silent, int busy, Scheduling scheduling) throws Exception {
		return (scheduling == Scheduling.LOOP) ? new LoopCrowd(this.peers.loop(this.peer.name()), silent, busy)
				: new ThreadCrowd(this.peer, silent, busy);
	}

}

package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

/**
 * What connections cost that say nothing any more. Both ends live in this process, so
 * half of it is one end's.
 */
public final class IdleMemory {

	/**
	 * What one end of a connection costs.
	 *
	 * @param heap KiB of the heap, after the collector has run
	 * @param resident KiB of the process that the kernel counts, heap included
	 * @param descriptors file descriptors
	 */
	public record Figures(double heap, double resident, double descriptors) {
	}

	private IdleMemory() {
	}

	/**
	 * Measures.
	 * @param connections how many
	 * @param traffic bytes each way on each before it falls silent
	 */
	public static Figures run(Peer peer, int connections, int traffic) throws IOException, InterruptedException {
		List<Link> held = new ArrayList<>(2 * connections);
		try (Peer.Listening server = peer.listen(true)) {
			Peer.Dialing dialing = peer.dialing(true, 0);
			// Once through, so that what is made only once is there before it is counted.
			hold(server, dialing, held, 16, traffic);
			Footprint before = Footprint.now();
			hold(server, dialing, held, connections, traffic);
			return Footprint.now().since(before, 2.0 * connections);
		}
		finally {
			for (Link link : held) {
				link.close();
			}
		}
	}

	private static void hold(Peer.Listening server, Peer.Dialing dialing, List<Link> held, int connections, int traffic)
			throws IOException, InterruptedException {
		byte[] data = new byte[traffic];
		for (int i = 0; i < connections; i++) {
			FutureTask<Link> accepting = Background.start("accepting", () -> {
				Link link = server.accept();
				byte[] received = new byte[traffic];
				link.readFully(received, traffic);
				link.write(received, 0, traffic);
				return link;
			});
			Link link = dialing.connect(server.port());
			held.add(link);
			link.write(data, 0, traffic);
			link.readFully(data, traffic);
			held.add(Background.result(accepting));
		}
	}

}

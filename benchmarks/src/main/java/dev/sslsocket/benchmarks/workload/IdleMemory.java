package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

/**
 * What connections cost that say nothing any more. Both ends live in this process, so
 * half of it is one end's. Of the process, only what lies outside of the heap grows if
 * the JVM has touched all of its heap at the start ({@code -XX:+AlwaysPreTouch}).
 */
public final class IdleMemory {

	/**
	 * What one end of a connection costs.
	 *
	 * @param heap KiB of the heap, after the collector has run
	 * @param outside KiB outside of the heap that the process holds; the kernel's buffers
	 * do not count
	 * @param descriptors file descriptors
	 */
	public record Figures(double heap, double outside, double descriptors) {
	}

	private IdleMemory() {
	}

	/**
	 * Measures.
	 * @param connections how many
	 * @param traffic bytes each way on each before it falls silent
	 */
	public static Figures run(Peer peer, int connections, int traffic) throws IOException, InterruptedException {
		List<Link> held = Collections.synchronizedList(new ArrayList<>(2 * connections));
		try (Peer.Listening server = peer.listen(true)) {
			Peer.Dialing dialing = peer.dialing(true, true);
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

	/** Two at a time: there is work for two cores in a handshake. */
	private static void hold(Peer.Listening server, Peer.Dialing dialing, List<Link> held, int connections, int traffic)
			throws IOException, InterruptedException {
		FutureTask<Boolean> half = Background.start("opening", () -> {
			open(server, dialing, held, connections / 2, traffic);
			return true;
		});
		open(server, dialing, held, connections - connections / 2, traffic);
		Background.result(half);
	}

	private static void open(Peer.Listening server, Peer.Dialing dialing, List<Link> held, int connections, int traffic)
			throws IOException, InterruptedException {
		byte[] data = new byte[traffic];
		for (int i = 0; i < connections; i++) {
			FutureTask<Link> accepting = Background.start("accepting", () -> {
				Link link = server.accept();
				echo(link, 1);
				echo(link, traffic);
				return link;
			});
			Link link = dialing.connect(server.port());
			held.add(link);
			// Conscrypt 2.9.0's servers fail ("Unexpected engine result BUFFER_OVERFLOW")
			// if
			// their first write, with which the tickets go out, fills a record.
			say(link, data, 1);
			say(link, data, traffic);
			held.add(Background.result(accepting));
		}
	}

	private static void say(Link link, byte[] data, int length) throws IOException {
		link.write(data, 0, length);
		link.readFully(data, length);
	}

	private static void echo(Link link, int length) throws IOException {
		byte[] received = new byte[length];
		link.readFully(received, length);
		link.write(received, 0, length);
	}

}

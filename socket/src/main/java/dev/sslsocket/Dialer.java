package dev.sslsocket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.failure.SslFailureDetails;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.verify.AsciiName;

import org.jspecify.annotations.Nullable;

/**
 * Connects TCP to a name: every address of it in turn, IPv6 and IPv4 alternating, each a
 * quarter of a second after the one before, or at once when that one failed; the first to
 * answer wins and the others are closed (RFC 8305, "Happy Eyeballs"). One deadline for
 * all. A single address is connected on the caller's thread.
 */
final class Dialer {

	/** RFC 8305 section 5: "Connection Attempt Delay", recommended. */
	private static final Duration STAGGER = Duration.ofMillis(250);

	/** Resolves names; replaceable so that tests can give a name several addresses. */
	@FunctionalInterface
	interface Resolver {

		InetAddress[] resolve(String host) throws UnknownHostException;

	}

	private final Resolver resolver;

	private final String contextName;

	private final Duration timeout;

	Dialer(Resolver resolver, SslContext context) {
		this.resolver = resolver;
		this.contextName = context.name();
		this.timeout = context.timeouts().connect();
	}

	Socket dial(String host, int port, @Nullable SocketAddress local) throws IOException {
		List<InetSocketAddress> addresses = new ArrayList<>();
		for (InetAddress address : alternating(this.resolver.resolve(resolvable(host)))) {
			addresses.add(new InetSocketAddress(address, port));
		}
		Deadline deadline = Deadline.in(this.timeout);
		try {
			return (addresses.size() == 1) ? connect(new Socket(), addresses.get(0), local, deadline)
					: race(addresses, local, deadline);
		}
		catch (SocketTimeoutException ex) {
			String peer = new PeerName(host, port).toString();
			throw new SslTimeoutException(
					new SslFailureDetails(SslReason.CONNECT_TIMEOUT, this.contextName, peer, null, List.of()),
					SslReason.CONNECT_TIMEOUT + " after " + Diagnosis.text(this.timeout) + ": " + peer
							+ " did not answer at " + addresses,
					ex);
		}
	}

	/**
	 * The host as resolvers know it: an address without the brackets that users copy from
	 * URLs, a name in ASCII. The JDK's resolver would ask for a name in another script as
	 * it stands.
	 */
	private static String resolvable(String host) {
		if (host.startsWith("[") && host.endsWith("]")) {
			return host.substring(1, host.length() - 1);
		}
		boolean ascii = host.chars().allMatch((c) -> c < 128);
		@Nullable String converted = ascii ? null : AsciiName.of(host);
		return (converted != null) ? converted : host;
	}

	private static Socket connect(Socket socket, InetSocketAddress address, @Nullable SocketAddress local,
			Deadline deadline) throws IOException {
		try {
			if (local != null) {
				socket.bind(local);
			}
			socket.connect(address, deadline.remainingMillis());
			return socket;
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	private static List<InetAddress> alternating(InetAddress[] addresses) {
		Deque<InetAddress> six = new ArrayDeque<>();
		Deque<InetAddress> four = new ArrayDeque<>();
		for (InetAddress address : addresses) {
			((address instanceof Inet6Address) ? six : four).add(address);
		}
		List<InetAddress> order = new ArrayList<>();
		// The resolver's first choice stays the first (RFC 6724 sorted it so).
		boolean sixNext = addresses.length > 0 && addresses[0] instanceof Inet6Address;
		while (!six.isEmpty() || !four.isEmpty()) {
			Deque<InetAddress> next = (four.isEmpty() || sixNext && !six.isEmpty()) ? six : four;
			order.add(next.remove());
			sixNext = !sixNext;
		}
		return order;
	}

	/** How an attempt ended. */
	private record Outcome(@Nullable Socket connected, @Nullable IOException failure) {
	}

	private static Socket race(List<InetSocketAddress> addresses, @Nullable SocketAddress local, Deadline deadline)
			throws IOException {
		BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
		List<Socket> attempts = new ArrayList<>();
		IOException failure = new ConnectException("none of " + addresses + " can be connected to");
		@Nullable Socket winner = null;
		int pending = 0;
		int next = 0;
		try {
			while (winner == null && (next < addresses.size() || pending > 0)) {
				if (next < addresses.size()) {
					Socket socket = new Socket();
					attempts.add(socket);
					start(socket, addresses.get(next++), local, deadline, outcomes);
					pending++;
				}
				@Nullable Outcome outcome = await(outcomes, next < addresses.size(), deadline);
				if (outcome != null) {
					pending--;
					winner = outcome.connected();
					if (outcome.failure() != null) {
						failure.addSuppressed(outcome.failure());
					}
				}
			}
		}
		finally {
			for (Socket attempt : attempts) {
				if (attempt != winner) {
					attempt.close();
				}
			}
		}
		if (winner == null) {
			throw allTimedOut(failure) ? (IOException) failure.getSuppressed()[0] : failure;
		}
		return winner;
	}

	private static boolean allTimedOut(IOException failure) {
		for (Throwable one : failure.getSuppressed()) {
			if (!(one instanceof SocketTimeoutException)) {
				return false;
			}
		}
		return failure.getSuppressed().length > 0;
	}

	private static void start(Socket socket, InetSocketAddress address, @Nullable SocketAddress local,
			Deadline deadline, BlockingQueue<Outcome> outcomes) {
		Thread thread = new Thread(() -> {
			try {
				outcomes.add(new Outcome(connect(socket, address, local, deadline), null));
			}
			catch (IOException ex) {
				outcomes.add(new Outcome(null, ex));
			}
			catch (RuntimeException ex) {
				outcomes.add(new Outcome(null, new IOException(ex)));
			}
		}, "ssl-socket-connect " + address);
		thread.setDaemon(true);
		thread.start();
	}

	private static @Nullable Outcome await(BlockingQueue<Outcome> outcomes, boolean more, Deadline deadline)
			throws IOException {
		try {
			if (more) {
				return outcomes.poll(STAGGER.toMillis(), TimeUnit.MILLISECONDS);
			}
			int left = deadline.remainingMillis();
			@Nullable Outcome outcome = (left == 0) ? outcomes.take() : outcomes.poll(left, TimeUnit.MILLISECONDS);
			if (outcome == null) {
				throw new SocketTimeoutException("the deadline has passed");
			}
			return outcome;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new java.io.InterruptedIOException("interrupted while connecting");
		}
	}

}

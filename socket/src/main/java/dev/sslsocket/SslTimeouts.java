package dev.sslsocket;

import java.time.Duration;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * The deadlines of a context. {@link Duration#ZERO} means no limit. Immutable; safe for
 * use by many threads.
 *
 * @param connect total time for connecting TCP, over all addresses of a name; default 10
 * seconds
 * @param handshake total time for the handshake, whatever the peer drips; default 10
 * seconds
 * @param read how long one read waits ({@code SO_TIMEOUT} of new sockets); default no
 * limit
 * @param write how long one write waits for the peer to take the bytes; default no limit
 * @param close how long closing and stopping TLS wait for the peer; default 5 seconds
 */
public record SslTimeouts(Duration connect, Duration handshake, Duration read, Duration write, Duration close) {

	/** What applies where nothing else is said. */
	public static final SslTimeouts DEFAULT = new SslTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10),
			Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5));

	public SslTimeouts {
		check("connect-timeout", connect);
		check("handshake-timeout", handshake);
		check("read-timeout", read);
		check("write-timeout", write);
		check("close-timeout", close);
	}

	private static void check(String setting, Duration timeout) {
		if (timeout.isNegative()) {
			throw new SslConfigurationException(setting, "is negative: " + timeout + ". Use 0 for no limit");
		}
		if (timeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0) {
			throw new SslConfigurationException(setting,
					"is longer than 24 days, the most a socket can wait: " + timeout + ". Use 0 for no limit");
		}
	}

	SslTimeouts connect(Duration timeout) {
		return new SslTimeouts(timeout, this.handshake, this.read, this.write, this.close);
	}

	SslTimeouts handshake(Duration timeout) {
		return new SslTimeouts(this.connect, timeout, this.read, this.write, this.close);
	}

	SslTimeouts read(Duration timeout) {
		return new SslTimeouts(this.connect, this.handshake, timeout, this.write, this.close);
	}

	SslTimeouts write(Duration timeout) {
		return new SslTimeouts(this.connect, this.handshake, this.read, timeout, this.close);
	}

	SslTimeouts close(Duration timeout) {
		return new SslTimeouts(this.connect, this.handshake, this.read, this.write, timeout);
	}

}

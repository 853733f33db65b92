package dev.sslsocket;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * What every TCP connection of ours gets, connected or accepted.
 */
final class ConnectedSockets {

	private ConnectedSockets() {
	}

	static void configure(Socket plain, SslContext context) throws IOException {
		// Records go out in one write each; Nagle would only delay the last one.
		plain.setTcpNoDelay(true);
		Duration read = context.timeouts().read();
		if (!read.isZero()) {
			plain.setSoTimeout((int) Math.max(1, read.toMillis()));
		}
	}

}

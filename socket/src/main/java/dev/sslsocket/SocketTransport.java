package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Transport over a plain socket's streams. These honour SO_TIMEOUT, park virtual threads
 * and survive an interrupt of a platform thread; a blocking SocketChannel does the
 * opposite of all three. Any socket will do: a proxy tunnel, another SslSocket.
 */
final class SocketTransport implements Transport {

	private final Socket plain;

	private final InputStream in;

	private final OutputStream out;

	SocketTransport(Socket plain) throws IOException {
		this.plain = plain;
		this.in = plain.getInputStream();
		this.out = plain.getOutputStream();
	}

	@Override
	public boolean waits() {
		return true;
	}

	@Override
	public Transport waiting() {
		return this;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		return this.in.read(target, offset, length);
	}

	@Override
	public int write(byte[] source, int offset, int length, Duration within) throws IOException {
		try (Watchdog.Alarm alarm = Watchdog.watch(this, within)) {
			try {
				this.out.write(source, offset, length);
				this.out.flush();
				return length;
			}
			catch (IOException ex) {
				throw alarm.rang()
						? (IOException) new SocketTimeoutException("the peer did not take the bytes").initCause(ex)
						: ex;
			}
		}
	}

	@Override
	public int available() throws IOException {
		return this.in.available();
	}

	@Override
	public void timeout(int millis) throws IOException {
		this.plain.setSoTimeout(millis);
	}

	@Override
	public int timeout() throws IOException {
		return this.plain.getSoTimeout();
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.plain.shutdownOutput();
	}

	@Override
	public void close() throws IOException {
		this.plain.close();
	}

}

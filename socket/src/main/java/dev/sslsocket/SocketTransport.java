package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
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
	public int read(ByteBuffer target) throws IOException {
		if (!target.hasArray()) {
			return ArrayStage.read(this.in, target);
		}
		int count = this.in.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
		if (count > 0) {
			target.position(target.position() + count);
		}
		return count;
	}

	@Override
	public int write(ByteBuffer source, Duration within) throws IOException {
		int length = source.remaining();
		try (Watchdog.Alarm alarm = Watchdog.watch(this, within)) {
			try {
				send(source);
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

	private void send(ByteBuffer source) throws IOException {
		if (!source.hasArray()) {
			ArrayStage.write(this.out, source);
			return;
		}
		this.out.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
		source.position(source.limit());
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
		try {
			this.plain.shutdownOutput();
		}
		catch (UnsupportedOperationException ex) {
			// TLS over TLS, and the outer one's engine has no half close.
			throw new IOException("the socket beneath cannot end one direction alone", ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.plain.close();
	}

	/**
	 * That of the JDK does; a TLS socket beneath may wait for a lock, or for its peer.
	 */
	@Override
	public boolean closesAtOnce() {
		return this.plain.getClass() == Socket.class;
	}

	@Override
	public void abort() throws IOException {
		if (!closesAtOnce()) {
			// With time to linger an SSLSocket of the JDK waits for its writer.
			this.plain.setSoLinger(true, 0);
		}
		this.plain.close();
	}

}

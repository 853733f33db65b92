package dev.sslsocket.sample;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * A client that does not wait for the answer to STARTTLS: its first write, the
 * ClientHello, goes out in one segment with the command, and the answer is skipped where
 * the ServerHello is expected.
 */
final class EagerSocket extends Socket {

	private static final byte[] COMMAND = "STARTTLS\n".getBytes(StandardCharsets.US_ASCII);

	private static final int ANSWER_LENGTH = "OK\n".length();

	private final Socket plain;

	EagerSocket(Socket plain) {
		this.plain = plain;
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return new FilterOutputStream(this.plain.getOutputStream()) {

			private boolean asked;

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				ByteArrayOutputStream segment = new ByteArrayOutputStream();
				if (!this.asked) {
					segment.write(COMMAND);
				}
				this.asked = true;
				segment.write(bytes, offset, length);
				this.out.write(segment.toByteArray());
			}

		};
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new FilterInputStream(this.plain.getInputStream()) {

			private boolean answered;

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				if (!this.answered) {
					this.in.readNBytes(ANSWER_LENGTH);
				}
				this.answered = true;
				return super.read(target, offset, length);
			}

		};
	}

	@Override
	public boolean isConnected() {
		return this.plain.isConnected();
	}

	@Override
	public int getPort() {
		return this.plain.getPort();
	}

	@Override
	public void setSoTimeout(int millis) throws SocketException {
		this.plain.setSoTimeout(millis);
	}

	@Override
	public int getSoTimeout() throws SocketException {
		return this.plain.getSoTimeout();
	}

	@Override
	public int getSoLinger() throws SocketException {
		return this.plain.getSoLinger();
	}

	@Override
	public SocketAddress getLocalSocketAddress() {
		return this.plain.getLocalSocketAddress();
	}

	@Override
	public InetAddress getInetAddress() {
		return this.plain.getInetAddress();
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

package dev.sslsocket.benchmarks.jmh;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A connected socket whose bytes never leave the process.
 */
final class MemorySocket extends Socket {

	private final InputStream in;

	private final OutputStream out;

	MemorySocket(MemoryPipe incoming, MemoryPipe outgoing) {
		this.in = new InputStream() {

			@Override
			public int read() {
				byte[] one = new byte[1];
				incoming.read(one, 0, 1);
				return one[0] & 0xff;
			}

			@Override
			public int read(byte[] target, int offset, int length) {
				return incoming.read(target, offset, length);
			}

			@Override
			public int available() {
				return incoming.available();
			}

		};
		this.out = new OutputStream() {

			@Override
			public void write(int one) {
				outgoing.write(new byte[] { (byte) one }, 0, 1);
			}

			@Override
			public void write(byte[] source, int offset, int length) {
				outgoing.write(source, offset, length);
			}

		};
	}

	@Override
	public InputStream getInputStream() {
		return this.in;
	}

	@Override
	public OutputStream getOutputStream() {
		return this.out;
	}

	@Override
	public boolean isConnected() {
		return true;
	}

	@Override
	public InetAddress getInetAddress() {
		return InetAddress.getLoopbackAddress();
	}

	@Override
	public int getPort() {
		return 443;
	}

	@Override
	public int getSoTimeout() {
		return 0;
	}

	@Override
	public void setSoTimeout(int timeout) {
		// Nothing waits here for longer than the other thread needs.
	}

	@Override
	public void setTcpNoDelay(boolean on) {
		// Nothing is delayed.
	}

}

package dev.sslsocket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * First the bytes taken before, then the stream's own. Unlike a SequenceInputStream it
 * counts both in {@link #available()}: whoever starts TLS next asks whether bytes wait.
 */
final class ReplayInputStream extends InputStream {

	private final ByteArrayInputStream replay;

	private final InputStream rest;

	ReplayInputStream(ByteArrayInputStream replay, InputStream rest) {
		this.replay = replay;
		this.rest = rest;
	}

	@Override
	public int read() throws IOException {
		int replayed = this.replay.read();
		return (replayed >= 0) ? replayed : this.rest.read();
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		int replayed = (length > 0) ? this.replay.read(target, offset, length) : 0;
		return (replayed >= 0) ? replayed : this.rest.read(target, offset, length);
	}

	@Override
	public int available() throws IOException {
		return this.replay.available() + this.rest.available();
	}

	@Override
	public void close() throws IOException {
		this.rest.close();
	}

}

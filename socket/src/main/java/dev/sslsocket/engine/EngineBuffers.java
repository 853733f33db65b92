package dev.sslsocket.engine;

/**
 * The buffers that the connections of a context share. Safe for use by many threads.
 *
 * @param net for encrypted bytes
 * @param plain for what was decrypted and not yet taken
 */
record EngineBuffers(BufferPool net, BufferPool plain) {

	/** The largest record, and so the room that unwrapping it asks for. */
	private static final int PLAIN = 16 * 1024 + 512;

	private static final int POOLED = 64;

	static EngineBuffers create() {
		return new EngineBuffers(new BufferPool(NetBuffer.LARGE, POOLED), new BufferPool(PLAIN, POOLED));
	}

}

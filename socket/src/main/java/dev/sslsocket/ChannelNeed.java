package dev.sslsocket;

/**
 * What a channel has to be called again for (the seed's {@code SSL_WANT_READ} and
 * {@code SSL_WANT_WRITE}).
 */
public enum ChannelNeed {

	/** Nothing: it did what it was asked to do. */
	NOTHING,

	/** More bytes from the peer. */
	READ,

	/** Room in the socket for encrypted bytes. */
	WRITE,

	/**
	 * The end of a task on the context's executor, which no selector tells:
	 * {@link SslSocketChannel#onTaskDone} does.
	 */
	TASK

}

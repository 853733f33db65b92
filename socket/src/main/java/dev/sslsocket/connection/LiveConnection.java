package dev.sslsocket.connection;

/**
 * A connection that goes on while it is looked at. Safe for use by many threads.
 */
public interface LiveConnection {

	/**
	 * Returns the connection's number.
	 * @return a number unique in this JVM
	 */
	long id();

	/**
	 * Returns how the connection stands now.
	 * @return a snapshot
	 */
	SslConnection snapshot();

}

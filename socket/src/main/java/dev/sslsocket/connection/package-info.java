/**
 * Live connections, for whoever watches: registry, actuator, metrics. A socket calls an
 * {@link dev.sslsocket.connection.SslConnectionListener} and never knows who listens.
 * <p>
 * <b>Why does the library log failed handshakes?</b> Because the exception ends in the
 * accept loop of whoever wrote the server, and that is where reasons get lost.
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b>
 * {@link dev.sslsocket.connection.FailureLog}, {@link dev.sslsocket.connection.LeakLog}.
 */
@NullMarked
package dev.sslsocket.connection;

import org.jspecify.annotations.NullMarked;

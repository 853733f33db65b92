/**
 * Live connections, for whoever watches: registry, actuator, metrics. A socket calls an
 * {@link dev.sslsocket.connection.SslConnectionListener} and never knows who listens.
 */
@NullMarked
package dev.sslsocket.connection;

import org.jspecify.annotations.NullMarked;

/**
 * What a user holds: contexts, factories, sockets.
 * <p>
 * A {@link dev.sslsocket.SslContext} is built once and never changes. Its factories make
 * {@link dev.sslsocket.SslSocket}s, each of them layered over a plain
 * {@link java.net.Socket}: one of its own, or the one that was handed in. So there is one
 * way to do everything, and TLS can be started, stopped and started again on any socket,
 * a proxy tunnel and another SslSocket included.
 */
@NullMarked
package dev.sslsocket;

import org.jspecify.annotations.NullMarked;

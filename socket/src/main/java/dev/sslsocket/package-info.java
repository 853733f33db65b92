/**
 * What a user holds: contexts, factories, sockets.
 * <p>
 * A {@link dev.sslsocket.SslContext} is built once and never changes. Its factories make
 * {@link dev.sslsocket.SslSocket}s, each of them layered over a plain
 * {@link java.net.Socket}: one of its own, or the one that was handed in. So there is one
 * way to do everything, and TLS can be started, stopped and started again on any socket,
 * a proxy tunnel and another SslSocket included.
 * <p>
 * <b>Which identity does a server present?</b> The ClientHello says, before there is an
 * engine. Each distinct set of identities has an engine context, and so sessions and
 * ticket keys, of its own. One key manager that asks the handshake for the server name
 * would do for the choice; that a session of one host is not resumed for another would
 * then hang on JSSE's comparing the names. A host's name may be asked for whose
 * certificate does not cover it: that is a warning, as clients may pin.
 */
@NullMarked
package dev.sslsocket;

import org.jspecify.annotations.NullMarked;

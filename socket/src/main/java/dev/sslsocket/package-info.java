/**
 * What a user holds: contexts, factories, sockets, channels.
 * <p>
 * A {@link dev.sslsocket.SslContext} is built once and never changes. Its factories make
 * {@link dev.sslsocket.SslSocket}s, each of them layered over a plain
 * {@link java.net.Socket}: one of its own, or the one that was handed in. So there is one
 * way to do everything, and TLS can be started, stopped and started again on any socket,
 * a proxy tunnel and another SslSocket included.
 * <p>
 * <b>How do a face that waits and one that does not share the rest?</b> They differ in
 * the {@code Transport}: where that does not wait it returns 0 for "not now", and pump,
 * reader and writer pass this on. The course of a handshake neither waits nor sends; two
 * short classes drive it. Nothing else is there twice.
 * <p>
 * <b>Why is a channel no {@code SelectableChannel}?</b> {@code sun.nio.ch.SelectorImpl}
 * refuses all channels but its own. A register method of ours would save a line and hide
 * which channel the selector knows.
 * <p>
 * <b>Who closes a channel that has still something to send?</b> The threads that also see
 * to sockets which linger, each with a selector of its own. Draining in further calls of
 * {@code close} would leave a connection behind with everybody who closes once, as
 * try-with-resources does.
 * <p>
 * <b>Why does a read stop before an alert?</b> In TLS 1.2 the peer's close_notify ends
 * our direction as well. Read together with the data before it, it would keep an echo
 * from answering: 8 of 70 cells of the matrix lost their last answer.
 * <p>
 * <b>Which identity does a server present?</b> The ClientHello says, before there is an
 * engine. Each distinct set of identities has an engine context, and so sessions and
 * ticket keys, of its own. One key manager that asks the handshake for the server name
 * would do for the choice, but JSSE does not compare the names when it resumes: openssl
 * resumed a session of one host for another, on TLS 1.2 and 1.3. Hosts with the same
 * identities share sessions, which RFC 8446 section 4.6.1 allows; RFC 6066 section 3
 * would have TLS 1.2 compare the names all the same. A host may be served whose name the
 * certificate does not cover: that is a warning, as clients may pin.
 * <p>
 * <b>How does a builder forget nothing?</b> The context keeps a copy of the builder it
 * was built by, made by {@code clone()}: every field, also of settings to come. So the
 * fields of a builder hold nothing that changes; lists are replaced by longer ones.
 * <p>
 * <b>How can a server send no tickets?</b> JSSE has a property of the JVM for it, which
 * is not ours to set. A session timeout above seven days stops them in TLS 1.3; in TLS
 * 1.2 it breaks the handshake of openssl and all clients that ask for a ticket: promised
 * in the ServerHello, it does not come (JDK 17 and 25). So each connection has an engine
 * context of its own then, whose ticket key goes with it.
 */
@NullMarked
package dev.sslsocket;

import org.jspecify.annotations.NullMarked;

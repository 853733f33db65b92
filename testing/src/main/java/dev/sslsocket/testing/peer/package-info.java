/**
 * Peers that misbehave on purpose, each in exactly one way, and a proxy that damages what
 * passes. They listen on the loopback addresses, at a port that the system chooses, run
 * on daemon threads, and end everything they hold when they are closed.
 * <p>
 * <b>Why the JDK's TLS?</b> A bad peer must not share the bugs of the socket it tests.
 * <p>
 * <b>Why no pauses?</b> Where a peer has to be slow it waits for its client with a
 * timeout, so that it sees the client leave at once; where a test has to wait for a peer
 * it waits for what happened, and for 30 seconds at most.
 */
@NullMarked
package dev.sslsocket.testing.peer;

import org.jspecify.annotations.NullMarked;

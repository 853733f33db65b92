/**
 * The implementations of TLS that are measured, each behind one small interface. Whatever
 * blocks is a {@link dev.sslsocket.benchmarks.peer.Peer}: a stream of bytes both ways.
 * What lives in an event loop is measured in its own way of life: behind a blocking
 * stream it would pay for hand-overs between threads that its users do not have.
 */
@NullMarked
package dev.sslsocket.benchmarks.peer;

import org.jspecify.annotations.NullMarked;

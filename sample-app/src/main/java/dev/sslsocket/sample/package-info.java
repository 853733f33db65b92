/**
 * Four servers, a client that probes them, and the windows an operator looks through.
 * <p>
 * <b>Why a thread for each connection?</b> A blocking socket reads like the protocol it
 * speaks. With {@code spring.threads.virtual.enabled} the threads are virtual and cost
 * next to nothing; without it, {@code sample.max-connections} bounds them.
 * <p>
 * <b>Why an event loop beside them?</b> To be copied by those who have one. It serves
 * thousands of clients on one thread, and every line of it is about what a thread of its
 * own would have done by waiting.
 * <p>
 * <b>Why does a listener know nothing of TLS?</b> An {@code SslServerSocket} is a
 * {@code ServerSocket} and an {@code SslSocket} a {@code Socket}: the loop that accepts
 * is the same for TLS, for mutual TLS, and for a protocol that begins in clear.
 */
@NullMarked
package dev.sslsocket.sample;

import org.jspecify.annotations.NullMarked;

/**
 * Netty at the same workloads, in its own way of life: handlers on event loops, one for
 * each end.
 */
@NullMarked
package dev.sslsocket.benchmarks.netty;

import org.jspecify.annotations.NullMarked;

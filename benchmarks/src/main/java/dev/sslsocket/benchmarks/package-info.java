/**
 * Measurements: our sockets beside others, each in a process of its own, in turn. A
 * {@link dev.sslsocket.benchmarks.Plan} says what is measured,
 * {@link dev.sslsocket.benchmarks.Entrants} who is put to it, the
 * {@link dev.sslsocket.benchmarks.Harness} starts {@link dev.sslsocket.benchmarks.Worker
 * workers} and lets each take its turn, and what comes of it ends as a
 * {@link dev.sslsocket.benchmarks.Report} on a {@link dev.sslsocket.benchmarks.Page}.
 * Figures are ratios: a shared machine's absolute times say little.
 */
@NullMarked
package dev.sslsocket.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * Measurements: our sockets beside others, in one JVM and in processes of their own, run
 * in turn. Figures are ratios: a shared machine's absolute times say little.
 */
@NullMarked
package dev.sslsocket.benchmarks;

import org.jspecify.annotations.NullMarked;

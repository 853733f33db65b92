/**
 * Measurements: our sockets beside the JDK's, in one JVM, run in turn. Figures are
 * ratios: a shared machine's absolute times say little.
 */
@NullMarked
package dev.sslsocket.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * What is done with an implementation while the clock runs.
 */
@NullMarked
package dev.sslsocket.benchmarks.workload;

import org.jspecify.annotations.NullMarked;

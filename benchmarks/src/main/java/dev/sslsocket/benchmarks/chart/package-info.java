/**
 * Pictures of figures. Knows nothing of what they mean.
 */
@NullMarked
package dev.sslsocket.benchmarks.chart;

import org.jspecify.annotations.NullMarked;

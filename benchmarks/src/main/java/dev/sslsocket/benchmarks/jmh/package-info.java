/**
 * What JMH measures: the path of a record, and how policy is read and applied. The check
 * of names is package-private; its benchmark stands in the room of {@code verify}.
 */
@NullMarked
package dev.sslsocket.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;

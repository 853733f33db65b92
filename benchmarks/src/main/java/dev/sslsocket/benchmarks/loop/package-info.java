/**
 * Many connections on one thread and its selector: what a server does that has no thread
 * for each.
 */
@NullMarked
package dev.sslsocket.benchmarks.loop;

import org.jspecify.annotations.NullMarked;

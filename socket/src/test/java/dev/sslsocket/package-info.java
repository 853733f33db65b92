/**
 * Tests of the sockets, against the JDK, against themselves and against real peers.
 */
@NullMarked
package dev.sslsocket;

import org.jspecify.annotations.NullMarked;

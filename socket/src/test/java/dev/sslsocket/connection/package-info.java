/**
 * Tests of the registry of connections and of who is told about them.
 */
@NullMarked
package dev.sslsocket.connection;

import org.jspecify.annotations.NullMarked;

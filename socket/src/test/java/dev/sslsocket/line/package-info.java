/**
 * Tests of the room of lines, over a scripted source.
 */
@NullMarked
package dev.sslsocket.line;

import org.jspecify.annotations.NullMarked;

/**
 * Tests of the engine room: two engines talk in memory, a record at a time.
 */
@NullMarked
package dev.sslsocket.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Real programs as peers of a test: found or asked for, started, listened to, stopped.
 * <p>
 * <b>Why does a missing program fail under {@code CI=true}?</b> A skipped test looks
 * green. On a developer's machine the skip names the command that installs the program;
 * on the machine whose word counts, nobody reads it.
 * <p>
 * <b>Why stop by process handle?</b> A test may end only what it has started: two test
 * runs share a machine, and a name matches both.
 */
@NullMarked
package dev.sslsocket.testing.program;

import org.jspecify.annotations.NullMarked;

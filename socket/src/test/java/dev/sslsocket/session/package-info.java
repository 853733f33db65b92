/**
 * Tests of the session directory.
 */
@NullMarked
package dev.sslsocket.session;

import org.jspecify.annotations.NullMarked;

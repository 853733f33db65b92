/**
 * Tests of what is found out about revocation.
 */
@NullMarked
package dev.sslsocket.revocation;

import org.jspecify.annotations.NullMarked;

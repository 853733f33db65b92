/**
 * Lines over TLS: what Perl has as {@code readline} and {@code $/}.
 * <p>
 * A reader peeks and then takes a line and nothing behind it, so that reading bytes,
 * starting and stopping TLS can go on in the middle. It needs nothing of a socket or a
 * channel but what every user has.
 */
@NullMarked
package dev.sslsocket.line;

import org.jspecify.annotations.NullMarked;

/**
 * The operator's window on contexts and connections. Endpoint ids carry more than
 * {@code ssl} or {@code sessions}, which Boot has or may want. Everything is read-only,
 * but for the debug level of a context, which can be set once the endpoint's access is
 * raised: descriptors are records of plain values, so that what is shown is decided here
 * and not by a serialiser that finds one more accessor. No key, pass phrase or property
 * value is shown: of properties only where they were written.
 */
@NullMarked
package dev.sslsocket.actuate;

import org.jspecify.annotations.NullMarked;

/**
 * The operator's window on contexts and connections. Endpoint ids carry more than
 * {@code ssl} or {@code sessions}, which Boot has or may want. Everything is read-only;
 * sessions can be dropped where the user has raised the access of {@code sslsessions};
 * descriptors are records of plain values, so that what is shown is decided here and not
 * by a serialiser that finds one more accessor. No key, pass phrase or property value is
 * shown: of properties only where they were written.
 */
@NullMarked
package dev.sslsocket.actuate;

import org.jspecify.annotations.NullMarked;

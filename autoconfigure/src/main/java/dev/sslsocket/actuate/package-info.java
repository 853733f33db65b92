/**
 * The operator's window on contexts and connections. Endpoint ids carry more than
 * {@code ssl} or {@code sessions}, which Boot has or may want. Everything is read-only,
 * but for the debug level of a context and the sessions of a cache, which can be set and
 * dropped once the user has raised the endpoint's access: descriptors are records of
 * plain values, so that what is shown is decided here and not by a serialiser that finds
 * one more accessor. No key, pass phrase or property value is shown: of properties only
 * where they were written.
 */
@NullMarked
package dev.sslsocket.actuate;

import org.jspecify.annotations.NullMarked;

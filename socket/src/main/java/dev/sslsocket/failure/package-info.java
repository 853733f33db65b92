/**
 * What can go wrong, as types a program can act on. Every exception of the library
 * implements {@link dev.sslsocket.failure.SslFailure}; drop-in clients branch on the
 * JDK's types, so each extends the JDK exception that the same event would raise there.
 */
@NullMarked
package dev.sslsocket.failure;

import org.jspecify.annotations.NullMarked;

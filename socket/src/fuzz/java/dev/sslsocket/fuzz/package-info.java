/**
 * Fuzzes every parser that reads what a peer sent. Not part of the default build:
 * {@code mvn -Pfuzz -pl socket -am test}.
 */
@NullMarked
package dev.sslsocket.fuzz;

import org.jspecify.annotations.NullMarked;

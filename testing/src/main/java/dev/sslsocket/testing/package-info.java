/**
 * What the tests of a TLS application need: certificates made in code, a ready test PKI
 * and peers that misbehave on purpose. Nothing here is for production.
 */
@NullMarked
package dev.sslsocket.testing;

import org.jspecify.annotations.NullMarked;

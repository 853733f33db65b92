/** Tests of the meters. */
@NullMarked
package dev.sslsocket.metrics;

import org.jspecify.annotations.NullMarked;

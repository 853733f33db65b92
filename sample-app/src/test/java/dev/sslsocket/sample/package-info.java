/**
 * The sample, talked to by peers that are not ours.
 */
@NullMarked
package dev.sslsocket.sample;

import org.jspecify.annotations.NullMarked;

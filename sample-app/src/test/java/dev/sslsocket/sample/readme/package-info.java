/**
 * The code of the README: compiled and run, so that it cannot grow old unseen.
 */
@NullMarked
package dev.sslsocket.sample.readme;

import org.jspecify.annotations.NullMarked;

/**
 * The code of the README: compiled and run, so that it cannot grow old unseen. Beside the
 * sample's package, not below it: its beans are not the sample's.
 */
@NullMarked
package dev.sslsocket.readme;

import org.jspecify.annotations.NullMarked;

/**
 * Measurements of what only this room sees.
 */
@NullMarked
package dev.sslsocket.verify;

import org.jspecify.annotations.NullMarked;

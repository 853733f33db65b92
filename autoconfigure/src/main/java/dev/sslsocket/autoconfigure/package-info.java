/**
 * From {@code ssl.*} to beans.
 */
@NullMarked
package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.NullMarked;

/**
 * Meters of TLS connections. A tag's values are few whatever peers do: contexts, sides,
 * reasons, versions; never a peer's name. What listeners throw is kept from connections
 * by the library, so a registry that fails costs its figures only.
 */
@NullMarked
package dev.sslsocket.metrics;

import org.jspecify.annotations.NullMarked;

package dev.sslsocket.autoconfigure;

import dev.sslsocket.SslContexts;
import dev.sslsocket.reload.ContextReloads;

/**
 * The contexts that properties describe, and what keeps them current.
 *
 * @param contexts the contexts
 * @param reloads what replaces those of them that follow their files
 */
record ConfiguredContexts(SslContexts contexts, ContextReloads reloads) {
}

/**
 * A directory of session keys. The sessions themselves stay in the JSSE engine, which can
 * neither export nor import them; but it finds a client's session by a (host, port) pair
 * that is ours to choose. So every key gets a number of its own, the <i>slot</i>, which
 * is given to the engine as the port: two connections can share a session only where
 * their keys are equal, and a key that is removed never finds its sessions again.
 * <p>
 * Slots are counted, never computed: two keys with one hash would share sessions across
 * trust settings.
 */
@NullMarked
package dev.sslsocket.session;

import org.jspecify.annotations.NullMarked;

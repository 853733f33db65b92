/**
 * A directory of session keys. The sessions themselves stay in the JSSE engine, which can
 * neither export nor import them; but it finds a client's session by a (host, port) pair
 * that is ours to choose. So every key gets a number of its own, the <i>slot</i>, which
 * is given to the engine as the port: two connections can share a session only where
 * their keys are equal, and a key that is removed never finds its sessions again.
 * <p>
 * Slots are counted, never computed: two keys with one hash would share sessions across
 * trust settings. A user's cache may not know that; so the engine is given a digest of
 * the key as the host besides, and the slot decides only whether a key that was removed
 * finds its sessions again.
 * <p>
 * <b>Why does a cache hold no sessions?</b> A session can be taken neither out of a JSSE
 * context nor into another. Contexts share a cache by sharing the engine
 * ({@code SharedEngines}): one for each cache and all that decides about a server. What
 * is not in it may differ: names, deadlines, listeners, and all that a server does.
 * <p>
 * <b>Why are the names of a cache's methods not the seed's?</b> {@code get_session} asks
 * and makes nothing: {@code contains}. {@code add_session} is told by the engine:
 * {@code established}. {@code del_session} is {@code remove}.
 */
@NullMarked
package dev.sslsocket.session;

import org.jspecify.annotations.NullMarked;

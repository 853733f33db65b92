package dev.sslsocket.verify;

import dev.sslsocket.revocation.OcspQuestion;

/**
 * A certificate about which nothing is known yet that counts. Immutable; safe for use by
 * many threads.
 *
 * @param depth its place in the chain, 0 is the peer's own
 * @param question what is to be asked
 * @param needed whether the peer is refused without a good answer
 */
record OcspOpen(int depth, OcspQuestion question, boolean needed) {

}

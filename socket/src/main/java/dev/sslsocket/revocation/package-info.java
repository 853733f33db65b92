/**
 * Has the issuer taken this certificate back? Revocation lists (RFC 5280 section 5) and
 * OCSP (RFC 6960): how an answer is found, whether it is authentic and current, and what
 * it says. What is made of the answer is for {@code verify} to decide.
 *
 * <p>
 * <b>Why not the JDK's revocation checker?</b> It verifies a list's signature at each
 * look-up (50 MB of hashing per handshake, for a list of a million), takes lists whose
 * issuer may not sign any, and knows no delta lists.
 *
 * <p>
 * <b>What is done where RFC 5280 leaves a choice, or OpenSSL and the JDK differ?</b> What
 * either of them refuses is refused. A list without an end, one that is for later or has
 * ended, by whatever little, and one with a critical extension that is not understood
 * cannot be used. A date of revocation that is still to come counts. In a complete list
 * {@code removeFromCRL} removes nothing. Of several lists of one scope the newest counts,
 * as OpenSSL has it. A complete list has to be current even where a current delta extends
 * it.
 *
 * <p>
 * <b>Why are signatures remembered by the list and not here?</b> A list belongs to a file
 * and may serve many contexts; whether it is signed by a key depends on nothing else.
 *
 * <p>
 * <b>Public for {@code dev.sslsocket.verify} only:</b>
 * {@link dev.sslsocket.revocation.Crl}, {@link dev.sslsocket.revocation.CrlAnswer},
 * {@link dev.sslsocket.revocation.CrlCheck}, {@link dev.sslsocket.revocation.CrlFile},
 * {@link dev.sslsocket.revocation.CrlLookup},
 * {@link dev.sslsocket.revocation.CrlSigners}, {@link dev.sslsocket.revocation.CrlState},
 * {@link dev.sslsocket.revocation.CrlStore},
 * {@link dev.sslsocket.revocation.LookedUpLists}.
 */
@NullMarked
package dev.sslsocket.revocation;

import org.jspecify.annotations.NullMarked;

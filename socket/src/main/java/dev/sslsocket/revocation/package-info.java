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
 * <b>Whose signature counts on an OCSP answer?</b> The issuer's, or that of a responder
 * whose certificate this very issuer has signed for the purpose (RFC 6960 section
 * 4.2.2.2). No responder is trusted by configuration. SHA-1 signatures do not count: CAs
 * stopped making them in 2022.
 * <p>
 * <b>How current must it be?</b> Between thisUpdate and nextUpdate, give or take five
 * minutes of clock (OpenSSL's figure; the JDK's is 15). One without nextUpdate may be a
 * day old (Firefox; OpenSSL: any age) and is not remembered: its responder says that
 * there may be news at any time.
 * <p>
 * <b>What is remembered?</b> Authentic answers, stapled or fetched, up to their
 * nextUpdate exactly; the seed's module had this the wrong way round. The later answer
 * wins, so that an old stapled "good" does not hide a fetched "revoked". That a responder
 * gave no answer is remembered for 30 seconds, as just that: it never becomes "good".
 * After three quarters of its time an answer is still used, and the next one fetched in
 * the background.
 * <p>
 * <b>Who may make us connect where?</b> An address comes from a certificate of a chain
 * that was verified, never from any other, so it was written by a CA that is trusted.
 * Only http, no redirects, two addresses at most, two seconds and 64 KiB; by the JVM's
 * default proxy selector, as every HTTP request of an application. Whoever trusts a CA
 * lets it choose these addresses; a CA that is trusted for a few names only, but not with
 * this, is a case for stapling.
 * <p>
 * <b>Why does nothing here wait?</b> A trust check holds the lock of the TLS engine.
 * Questions are futures; {@code verify} and {@code dev.sslsocket} wait for them, once the
 * handshake is over.
 * <p>
 * <b>What does a server staple?</b> Only what says "good", is authentic by the rules
 * above and has not ended, to the second: a client's clock is not ours. It is asked for
 * when the context is built, so that the first client finds it (nginx asks when the first
 * client has come, and lets that one go without), again at half of its time, and after a
 * failure after half a minute, a minute and so on up to an hour. No handshake waits for
 * it. A stapler holds nothing but an answer; one for each certificate of the JVM, so that
 * contexts that are built anew begin with what there was.
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b>
 * {@link dev.sslsocket.revocation.OcspStapler}.
 * <p>
 * <b>Public for {@code dev.sslsocket.verify} only:</b>
 * {@link dev.sslsocket.revocation.Crl}, {@link dev.sslsocket.revocation.CrlAnswer},
 * {@link dev.sslsocket.revocation.CrlCheck}, {@link dev.sslsocket.revocation.CrlFile},
 * {@link dev.sslsocket.revocation.CrlLookup},
 * {@link dev.sslsocket.revocation.CrlSigners}, {@link dev.sslsocket.revocation.CrlState},
 * {@link dev.sslsocket.revocation.CrlStore},
 * {@link dev.sslsocket.revocation.LookedUpLists},
 * {@link dev.sslsocket.revocation.OcspAnswer},
 * {@link dev.sslsocket.revocation.OcspClient},
 * {@link dev.sslsocket.revocation.OcspQuestion}.
 */
@NullMarked
package dev.sslsocket.revocation;

import org.jspecify.annotations.NullMarked;

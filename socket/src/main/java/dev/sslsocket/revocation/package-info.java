/**
 * Has the issuer taken this certificate back? Revocation lists (RFC 5280 section 5) and
 * OCSP (RFC 6960): how an answer is found, whether it is authentic and current, and what
 * it says. What is made of the answer is for {@code verify} to decide.
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
 * <b>Public for {@code dev.sslsocket.verify} only:</b>
 * {@link dev.sslsocket.revocation.OcspAnswer},
 * {@link dev.sslsocket.revocation.OcspClient},
 * {@link dev.sslsocket.revocation.OcspQuestion}.
 */
@NullMarked
package dev.sslsocket.revocation;

import org.jspecify.annotations.NullMarked;

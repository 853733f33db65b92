/**
 * Do we trust this peer?
 *
 * <p>
 * <b>Who is the judge?</b> RFC 5280 by the JDK's PKIX validator, one path at a time; then
 * what OpenSSL 3 and Go add to it. The rule for every doubt: what either of them refuses
 * is refused, what both accept is accepted. So a certificate that works here works
 * elsewhere, and one that a careful peer would refuse is not let in here.
 *
 * <p>
 * <b>Why not the JDK's trust manager?</b> Measured on JDK 17 and 25: it ignores the
 * constraints and the validity of the root, falls back to the common name, accepts
 * partial wildcards, RSA keys of 1024 bits and CAs limited to other purposes, tries one
 * path only, and throws unchecked exceptions at constraints it does not know.
 *
 * <p>
 * <b>Why a path builder of our own?</b> The JDK's does not take the next path when one
 * fails a rule that was added, and it has no bound on its work. Ours draws edges by name
 * and key identifier and leaves signatures to the validator, so that the usual chain has
 * each signature checked once.
 *
 * <p>
 * <b>Why are the root's constraints not left to PKIX?</b> PKIX refuses an anchor that
 * carries them. Validating again with the root as the path's first certificate works for
 * self-signed roots only and doubles the cost; the rules themselves are few
 * ({@code AnchorRules}).
 *
 * <p>
 * <b>Why are all faults of a chain collected?</b> The callback may overrule one of them,
 * and must not thereby wave through the next. An expired chain is validated for a time
 * when it was valid, so that its other faults are seen too.
 *
 * <p>
 * <b>Why are the seed's name schemes here at all?</b> Who cannot get an old certificate
 * replaced would else switch the name check off. Each scheme is a row of data
 * ({@code NameRules}); but for the spelling of an IPv6 address none is laxer than the
 * seed's, and where one is stricter a test's table says why. To PKIX a common name is no
 * name of a host, so we hold it to the issuers' name constraints ourselves.
 *
 * <p>
 * <b>Why a list of public suffixes of our own?</b> The JDK has one, for nobody's use but
 * its own and of an unknown date. Ours is the registries' part, 6,949 rules in 76 KB,
 * read only when a wildcard would count. A library for it would be larger than the list.
 *
 * <p>
 * <b>Why no md5 and sha1 pins?</b> The seed takes them. Whoever may choose what is in a
 * certificate can make two with the same of these digests, have one pinned and use the
 * other.
 *
 * <p>
 * <b>When is OCSP asked?</b> Not while a chain is verified: that happens under the lock
 * of the TLS engine, and who cannot wait must not. What is left open is in the
 * {@link dev.sslsocket.verify.PeerVerdict}, and is asked when TLS is set up, before a
 * byte of the application passes. Asked about is only what was accepted otherwise. What
 * the answer says goes before the callback as any fault does; a pin that overrules the
 * chain overrules this too, so that nobody is asked then.
 * <p>
 * <b>What does a resumed session prove?</b> That its peer was verified once. So its dates
 * are looked at again, and what is known of its revocation by now; sessions themselves
 * never cross a partition. A server that must staple cannot in a resumed handshake: an
 * earlier answer counts as long as it is good.
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b> {@link dev.sslsocket.verify.AsciiName},
 * {@link dev.sslsocket.verify.PeerVerdict}, {@link dev.sslsocket.verify.PeerVerifier},
 * {@link dev.sslsocket.verify.PeerVerifierBuilder},
 * {@link dev.sslsocket.verify.VerifierTrustManager}.
 */
@NullMarked
package dev.sslsocket.verify;

import org.jspecify.annotations.NullMarked;

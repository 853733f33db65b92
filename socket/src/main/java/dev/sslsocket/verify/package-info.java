/**
 * Do we trust this peer?
 *
 * <p>
 * <b>Who is the judge?</b> RFC 5280, and the rule for every doubt: what OpenSSL 3 (at
 * security level 2, not told to be strict) or Go refuses is refused, what both accept is
 * accepted. So a certificate that works here works elsewhere, and one that a careful peer
 * would refuse is not let in here. Exceptions have a reason each; the tests hold a table
 * of some 200 chains with the three verdicts ({@code VectorTests}). What OpenSSL refuses
 * only when told to be strict stays allowed where common tools make it: a CA without key
 * usage or with basic constraints that are not critical ({@code openssl req -x509},
 * {@code keytool}), certificates without key identifiers ({@code openssl x509 -req}).
 *
 * <p>
 * <b>What is left to the JDK?</b> One certificate under one issuer at a time: the
 * signature, and the JDK's disabled algorithms. The rest of its PKIX, and its trust
 * manager, have gaps. Measured on JDK 17 and 25: the constraints and the validity of the
 * root are ignored, the common name of a CA is taken for a host, extensions that cannot
 * be read are passed over unless they are critical, CAs limited to other purposes are
 * taken, one path only is tried, kinds of name constraints that it does not know are
 * thrown at unchecked, and a chain of policy mappings makes a tree without bound. So
 * names, path lengths, policies, purposes and forms are rules of our own here, a class
 * each. The JDK's trust manager is asked once more about servers under the JDK's own CAs,
 * because only it knows which of these it no longer trusts ({@code JdkVerdict}).
 *
 * <p>
 * <b>Why a path builder of our own?</b> The JDK's does not take the next path when one
 * fails a rule that was added, and it has no bound on its work. Ours draws edges by name
 * and key identifier and checks no signature before a way to an anchor is found: who is
 * not trusted costs none, and no signature is checked twice. Steps, signatures, visited
 * certificates and compared names are counted over all paths of a peer, so that no chain
 * costs a second.
 *
 * <p>
 * <b>When is a directory of CAs read?</b> Files with OpenSSL's hashed names when a peer
 * names them, again when they have changed, and no longer when they are gone: each look
 * costs a glance at the disk, and each name is looked up once per peer. All other files
 * when the source is made. The names that a server sends to clients are those of all
 * files at that time. A session outlives the CA that vouched for it until it ends or the
 * context is replaced: the state of the directory when a context is made is part of what
 * its sessions are kept apart by.
 *
 * <p>
 * <b>Why are good chains remembered?</b> A client meets the same servers again, and all
 * that is done about their certificates gives the same answer until one of them ends.
 * With it the check costs a fraction of the JDK's, which does the same work anew. Only
 * chains without a fault are kept, and only their path: everything that may change is
 * asked each time ({@code GoodChains}).
 *
 * <p>
 * <b>Why are all faults of a chain collected?</b> The callback may overrule one of them,
 * and must not thereby wave through the next. A certificate that is not valid now is
 * validated for a time when it was, and a malformed one is read as far as it can be.
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

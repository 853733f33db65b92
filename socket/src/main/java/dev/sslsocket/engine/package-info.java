/**
 * Plain bytes to TLS records and back: no I/O, no policy.
 * <p>
 * <b>Why not the JDK's {@code SSLSocket}?</b> On TLS 1.3 its {@code close()} does not eat
 * the peer's close_notify, so plaintext that follows TLS is lost or arrives as raw TLS
 * bytes (8 of 8 runs on JDK 17 and 25); it swallows five bytes of a peer that does not
 * speak TLS and answers with an alert; and SO_TIMEOUT does not bound its handshake. An
 * {@code SSLEngine} has an exact byte boundary, and leaves reading, waiting and closing
 * to us.
 * <p>
 * <b>Why heap arrays?</b> Direct buffers pass through small copies inside JSSE's AES-GCM:
 * a 16 KiB wrap took 3.0 microseconds on the heap, 3.8 direct.
 * <p>
 * <b>Who chooses the alert?</b> In clear, we: {@code RecordWriter} puts ours in place of
 * the engine's, which is thus never sent beside it. Encrypted, the engine, with a hint
 * ({@code RefusalHint}). A clear alert among encrypted records would be exact and wrong:
 * nobody could tell it from an attacker's. What comes of it is in {@code docs/alerts.md}.
 * <p>
 * <b>Why is the ClientHello read before the engine sees it?</b> It chooses the engine, by
 * the host it asks for; JSSE answers a malformed server name in words that repeat it raw,
 * up to 32 KiB of it; and it joins small records in quadratic time.
 * <p>
 * <b>Why is an engine asked what it can do?</b> JSSE lists versions that the JVM's policy
 * disables, and drops groups and signature schemes that it does not know: the handshake
 * then fails with an alert about something else. {@code EngineProbe} lets an engine begin
 * a handshake that nobody sees, and reads its ClientHello.
 * <p>
 * <b>Why Netty's engine and not its context beneath our own?</b> It is a complete
 * {@code SSLEngine} over BoringSSL, kept by people who do nothing else, and so trust,
 * names, deadlines and buffers here are the same with both. It is no dependency: the
 * classes whose names begin with {@code OpenSsl} are loaded only where {@code ssl.engine}
 * asks for it. What it lacks is in {@code EngineFeature}, and refused where it is asked
 * for.
 * <p>
 * <b>How does BoringSSL keep to {@code jdk.tls.disabledAlgorithms}?</b> It does not know
 * of it, and only the JDK reads the property's rules about names and sizes as the JDK
 * does: so the JDK's engine is asked what it would offer, and a native context gets the
 * versions, suites and groups that are in both. Signature schemes Netty cannot choose:
 * those of TLS 1.2 are refused when they pass by, in clear, and where the policy disables
 * one that BoringSSL takes in TLS 1.3, which is encrypted, the engine is refused.
 * <p>
 * <b>How are sessions kept apart that many processes can read?</b> With ticket keys that
 * are given to us, {@code TicketKeys}, whoever has them can read a ticket, and an engine
 * context of its own for each set of identities, trust and client authentication keeps
 * nothing apart any more. Each ticket says what it was made for, in OpenSSL's session id
 * context, and BoringSSL compares it with the server's, {@code SessionRules}. Deriving a
 * key from the given one for each set would do as well, by cryptography of our own and
 * with names of keys that nobody finds in a file.
 * <p>
 * <b>Who may call what?</b> {@link dev.sslsocket.engine.TlsEngine} has no locks of its
 * own. Its one user, {@code TlsPump}, lets one thread at a time into the reading side and
 * one into the writing side. The reading side never encrypts: where an engine has
 * something to say because of what it has read, it says so by {@code TlsEngine.Control},
 * and the writing side sends it in its turn. Netty's engine wants its alert sent before
 * it throws what is wrong with a record, so reading stops there until that was done.
 * <p>
 * <b>When is a staple chosen?</b> With the certificate, by the key manager: BoringSSL
 * sends whatever response an engine was given, also one about the other certificate of
 * two. A client always asks for one, as the JDK's does.
 * <p>
 * <b>Why is there no key log?</b> An SSLKEYLOGFILE (RFC 9850) needs the secrets of a
 * connection. The JDK's engine hands them to nobody: {@code ExtendedSSLSession} has the
 * exporter from JDK 25 on, whose output is derived from them and does not lead back; what
 * reads them by reflection from {@code sun.security.ssl} has to open the JDK's modules.
 * BoringSSL has a callback for it, which tcnative passes on and nothing here sets yet.
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b> {@link dev.sslsocket.engine.ClientHello},
 * {@link dev.sslsocket.engine.EngineContext}, {@link dev.sslsocket.engine.EngineFeature},
 * {@link dev.sslsocket.engine.EngineProbe}, {@link dev.sslsocket.engine.EngineProvider},
 * {@link dev.sslsocket.engine.EngineRequest},
 * {@link dev.sslsocket.engine.EngineSettings},
 * {@link dev.sslsocket.engine.FlightRecorder}, {@link dev.sslsocket.engine.KeyExporter},
 * {@link dev.sslsocket.engine.NamedGroup}, {@link dev.sslsocket.engine.NetBuffer},
 * {@link dev.sslsocket.engine.PeerCheck}, {@link dev.sslsocket.engine.Preface},
 * {@link dev.sslsocket.engine.SessionRules},
 * {@link dev.sslsocket.engine.SignatureAlgorithm}, {@link dev.sslsocket.engine.Slots},
 * {@link dev.sslsocket.engine.Staples}, {@link dev.sslsocket.engine.TicketKeys},
 * {@link dev.sslsocket.engine.TlsEngine}, {@link dev.sslsocket.engine.TlsFacts},
 * {@link dev.sslsocket.engine.TlsFault}, {@link dev.sslsocket.engine.TlsParameters}.
 */
@NullMarked
package dev.sslsocket.engine;

import org.jspecify.annotations.NullMarked;

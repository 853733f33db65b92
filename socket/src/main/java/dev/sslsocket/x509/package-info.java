/**
 * What is in these bytes? Private keys, certificate chains and revocation lists, from
 * files, the class path or text, told apart by their content and never by a file's name.
 * <p>
 * <b>Why is Bouncy Castle here, and only here?</b> The JDK reads neither PKCS#1 nor SEC1
 * keys, nor the traditional {@code Proc-Type: 4,ENCRYPTED} form, and its PKCS12 key store
 * hides which cipher was used. Bouncy Castle decodes and decrypts; what leaves this room
 * are the JDK's own key and certificate objects, because its TLS engine recognises an
 * Ed25519 key only by the JDK's algorithm name. The provider is a private instance: the
 * list of the JVM's providers belongs to the application.
 * <p>
 * <b>Why a key manager of our own?</b> The JDK's {@code PKIX} one offers nothing to a TLS
 * 1.2 client that sends no {@code signature_algorithms}, and nothing to a server that
 * lists other CAs than the certificate's. OpenSSL presents what it has in both cases, and
 * so does ours. (To serve such a TLS 1.2 client the JVM must also permit SHA-1 in
 * handshake signatures: JDK 17.0.15 does, JDK 25.0.3 does not.) A client that does send
 * them is offered a key that it can verify only: JSSE itself asks in TLS 1.2 for an EC
 * key for a client that knows Ed25519 alone, and then ends in internal_error.
 * <p>
 * <b>Why a reader of revocation lists of our own?</b> The JDK makes a few objects of each
 * entry: a list of a million entries (50 MB) takes 600 MB and a minute to read (measured
 * on JDK 17, on a busy machine). Ours keeps the bytes that were signed and eight bytes
 * for each entry, and reads them in half a second.
 * <p>
 * <b>Which failures?</b> Every refusal is an
 * {@link dev.sslsocket.failure.SslConfigurationException} that names the file, what was
 * found in it and what was looked for. No message contains key bytes, a pass phrase or
 * inline PEM.
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b>
 * {@link dev.sslsocket.x509.IdentityKeyManager}.
 * <p>
 * <b>Public for {@code dev.sslsocket.verify} only:</b>
 * {@link dev.sslsocket.x509.Certificates}, {@link dev.sslsocket.x509.HashedDirectory}.
 * <p>
 * <b>Public for {@code dev.sslsocket.revocation} only:</b>
 * {@link dev.sslsocket.x509.CertificateRevocationLists},
 * {@link dev.sslsocket.x509.RevocationList}, {@link dev.sslsocket.x509.RevokedEntry},
 * {@link dev.sslsocket.x509.IssuingDistributionPoint},
 * {@link dev.sslsocket.x509.DistributionPoint},
 * {@link dev.sslsocket.x509.OcspCertificateId},
 * {@link dev.sslsocket.x509.OcspExtensions}, {@link dev.sslsocket.x509.OcspRequest},
 * {@link dev.sslsocket.x509.OcspResponse}, {@link dev.sslsocket.x509.OcspSignature},
 * {@link dev.sslsocket.x509.OcspStatement}.
 */
@NullMarked
package dev.sslsocket.x509;

import org.jspecify.annotations.NullMarked;

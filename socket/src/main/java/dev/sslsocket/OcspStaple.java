package dev.sslsocket;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a server staples for one of its certificates at this moment. Immutable; safe for
 * use by many threads.
 *
 * @param certificate our certificate
 * @param until up to when the answer counts that is stapled; empty where none is
 * @param revoked whether the certificate's issuer has revoked it, as OCSP has it
 * @param problem why there is no newer answer, or when and why the certificate was
 * revoked; empty where all is well, and before the first answer
 */
public record OcspStaple(X509Certificate certificate, Optional<Instant> until, boolean revoked, String problem) {
}

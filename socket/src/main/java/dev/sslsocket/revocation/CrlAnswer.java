package dev.sslsocket.revocation;

import java.security.cert.CRLReason;
import java.time.Instant;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * What revocation lists say of one certificate. Immutable; safe for use by many threads.
 *
 * @param state what they say
 * @param issuer who issued the list that decided, or should have
 * @param origin the file that list came from; empty where there is none
 * @param date since when the certificate is revoked, or the list has ended, or will begin
 * @param reason why the certificate is revoked
 * @param detail the extension, algorithm or certificate that is to blame; empty where
 * none is
 */
public record CrlAnswer(CrlState state, X500Principal issuer, String origin, @Nullable Instant date,
		@Nullable CRLReason reason, String detail) {

	static CrlAnswer of(CrlState state, X500Principal issuer) {
		return new CrlAnswer(state, issuer, "", null, null, "");
	}

	static CrlAnswer of(CrlState state, Crl crl) {
		return of(state, crl, null, "");
	}

	static CrlAnswer of(CrlState state, Crl crl, @Nullable Instant date, String detail) {
		return new CrlAnswer(state, crl.list().issuer(), crl.origin(), date, null, detail);
	}

	/** Of two the one that says more. */
	CrlAnswer or(CrlAnswer other) {
		return (this.state.compareTo(other.state) >= 0) ? this : other;
	}

}

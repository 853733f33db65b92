package dev.sslsocket.x509;

import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about one certificate (RFC 6960 section 4.2.1). Immutable; safe for
 * use by many threads.
 */
public final class OcspStatement {

	/** The three things that can be said. A value; safe for use by many threads. */
	public enum Status {

		/** Not revoked, as far as the responder knows. */
		GOOD,

		/** Taken back, for good or on hold. */
		REVOKED,

		/** The responder does not know the certificate. */
		UNKNOWN

	}

	private final CertID certificate;

	private final Status status;

	private final Instant thisUpdate;

	private final @Nullable Instant nextUpdate;

	private final String revocation;

	private OcspStatement(CertID certificate, Status status, Instant thisUpdate, @Nullable Instant nextUpdate,
			String revocation) {
		this.certificate = certificate;
		this.status = status;
		this.thisUpdate = thisUpdate;
		this.nextUpdate = nextUpdate;
		this.revocation = revocation;
	}

	static OcspStatement of(SingleResp single) {
		CertificateStatus status = single.getCertStatus();
		Date nextUpdate = single.getNextUpdate();
		return new OcspStatement(single.getCertID().toASN1Primitive(), status(status),
				single.getThisUpdate().toInstant(), (nextUpdate != null) ? nextUpdate.toInstant() : null,
				(status instanceof RevokedStatus revoked) ? revocation(revoked) : "");
	}

	private static Status status(@Nullable CertificateStatus status) {
		// Bouncy Castle's null is GOOD, its way to spell the empty choice.
		return (status == CertificateStatus.GOOD) ? Status.GOOD
				: (status instanceof RevokedStatus) ? Status.REVOKED : Status.UNKNOWN;
	}

	private static String revocation(RevokedStatus revoked) {
		String since = "on " + revoked.getRevocationTime().toInstant();
		return revoked.hasRevocationReason() ? since + " ("
				+ CRLReason.lookup(revoked.getRevocationReason()).toString().replace("CRLReason: ", "") + ")" : since;
	}

	boolean isAbout(OcspCertificateId id) {
		return id.names(this.certificate);
	}

	/**
	 * Returns what is said.
	 * @return the status
	 */
	public Status status() {
		return this.status;
	}

	/**
	 * Returns since when this is known to be right.
	 * @return the time, to the second
	 */
	public Instant thisUpdate() {
		return this.thisUpdate;
	}

	/**
	 * Returns by when something newer will be known.
	 * @return the time, to the second; {@code null} where newer information can be had at
	 * any time
	 */
	public @Nullable Instant nextUpdate() {
		return this.nextUpdate;
	}

	/**
	 * Returns since when and why the certificate is revoked.
	 * @return such as {@code on 2026-11-20T08:00:00Z (keyCompromise)}; empty where it is
	 * not
	 */
	public String revocation() {
		return this.revocation;
	}

}

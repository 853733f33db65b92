package dev.sslsocket.revocation;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.x509.OcspCertificateId;
import dev.sslsocket.x509.OcspExtensions;

/**
 * A certificate of a verified chain, and the one above it: what OCSP is asked about.
 * Immutable; safe for use by many threads.
 */
public final class OcspQuestion {

	/** Every CA of today names one. */
	private static final int MOST_RESPONDERS = 2;

	private final X509Certificate certificate;

	private final X509Certificate issuer;

	private final OcspCertificateId id;

	private OcspQuestion(X509Certificate certificate, X509Certificate issuer) {
		this.certificate = certificate;
		this.issuer = issuer;
		this.id = OcspCertificateId.of(certificate, issuer);
	}

	/**
	 * Puts the question.
	 * @param certificate the certificate; verified to be signed by the issuer, since its
	 * responder is going to be connected to
	 * @param issuer its issuer, of a chain that leads to a trusted CA
	 * @return the question
	 */
	public static OcspQuestion about(X509Certificate certificate, X509Certificate issuer) {
		return new OcspQuestion(certificate, issuer);
	}

	/**
	 * Returns whether the issuer demands a stapled answer of whoever presents this
	 * certificate (RFC 7633).
	 * @return whether the certificate says so
	 */
	public boolean demandsStaple() {
		return OcspExtensions.demandStaple(this.certificate);
	}

	/**
	 * Returns what is asked about.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	X509Certificate issuer() {
		return this.issuer;
	}

	OcspCertificateId id() {
		return this.id;
	}

	/**
	 * Whom to ask: at most two URIs. Only http: the answer carries its own signature, and
	 * TLS to the responder would need a certificate whose revocation had to be asked for.
	 */
	List<URI> responders() {
		List<URI> responders = new ArrayList<>();
		for (String written : OcspExtensions.responders(this.certificate)) {
			try {
				URI uri = URI.create(written);
				if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null
						&& responders.size() < MOST_RESPONDERS) {
					responders.add(uri);
				}
			}
			catch (IllegalArgumentException ex) {
				// Nobody can be asked there; the next one may do.
				continue;
			}
		}
		return responders;
	}

}

package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Puts a chain and its faults before the verify callback, root to leaf. Immutable; safe
 * for use by many threads when the callback is.
 */
final class CallbackChain {

	private final VerifyCallback callback;

	CallbackChain(VerifyCallback callback) {
		this.callback = callback;
	}

	/**
	 * Asks about each certificate.
	 * @param chain the chain, the peer's own certificate first
	 * @param findings its faults
	 * @param peerName the name connected to, {@code null} for clients
	 * @throws SslCertificateException at the first certificate that is refused
	 */
	void decide(List<X509Certificate> chain, List<Finding> findings, @Nullable String peerName)
			throws SslCertificateException {
		for (int depth = chain.size() - 1; depth >= 0; depth--) {
			int place = depth;
			List<Finding> here = findings.stream().filter((finding) -> finding.depth() == place).toList();
			if (here.isEmpty()) {
				VerifyEvent event = new VerifyEvent(true, depth, chain.get(depth), chain, null, "", peerName);
				if (!ask(event)) {
					throw refused(event, "the verify callback refused ", "", null);
				}
			}
			overrule(chain, here, peerName);
		}
	}

	/**
	 * Asks about faults only.
	 * @param chain the chain
	 * @param findings its faults
	 * @param peerName the name connected to, {@code null} for clients
	 * @throws SslCertificateException at the first fault that is not overruled
	 */
	void overrule(List<X509Certificate> chain, List<Finding> findings, @Nullable String peerName)
			throws SslCertificateException {
		for (Finding finding : findings) {
			if (!ask(new VerifyEvent(false, finding.depth(), finding.certificate(), chain, finding.reason(),
					finding.message(), peerName))) {
				throw finding.toException();
			}
		}
	}

	private boolean ask(VerifyEvent event) throws SslCertificateException {
		try {
			return this.callback.verify(event);
		}
		catch (Throwable ex) {
			// Whatever it throws, errors and other languages' unchecked exceptions
			// included.
			throw refused(event, "the verify callback failed at ", ": " + ex, ex);
		}
	}

	private static SslCertificateException refused(VerifyEvent event, String before, String after,
			@Nullable Throwable cause) {
		return new SslCertificateException(SslReason.CALLBACK_REFUSED, CertificateText.subject(event.certificate()),
				event.depth(), before + CertificateText.at(event.certificate(), event.depth()) + after, cause);
	}

}

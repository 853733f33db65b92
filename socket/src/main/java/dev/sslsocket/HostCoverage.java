package dev.sslsocket;

import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.verify.PeerVerifier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices hosts that the certificate presented for them does not cover. It is said and
 * not refused: clients that pin the certificate, or verify another name than they ask
 * for, do not mind.
 */
final class HostCoverage {

	private static final Logger logger = LoggerFactory.getLogger(HostCoverage.class);

	/** Stands for what a wildcard stands for. */
	private static final String ANY_LABEL = "any-host.";

	private HostCoverage() {
	}

	static void warn(String contextName, List<ServedIdentity> identities, PeerVerifier verifier) {
		for (ServedIdentity served : identities) {
			List<String> foreign = served.hosts().stream().filter((host) -> !covers(verifier, served, host)).toList();
			if (!foreign.isEmpty()) {
				logger.warn(
						"SSL context '{}' presents {} to clients that ask for {}, which it is not for: those that verify the name will refuse it.",
						contextName, served.identity(), HostPattern.list(foreign));
			}
		}
	}

	private static boolean covers(PeerVerifier verifier, ServedIdentity served, String host) {
		HostPattern pattern = HostPattern.parse(host);
		try {
			verifier.verifyName(served.identity().chain().get(0),
					pattern.wildcard() ? ANY_LABEL + pattern.domain() : pattern.domain());
			return true;
		}
		catch (SslCertificateException ex) {
			return false;
		}
	}

}

package dev.sslsocket.verify;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Offers a {@link PeerVerifier} to code that wants a trust manager of the JDK. The name
 * to verify is the peer host of the engine or socket. The JDK's endpoint identification
 * algorithm may ask for the name check where the verifier's scheme is
 * {@link HostnameScheme#NONE}; it never removes it.
 * <p>
 * Of OCSP it knows what was stapled and what is remembered. It asks nobody, since it runs
 * under the lock of a TLS engine: with {@link OcspMode#HARD} the first handshake with an
 * unknown peer that staples nothing is refused, and its answer fetched meanwhile for the
 * next. Immutable; safe for use by many threads.
 */
public final class VerifierTrustManager extends X509ExtendedTrustManager {

	private final PeerVerifier verifier;

	private final List<X509Certificate> acceptedIssuers;

	private VerifierTrustManager(PeerVerifier verifier, List<X509Certificate> acceptedIssuers) {
		this.verifier = verifier;
		this.acceptedIssuers = acceptedIssuers;
	}

	/**
	 * Creates the trust manager.
	 * @param verifier who decides
	 */
	public VerifierTrustManager(PeerVerifier verifier) {
		this(verifier, List.of(verifier.acceptedIssuers()));
	}

	/**
	 * Creates a trust manager for an engine of the JDK, which has one method for the CAs
	 * that are trusted and for those that a server names to its clients, and asks for the
	 * latter.
	 * @param verifier who decides
	 * @return a trust manager whose accepted issuers are
	 * {@link PeerVerifier#clientCaNames()}
	 */
	public static VerifierTrustManager namingClientCas(PeerVerifier verifier) {
		return new VerifierTrustManager(verifier, verifier.clientCaNames());
	}

	/**
	 * Verifies a client's certificates.
	 * @param chain what it presented
	 * @param authType ignored
	 * @throws SslCertificateException when it is refused
	 */
	@Override
	public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String authType)
			throws SslCertificateException {
		guarded(() -> this.verifier.verifyClient(list(chain)));
	}

	/**
	 * Verifies a client's certificates.
	 * @param chain what it presented
	 * @param authType ignored
	 * @param socket ignored
	 * @throws SslCertificateException when it is refused
	 */
	@Override
	public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String authType,
			@Nullable Socket socket) throws SslCertificateException {
		guarded(() -> this.verifier.verifyClient(list(chain)));
	}

	/**
	 * Verifies a client's certificates.
	 * @param chain what it presented
	 * @param authType ignored
	 * @param engine ignored
	 * @throws SslCertificateException when it is refused
	 */
	@Override
	public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String authType,
			@Nullable SSLEngine engine) throws SslCertificateException {
		guarded(() -> this.verifier.verifyClient(list(chain)));
	}

	/**
	 * Verifies a server's certificates without knowing its name, which
	 * {@link HostnameScheme#RFC9525} refuses: a caller of this method has nothing to
	 * compare them with.
	 * @param chain what it presented
	 * @param authType ignored
	 * @throws SslCertificateException when it is refused
	 */
	@Override
	public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String authType)
			throws SslCertificateException {
		guarded(() -> this.verifier.verifyServer(list(chain), null));
	}

	/**
	 * Verifies a server's certificates and its name.
	 * @param chain what it presented
	 * @param authType ignored
	 * @param socket an {@link SSLSocket} in its handshake, which knows the name
	 * @throws SslCertificateException when it is refused
	 */
	@Override
	public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String authType,
			@Nullable Socket socket) throws SslCertificateException {
		guarded(() -> {
			if (socket instanceof SSLSocket tls) {
				SSLSession session = tls.getHandshakeSession();
				verifyServer(list(chain), session, (session != null) ? session.getPeerHost() : null,
						tls.getSSLParameters());
			}
			else {
				verifyServer(list(chain), null, null, null);
			}
		});
	}

	/**
	 * Verifies a server's certificates and its name.
	 * @param chain what it presented
	 * @param authType ignored
	 * @param engine the engine, which knows the name
	 * @throws SslCertificateException when it is refused
	 */
	@Override
	public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String authType,
			@Nullable SSLEngine engine) throws SslCertificateException {
		guarded(() -> {
			if (engine != null) {
				verifyServer(list(chain), engine.getHandshakeSession(), engine.getPeerHost(),
						engine.getSSLParameters());
			}
			else {
				verifyServer(list(chain), null, null, null);
			}
		});
	}

	private void verifyServer(List<X509Certificate> chain, @Nullable SSLSession session, @Nullable String name,
			@Nullable SSLParameters parameters) throws SslCertificateException {
		List<byte[]> stapled = (session instanceof ExtendedSSLSession extended) ? extended.getStatusResponses()
				: List.of();
		List<X509Certificate> verified = this.verifier.judgeServer(chain, stapled, name).withoutAsking();
		String algorithm = (parameters != null) ? parameters.getEndpointIdentificationAlgorithm() : null;
		if (algorithm != null && !algorithm.isEmpty() && this.verifier.verifyMode() == VerifyMode.PEER
				&& this.verifier.hostnameScheme() == HostnameScheme.NONE) {
			this.verifier.verifyName(verified.get(0), (name != null) ? name : "");
		}
	}

	/**
	 * Returns the trusted certificates, or those that a server names to its clients.
	 * @return a new array
	 */
	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.acceptedIssuers.toArray(X509Certificate[]::new);
	}

	// JSSE would report an unchecked exception as a message it does not support.
	private static void guarded(Check check) throws SslCertificateException {
		try {
			check.run();
		}
		catch (RuntimeException ex) {
			throw new SslCertificateException(SslReason.BAD_CERTIFICATE, "", -1,
					"the certificates could not be checked: " + CertificateText.printable(ex.toString()), ex);
		}
	}

	private static List<X509Certificate> list(X509Certificate @Nullable [] chain) {
		return (chain != null) ? List.of(chain) : List.of();
	}

	@FunctionalInterface
	private interface Check {

		void run() throws SslCertificateException;

	}

}

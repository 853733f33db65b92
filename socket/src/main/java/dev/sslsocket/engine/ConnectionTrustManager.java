package dev.sslsocket.engine;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Leads an engine's question about a peer to the connection it belongs to. One context
 * serves all connections of a context (that is how sessions are shared), yet each has its
 * own name to verify. An engine that is not registered is refused.
 */
final class ConnectionTrustManager extends X509ExtendedTrustManager {

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Guarded by the lock. It does not keep the engine of a socket that was lost while it
	 * shook hands.
	 */
	private final Map<SSLEngine, PeerCheck> checks = new WeakHashMap<>();

	private final X509Certificate[] acceptedIssuers;

	private final Function<SSLEngine, List<byte[]>> stapled;

	private final Function<SslCertificateException, CertificateException> hint;

	/**
	 * Creates the trust manager.
	 * @param acceptedIssuers the CAs named in a certificate request
	 * @param stapled finds what a server has stapled
	 * @param hint puts a refusal so that the engine sends the alert that is meant
	 */
	ConnectionTrustManager(List<X509Certificate> acceptedIssuers, Function<SSLEngine, List<byte[]>> stapled,
			Function<SslCertificateException, CertificateException> hint) {
		this.acceptedIssuers = acceptedIssuers.toArray(X509Certificate[]::new);
		this.stapled = stapled;
		this.hint = hint;
	}

	void register(SSLEngine engine, PeerCheck check) {
		withChecks((checks) -> checks.put(engine, check));
	}

	void forget(SSLEngine engine) {
		withChecks((checks) -> checks.remove(engine));
	}

	private @Nullable PeerCheck withChecks(Function<Map<SSLEngine, PeerCheck>, @Nullable PeerCheck> work) {
		this.lock.lock();
		try {
			return work.apply(this.checks);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		check(chain, List.of(), engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		check(chain, this.stapled.apply(engine), engine);
	}

	private void check(X509Certificate[] chain, List<byte[]> stapled, SSLEngine engine) throws CertificateException {
		@Nullable PeerCheck check = withChecks((checks) -> checks.get(engine));
		if (check == null) {
			throw refused();
		}
		try {
			check.check(List.of(chain), stapled);
		}
		catch (SslCertificateException ex) {
			throw this.hint.apply(ex);
		}
		catch (RuntimeException ex) {
			throw this.hint.apply(new SslCertificateException(SslReason.BAD_CERTIFICATE, "", -1,
					"the check of the certificate failed", ex));
		}
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		throw refused();
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		throw refused();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		throw refused();
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		throw refused();
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.acceptedIssuers.clone();
	}

	private static CertificateException refused() {
		return new CertificateException("no connection of this context is being shaken hands for");
	}

}

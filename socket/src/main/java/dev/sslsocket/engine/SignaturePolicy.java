package dev.sslsocket.engine;

import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * By which schemes the JVM's policy lets a handshake be signed, for an engine that asks
 * nobody: BoringSSL's schemes cannot be chosen by Netty. In TLS 1.2 both signatures pass
 * in clear, and {@link HandshakeObserver} refuses those that are not allowed. In TLS 1.3
 * they are encrypted, so such an engine is refused whole where it takes one that is not
 * allowed. Immutable; safe for use by many threads.
 */
final class SignaturePolicy {

	/** Of an engine that keeps to the policy by itself. */
	static final SignaturePolicy OF_THE_ENGINE = new SignaturePolicy(null);

	private static final String TLS_12 = "TLSv1.2";

	private static final String TLS_13 = "TLSv1.3";

	/** The policy and the library are the same for all contexts. */
	private static volatile @Nullable SignaturePolicy ofThisJvm;

	/** {@code null} for all. */
	private final @Nullable Set<Integer> allowed;

	private SignaturePolicy(@Nullable Set<Integer> allowed) {
		this.allowed = allowed;
	}

	/**
	 * Creates a policy.
	 * @param allowed the schemes that may sign TLS 1.2, by number
	 */
	static SignaturePolicy of(Set<Integer> allowed) {
		return new SignaturePolicy(Set.copyOf(allowed));
	}

	/**
	 * Asks the JDK, once per JVM: it allows what it offers itself.
	 * @param clients opens contexts of the native library's
	 * @param jdk a context of the JDK's
	 * @throws SslConfigurationException if the library cannot be kept from a scheme
	 */
	static SignaturePolicy ofThisJvm(OpenSslContexts.Maker clients, EngineContext jdk) {
		@Nullable SignaturePolicy known = ofThisJvm;
		if (known == null) {
			List<Integer> taken = OpenSslHello.of(clients, List.of()).map(ClientHello::signatures).orElse(List.of());
			requireKept(taken, offered(jdk, TLS_13));
			known = of(offered(jdk, TLS_12));
			ofThisJvm = known;
		}
		return known;
	}

	/** None where the policy does not allow the version. */
	private static Set<Integer> offered(EngineContext jdk, String protocol) {
		SSLParameters parameters = jdk.defaultParameters();
		parameters.setProtocols(new String[] { protocol });
		return jdk.probe().schemes(parameters);
	}

	/**
	 * Refuses an engine that takes what is not allowed where nobody can see it.
	 * @param taken what the engine takes
	 * @param allowed what may sign TLS 1.3; empty where that is not spoken
	 */
	static void requireKept(List<Integer> taken, Set<Integer> allowed) {
		for (int scheme : allowed.isEmpty() ? List.<Integer>of() : taken) {
			if (SignatureAlgorithm.signsTls13(scheme) && !allowed.contains(scheme)) {
				throw new SslConfigurationException("engine",
						"is openssl, which takes signatures by " + SignatureAlgorithm.text(scheme)
								+ " in TLS 1.3, where they cannot be seen, and this JVM does not allow them: see "
								+ GroupPolicy.PROPERTY + " and -Djdk.tls.client.SignatureSchemes. Take engine: jdk");
			}
		}
	}

	/** Whether a scheme may sign a handshake of TLS 1.2. */
	boolean allows(int scheme) {
		Set<Integer> schemes = this.allowed;
		return schemes == null || schemes.contains(scheme);
	}

}

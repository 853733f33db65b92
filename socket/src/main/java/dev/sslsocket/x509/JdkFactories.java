package dev.sslsocket.x509;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * The JDK's own factories, even where the application has put another provider in front
 * of them: the JDK's TLS engine recognises an Ed25519 key only when it is the JDK's. On a
 * JVM without them (a FIPS configuration) whatever it has instead.
 */
final class JdkFactories {

	private JdkFactories() {
	}

	static KeyFactory keys(String algorithm) throws NoSuchAlgorithmException {
		Provider provider = Security.getProvider(algorithm.startsWith("RSA") ? "SunRsaSign" : "SunEC");
		return (provider != null) ? KeyFactory.getInstance(algorithm, provider) : KeyFactory.getInstance(algorithm);
	}

	static CertificateFactory certificates() {
		Provider provider = Security.getProvider("SUN");
		try {
			return (provider != null) ? CertificateFactory.getInstance("X.509", provider)
					: CertificateFactory.getInstance("X.509");
		}
		catch (CertificateException ex) {
			throw new IllegalStateException("Every JVM must read X.509 certificates", ex);
		}
	}

}

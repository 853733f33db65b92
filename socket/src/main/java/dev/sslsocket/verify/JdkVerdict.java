package dev.sslsocket.verify;

import java.security.GeneralSecurityException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Asks the JDK's own trust manager about a server's path to one of the JDK's CAs. It does
 * what PKIX does, and knows which of its CAs it no longer trusts for new certificates
 * ({@code jdk.security.caDistrustPolicies}: Symantec, Entrust and others). No other API
 * of the JDK tells. Stateless; safe for use by many threads.
 */
final class JdkVerdict {

	private static final int DIGITAL_SIGNATURE = 0;

	private static final int KEY_ENCIPHERMENT = 2;

	private JdkVerdict() {
	}

	/**
	 * Asks about a path of at least two certificates.
	 * @param path the chain, the server's own certificate first, the anchor last
	 * @param date the time at which it has to be valid
	 * @return why it is refused, or {@code null} when it is not
	 */
	static @Nullable Exception refusal(List<X509Certificate> path, Instant date) {
		try {
			TrustAnchor anchor = new TrustAnchor(path.get(path.size() - 1), null);
			PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(anchor), new X509CertSelector());
			parameters.setDate(Date.from(date));
			parameters.setRevocationEnabled(false);
			parameters.setPolicyQualifiersRejected(false);
			TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
			factory.init(new CertPathTrustManagerParameters(parameters));
			X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
			manager.checkServerTrusted(path.toArray(X509Certificate[]::new), authType(path.get(0)));
			return null;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return ex;
		}
	}

	// The JDK asks for the key usage that the key exchange needs, which is not known
	// here.
	private static String authType(X509Certificate leaf) {
		boolean[] usage = leaf.getKeyUsage();
		if (usage == null || usage[DIGITAL_SIGNATURE]) {
			return "UNKNOWN";
		}
		return usage[KEY_ENCIPHERMENT] ? "RSA" : "ECDH_RSA";
	}

}

package dev.sslsocket.testing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Hands keys and trust anchors to the JDK. Stateless; safe for use by many threads.
 */
final class JdkStores {

	// The stores below never leave the process.
	private static final String IN_MEMORY = "in-memory";

	private JdkStores() {
	}

	static KeyStore keyStore(CertifiedKey key, String passphrase) {
		try {
			KeyStore store = empty();
			store.setKeyEntry("key", key.privateKey(), passphrase.toCharArray(),
					key.chain().toArray(X509Certificate[]::new));
			return store;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Unable to make a key store of " + key, ex);
		}
	}

	static SSLContext context(@Nullable CertifiedKey key, List<X509Certificate> trusted) {
		try {
			// Empty, but never null: null would mean the JDK's CAs.
			KeyStore anchors = empty();
			for (X509Certificate certificate : trusted) {
				anchors.setCertificateEntry("ca" + anchors.size(), certificate);
			}
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(anchors);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((key != null) ? keyManagers(key) : new KeyManager[0], trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Unable to make a TLS context of the JDK", ex);
		}
	}

	private static KeyManager[] keyManagers(CertifiedKey key) throws GeneralSecurityException {
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keyStore(key, IN_MEMORY), IN_MEMORY.toCharArray());
		return factory.getKeyManagers();
	}

	private static KeyStore empty() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

}

package dev.sslsocket.engine;

import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509ExtendedKeyManager;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;

/**
 * Hands a key manager to Netty in the only form that keeps keys parsed: else each
 * handshake would turn the key to PEM and read it again.
 */
final class OpenSslKeys {

	private OpenSslKeys() {
	}

	static KeyManagerFactory of(X509ExtendedKeyManager keyManager) {
		Provider provider = Security.getProvider("SUN");
		return new OpenSslCachingX509KeyManagerFactory(new KeyManagerFactory(new Given(keyManager), provider, "given") {
		});
	}

	private static final class Given extends KeyManagerFactorySpi {

		private final X509ExtendedKeyManager keyManager;

		Given(X509ExtendedKeyManager keyManager) {
			this.keyManager = keyManager;
		}

		@Override
		protected void engineInit(KeyStore store, char[] password) {
			throw new UnsupportedOperationException();
		}

		@Override
		protected void engineInit(ManagerFactoryParameters parameters) {
			throw new UnsupportedOperationException();
		}

		@Override
		protected KeyManager[] engineGetKeyManagers() {
			return new KeyManager[] { this.keyManager };
		}

	}

}

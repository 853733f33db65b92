package dev.sslsocket.x509;

import java.security.Provider;

import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Bouncy Castle as a private instance. It is never registered: the JVM's list of
 * providers belongs to the application.
 */
final class BouncyCastle {

	static final Provider PROVIDER = new BouncyCastleProvider();

	private BouncyCastle() {
	}

}

package dev.sslsocket.revocation;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * An RSA key that counts how often somebody computes with it.
 */
final class CountingKey implements RSAPublicKey {

	private static final long serialVersionUID = 1L;

	private final transient RSAPublicKey key;

	private int uses;

	CountingKey(PublicKey key) {
		this.key = (RSAPublicKey) key;
	}

	int uses() {
		return this.uses;
	}

	@Override
	public BigInteger getModulus() {
		this.uses++;
		return this.key.getModulus();
	}

	@Override
	public BigInteger getPublicExponent() {
		return this.key.getPublicExponent();
	}

	@Override
	public String getAlgorithm() {
		return this.key.getAlgorithm();
	}

	@Override
	public String getFormat() {
		return this.key.getFormat();
	}

	@Override
	public byte[] getEncoded() {
		return this.key.getEncoded();
	}

}

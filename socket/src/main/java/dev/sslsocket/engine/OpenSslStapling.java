package dev.sslsocket.engine;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;

import org.jspecify.annotations.Nullable;

/**
 * Staples, at the moment a server chooses its certificate: which of several it is, nobody
 * knows before, and BoringSSL sends whatever it was given, also about another one. Safe
 * for use by many threads.
 */
final class OpenSslStapling extends X509ExtendedKeyManager {

	private final X509ExtendedKeyManager keys;

	private final Staples staples;

	OpenSslStapling(X509ExtendedKeyManager keys, Staples staples) {
		this.keys = keys;
		this.staples = staples;
	}

	/** What a server has stapled, asked while a client's engine verifies it. */
	static List<byte[]> received(SSLEngine engine) {
		byte @Nullable [] response = ((ReferenceCountedOpenSslEngine) engine).getOcspResponse();
		return (response != null && response.length > 0) ? List.of(response) : List.of();
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
		@Nullable String alias = this.keys.chooseEngineServerAlias(keyType, issuers, engine);
		X509Certificate @Nullable [] chain = (alias != null) ? this.keys.getCertificateChain(alias) : null;
		byte @Nullable [] staple = (chain != null) ? this.staples.of(chain[0]) : null;
		if (staple != null) {
			((ReferenceCountedOpenSslEngine) engine).setOcspResponse(staple);
		}
		return alias;
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			SSLEngine engine) {
		return this.keys.chooseEngineClientAlias(keyTypes, issuers, engine);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return this.keys.chooseServerAlias(keyType, issuers, socket);
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return this.keys.chooseClientAlias(keyTypes, issuers, socket);
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return this.keys.getServerAliases(keyType, issuers);
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return this.keys.getClientAliases(keyType, issuers);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		return this.keys.getCertificateChain(alias);
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		return this.keys.getPrivateKey(alias);
	}

}

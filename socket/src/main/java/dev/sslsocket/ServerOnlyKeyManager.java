package dev.sslsocket;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * An identity for our servers that our clients keep to themselves: a server's certificate
 * is not shown to every stranger that asks.
 */
final class ServerOnlyKeyManager extends X509ExtendedKeyManager {

	private final X509ExtendedKeyManager identities;

	ServerOnlyKeyManager(X509ExtendedKeyManager identities) {
		this.identities = identities;
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			SSLEngine engine) {
		return null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
		return null;
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
		return this.identities.chooseEngineServerAlias(keyType, issuers, engine);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
		return this.identities.chooseServerAlias(keyType, issuers, socket);
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return this.identities.getServerAliases(keyType, issuers);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		return this.identities.getCertificateChain(alias);
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		return this.identities.getPrivateKey(alias);
	}

}

package dev.sslsocket.x509;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * Offers identities to a TLS engine: the first one, in the order given, whose key is of
 * the type asked for.
 * <p>
 * A server takes no notice of issuers and does not demand that the client list signature
 * algorithms; where it does, a key whose signatures it cannot verify is not offered, and
 * of several EC keys the one on a curve that it lists goes first. A client prefers an
 * identity issued by one of the CAs that the server lists; where none is, it presents the
 * first fitting one all the same, as OpenSSL does: the list is often incomplete, and the
 * server is the one to judge.
 * <p>
 * An alias names an identity by its place and fingerprint, so that it stays the same for
 * as long as the identity does. Immutable; safe for use by many threads.
 */
public final class IdentityKeyManager extends X509ExtendedKeyManager {

	private final Map<String, SslIdentity> identities;

	/**
	 * Creates a key manager.
	 * @param identities the identities, the preferred one of each key type first; none is
	 * legal and offers nothing
	 */
	public IdentityKeyManager(List<SslIdentity> identities) {
		Map<String, SslIdentity> byAlias = new LinkedHashMap<>();
		for (SslIdentity identity : identities) {
			byAlias.put(byAlias.size() + "-" + identity.fingerprint(), identity);
		}
		this.identities = byAlias;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return first(verifiable(PeerSignatures.of(engine), fitting(new String[] { keyType })));
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		PeerSignatures signatures = PeerSignatures
			.of((socket instanceof SSLSocket tls) ? tls.getHandshakeSession() : null);
		return first(verifiable(signatures, fitting(new String[] { keyType })));
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return first(preferIssuedBy(issuers, fitting(keyTypes)));
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return first(preferIssuedBy(issuers, fitting(keyTypes)));
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return all(fitting(new String[] { keyType }));
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return all(preferIssuedBy(issuers, fitting(new String[] { keyType })));
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		SslIdentity identity = this.identities.get(alias);
		return (identity != null) ? identity.chain().toArray(new X509Certificate[0]) : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		SslIdentity identity = this.identities.get(alias);
		return (identity != null) ? identity.privateKey() : null;
	}

	private List<String> fitting(String[] keyTypes) {
		List<String> aliases = new ArrayList<>();
		this.identities.forEach((alias, identity) -> {
			if (Arrays.stream(keyTypes).anyMatch((keyType) -> KeyType.parse(keyType).fits(identity.chain().get(0)))) {
				aliases.add(alias);
			}
		});
		return aliases;
	}

	private List<String> verifiable(PeerSignatures signatures, List<String> aliases) {
		List<String> included = new ArrayList<>(aliases);
		included.removeIf((alias) -> !signatures.include(publicKey(alias)));
		List<String> preferred = new ArrayList<>(included);
		preferred.removeIf((alias) -> !signatures.prefer(publicKey(alias)));
		return preferred.isEmpty() ? included : preferred;
	}

	private PublicKey publicKey(String alias) {
		return this.identities.get(alias).chain().get(0).getPublicKey();
	}

	private List<String> preferIssuedBy(Principal @Nullable [] issuers, List<String> aliases) {
		if (issuers == null || issuers.length == 0) {
			return aliases;
		}
		List<Principal> listed = List.of(issuers);
		List<String> preferred = new ArrayList<>(aliases);
		preferred.removeIf((alias) -> !isIssuedBy(listed, alias));
		aliases.stream().filter((alias) -> !preferred.contains(alias)).forEach(preferred::add);
		return preferred;
	}

	private boolean isIssuedBy(List<Principal> issuers, String alias) {
		return this.identities.get(alias)
			.chain()
			.stream()
			.anyMatch((certificate) -> issuers.contains(certificate.getIssuerX500Principal()));
	}

	private static @Nullable String first(List<String> aliases) {
		return aliases.isEmpty() ? null : aliases.get(0);
	}

	private static String @Nullable [] all(List<String> aliases) {
		return aliases.isEmpty() ? null : aliases.toArray(new String[0]);
	}

}

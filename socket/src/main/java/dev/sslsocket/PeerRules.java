package dev.sslsocket;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.X509ExtendedTrustManager;

import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.CrlPeriod;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.VerifierTrustManager;
import dev.sslsocket.verify.VerifyMode;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SslContext} that says which peers are accepted: what
 * {@link PeerSettings} have become. Immutable; safe for use by many threads.
 */
abstract sealed class PeerRules permits ChannelMaker {

	private final PeerVerifier verifier;

	private final @Nullable String verifyName;

	PeerRules(PeerVerifier verifier, @Nullable String verifyName) {
		this.verifier = verifier;
		this.verifyName = verifyName;
	}

	/**
	 * Returns how servers that we connect to are verified.
	 * @return default {@link VerifyMode#PEER}
	 */
	public VerifyMode verifyMode() {
		return this.verifier.verifyMode();
	}

	/**
	 * Returns what we ask of clients that connect to us.
	 * @return default {@link ClientAuth#NONE}
	 */
	public ClientAuth clientAuth() {
		return this.verifier.clientAuth();
	}

	/**
	 * Returns the CAs that are named to clients, once they are asked for a certificate.
	 * @return their names in RFC 2253 form, in the order in which they are sent
	 */
	public List<String> clientCaNames() {
		return this.verifier.clientCaNames()
			.stream()
			.map((certificate) -> certificate.getSubjectX500Principal().getName())
			.toList();
	}

	/**
	 * Returns how names are checked.
	 * @return default {@link HostnameScheme#RFC9525}
	 */
	public HostnameScheme hostnameVerification() {
		return this.verifier.hostnameScheme();
	}

	/**
	 * Returns the name every server's certificate must be for.
	 * @return the name, or empty where it is the host connected to
	 */
	public Optional<String> verifyName() {
		return Optional.ofNullable(this.verifyName);
	}

	/**
	 * Returns the fingerprints that the certificates of peers may or must have.
	 * @return the pins, or empty where there are none
	 */
	public Optional<PinSet> pins() {
		return this.verifier.pins();
	}

	/**
	 * Returns how revoked certificates are found out.
	 * @return the settings
	 */
	public Revocation revocation() {
		return this.verifier.revocation();
	}

	/**
	 * Returns the revocation lists that were read when this context was built.
	 * @return those that no newer one replaces, current or not; empty where nobody looks
	 * into lists. Hashed directories, which are read when they are needed, are left out
	 */
	public List<CrlPeriod> revocationLists() {
		return this.verifier.revocationLists();
	}

	/**
	 * Says whom this context trusts.
	 * @return text such as {@code 1 CA (CN=Demo CA)}
	 */
	public String trustDescription() {
		return this.verifier.trustDescription();
	}

	/**
	 * Returns the trust of this context, for clients that want it beside the factory.
	 * @return a trust manager that checks chain and name
	 */
	public X509ExtendedTrustManager trustManager() {
		return new VerifierTrustManager(this.verifier);
	}

	PeerVerifier verifier() {
		return this.verifier;
	}

}

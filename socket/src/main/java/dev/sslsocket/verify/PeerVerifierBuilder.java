package dev.sslsocket.verify;

import java.time.Clock;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a {@link PeerVerifier}. Not safe for use by many threads.
 */
public final class PeerVerifierBuilder {

	List<TrustSource> trust = List.of();

	HostnameScheme hostnameScheme = HostnameScheme.RFC9525;

	@Nullable PinSet pins;

	Revocation revocation = Revocation.off();

	@Nullable VerifyCallback callback;

	@Nullable List<TrustSource> clientCaNames;

	Clock clock = Clock.systemUTC();

	VerifyMode verifyMode = VerifyMode.PEER;

	ClientAuth clientAuth = ClientAuth.NONE;

	String contextName = "default";

	PeerVerifierBuilder() {
	}

	/**
	 * Sets what is trusted; the sources add up.
	 * @param sources where trusted certificates come from; none trusts nobody, which is
	 * the default
	 * @return this builder
	 */
	public PeerVerifierBuilder trust(List<TrustSource> sources) {
		this.trust = List.copyOf(sources);
		return this;
	}

	/**
	 * Sets how names of servers are compared.
	 * @param scheme the scheme, {@link HostnameScheme#RFC9525} by default
	 * @return this builder
	 */
	public PeerVerifierBuilder hostnameScheme(HostnameScheme scheme) {
		this.hostnameScheme = scheme;
		return this;
	}

	/**
	 * Sets the fingerprints that a peer's certificate may or must have.
	 * @param pins the pins; {@code null}, the default, for none
	 * @return this builder
	 */
	public PeerVerifierBuilder pins(@Nullable PinSet pins) {
		this.pins = pins;
		return this;
	}

	/**
	 * Sets how revoked certificates are found out.
	 * @param revocation the settings, {@link Revocation#off()} by default
	 * @return this builder
	 */
	public PeerVerifierBuilder revocation(Revocation revocation) {
		this.revocation = revocation;
		return this;
	}

	/**
	 * Sets who has the last word.
	 * @param callback the callback; {@code null}, the default, for none
	 * @return this builder
	 */
	public PeerVerifierBuilder callback(@Nullable VerifyCallback callback) {
		this.callback = callback;
		return this;
	}

	/**
	 * Sets the clock by which certificates are valid or not.
	 * @param clock the clock, the system's by default
	 * @return this builder
	 */
	public PeerVerifierBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Sets whether servers are verified.
	 * @param mode the mode, {@link VerifyMode#PEER} by default
	 * @return this builder
	 */
	public PeerVerifierBuilder verifyServers(VerifyMode mode) {
		this.verifyMode = mode;
		return this;
	}

	/**
	 * Sets whether clients are asked for a certificate.
	 * @param mode the mode, {@link ClientAuth#NONE} by default
	 * @return this builder
	 */
	public PeerVerifierBuilder clientAuth(ClientAuth mode) {
		this.clientAuth = mode;
		return this;
	}

	/**
	 * Sets the CAs that a server names when it asks for a client's certificate.
	 * @param sources the CAs, which are not trusted for it; {@code null}, the default,
	 * for those that are trusted
	 * @return this builder
	 */
	public PeerVerifierBuilder clientCaNames(@Nullable List<TrustSource> sources) {
		this.clientCaNames = (sources != null) ? List.copyOf(sources) : null;
		return this;
	}

	/**
	 * Sets how messages call the context that this verifier belongs to.
	 * @param name the name, {@code default} by default
	 * @return this builder
	 */
	public PeerVerifierBuilder contextName(String name) {
		this.contextName = name;
		return this;
	}

	/**
	 * Builds the verifier.
	 * @return a new verifier
	 * @throws SslConfigurationException if there are pins that nobody would look at, or
	 * more names of CAs than can be sent
	 */
	public PeerVerifier build() {
		if (this.pins != null && this.verifyMode == VerifyMode.NONE) {
			throw new SslConfigurationException("pins",
					"does nothing beside verify-mode: none, which reads no certificate."
							+ " To have the pin alone decide write pin-mode: enforce and leave verify-mode out.");
		}
		return new PeerVerifier(this);
	}

}

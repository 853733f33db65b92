package dev.sslsocket.verify;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.Locale;

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

	private Consumer<RevocationLookup> lookups = (lookup) -> {
	};

	/** Others than all are for tests of RFC 5280 alone. */
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
	 * Sets who is told of each certificate that is looked up, on the thread that verifies
	 * the peer.
	 * @param listener returns soon and throws nothing; nobody by default
	 * @return this builder
	 */
	public PeerVerifierBuilder onLookup(Consumer<RevocationLookup> listener) {
		this.lookups = listener;
		return this;
	}

	Consumer<RevocationLookup.Result> tell(RevocationLookup.Means means) {
		Consumer<RevocationLookup> told = this.lookups;
		String context = this.contextName;
		return (result) -> told.accept(new RevocationLookup(context, means, result));
	}

	/**
	 * Builds the verifier.
	 * @return a new verifier
	 * @throws SslConfigurationException if there are pins or revocation lists that nobody
	 * would look at, no list to look into, or more names of CAs than can be sent
	 */
	public PeerVerifier build() {
		if (this.pins != null && this.verifyMode == VerifyMode.NONE) {
			throw new SslConfigurationException("pins",
					"does nothing beside verify-mode: none, which reads no certificate."
							+ " To have the pin alone decide write pin-mode: enforce and leave verify-mode out.");
		}
		refuseListsInVain();
		return new PeerVerifier(this);
	}

	private void refuseListsInVain() {
		if (this.revocation.crl() == RevocationScope.OFF) {
			return;
		}
		boolean enforced = this.pins != null && this.pins.mode() == PinMode.ENFORCE;
		if (enforced || this.verifyMode == VerifyMode.NONE && this.clientAuth == ClientAuth.NONE) {
			throw new SslConfigurationException("revocation.crl",
					"does nothing beside "
							+ (enforced ? "pin-mode: enforce, where the pin alone decides"
									: "verify-mode: none, which reads no certificate")
							+ ". Write revocation.crl: off to say so, or have the chain verified.");
		}
		if (this.revocation.crlSources().isEmpty() && this.trust.stream().noneMatch(TrustSource::mayHoldLists)) {
			throw new SslConfigurationException("revocation.crl", "is "
					+ this.revocation.crl().name().toLowerCase(Locale.ROOT)
					+ ", but there is no list: every certificate would be refused. Name the lists of your CAs in"
					+ " revocation.crl-files, or put them into a ca-file or a ca-path.");
		}
	}

}

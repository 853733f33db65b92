package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.RevocationLookup.Means;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a peer is trusted. For each peer, in this order: a chain from its
 * certificate to a trusted one (RFC 5280, and what OpenSSL 3 and Go ask for beyond it),
 * revocation as far as it is known, for servers the name (RFC 9525), the pins, then the
 * {@link VerifyCallback}. The exception's message is what a person reads: what was found
 * and what to do.
 * <p>
 * Does no I/O and waits for nobody: whom OCSP has still to be asked about is in the
 * {@link PeerVerdict}. Whatever goes wrong inside refuses the peer. Safe for use by many
 * threads; its settings are immutable, and it remembers OCSP answers.
 */
public final class PeerVerifier {

	private final Anchors anchors;

	private final CheckSequence checks;

	private final Revocation revocation;

	private final List<CrlPeriod> revocationLists;

	private final @Nullable PinSet pins;

	private final @Nullable OcspPolicy ocsp;

	private final @Nullable CallbackChain callback;

	private final Clock clock;

	private final VerifyMode verifyMode;

	private final ClientAuth clientAuth;

	private final HostnameScheme hostnameScheme;

	private final String contextName;

	private final String trustDescription;

	private final String partition;

	private final List<X509Certificate> clientCaNames;

	PeerVerifier(PeerVerifierBuilder builder) {
		this.anchors = Anchors.of(builder.trust);
		this.pins = builder.pins;
		this.ocsp = (builder.revocation.ocsp() != OcspMode.OFF)
				? new OcspPolicy(builder.revocation, builder.clock, builder.tell(Means.OCSP)) : null;
		this.callback = (builder.callback != null) ? new CallbackChain(builder.callback) : null;
		this.clock = builder.clock;
		this.verifyMode = builder.verifyMode;
		this.clientAuth = builder.clientAuth;
		this.hostnameScheme = builder.hostnameScheme;
		this.contextName = builder.contextName;
		this.trustDescription = TrustDescription.of(builder.trust, builder.pins);
		ChainCheck chainCheck = new ChainCheck(this.anchors, builder.clock,
				"Context '" + this.contextName + "' trusts " + this.trustDescription + ". Trust it with ssl.ca-file, "
						+ (isPinned(PinMode.ADDITIONAL) ? "and" : "or") + " pin it: ssl.pins: ");
		this.revocation = builder.revocation;
		CountedLists lists = CountedLists.of(builder, this.anchors);
		this.checks = new CheckSequence(chainCheck,
				(builder.revocation.crl() != RevocationScope.OFF)
						? new RevocationCheck(this.anchors, builder.revocation.crl(), lists.lookup(), builder) : null,
				this.ocsp, this.hostnameScheme,
				(builder.pins != null) ? new PinCheck(builder.pins, builder.contextName) : null);
		this.revocationLists = lists.periods();
		this.partition = Partition.of(this.anchors, this.verifyMode, this.clientAuth, this.hostnameScheme,
				String.valueOf(this.pins), CallbackIdentity.of(builder.callback), builder.revocation, lists.digest());
		this.clientCaNames = (builder.clientCaNames != null) ? ClientCaNames.configured(builder.clientCaNames)
				: trustedCaNames();
	}

	private List<X509Certificate> trustedCaNames() {
		// Where no issuer counts, a client that found none of its own named would keep
		// its certificate to itself.
		return isPinned(PinMode.ENFORCE) ? List.of() : ClientCaNames.trusted(this.anchors.all(), this.clientAuth);
	}

	private boolean isPinned(PinMode mode) {
		return this.pins != null && this.pins.mode() == mode;
	}

	/**
	 * Starts with the defaults: nothing is trusted, servers are verified with their name,
	 * clients are not asked for certificates, there is no callback, the clock is the
	 * system's.
	 * @return a new builder
	 */
	public static PeerVerifierBuilder builder() {
		return new PeerVerifierBuilder();
	}

	/**
	 * Verifies a server we connected to, for a caller who cannot wait for an OCSP
	 * responder: as {@link #judgeServer} does with nothing stapled, and where something
	 * is left to be asked, as if nobody had answered.
	 * @param presented the certificates it presented, its own first, the others in any
	 * order
	 * @param name the name connected to, a DNS name or an IP literal; {@code null} when
	 * none is known, which every scheme but {@link HostnameScheme#NONE} refuses
	 * @return the verified chain, its own certificate first, the trusted one last; where
	 * the callback overruled an {@code unknown_ca}, the chain as far as it goes; where a
	 * pin decided, its own certificate; with {@link VerifyMode#NONE} what was presented,
	 * unread
	 * @throws SslCertificateException when the server is refused
	 */
	public List<X509Certificate> verifyServer(List<X509Certificate> presented, @Nullable String name)
			throws SslCertificateException {
		return judgeServer(presented, List.of(), name).withoutAsking();
	}

	/**
	 * Verifies a server we connected to.
	 * @param presented the certificates it presented, its own first, the others in any
	 * order
	 * @param stapled the OCSP responses it brought along, in any order
	 * @param name the name connected to, a DNS name or an IP literal; {@code null} when
	 * none is known, which {@link HostnameScheme#RFC9525} refuses
	 * @return the chain, and what is left to be asked before the server is accepted
	 * @throws SslCertificateException when the server is refused
	 */
	public PeerVerdict judgeServer(List<X509Certificate> presented, List<byte[]> stapled, @Nullable String name)
			throws SslCertificateException {
		return judgeServer(presented, name, OcspEvidence.stapled(stapled));
	}

	private PeerVerdict judgeServer(List<X509Certificate> presented, @Nullable String name, OcspEvidence evidence)
			throws SslCertificateException {
		if (this.verifyMode == VerifyMode.NONE) {
			return PeerVerdict.accepted(presented);
		}
		if (presented.isEmpty()) {
			throw required("the server presented no certificate.");
		}
		return guarded(() -> verify(presented, Role.SERVER, name, evidence));
	}

	/**
	 * Verifies a client that connected to us, for a caller who cannot wait for an OCSP
	 * responder: as {@link #judgeClient} does, and where something is left to be asked,
	 * as if nobody had answered.
	 * @param presented the certificates it presented, its own first, the others in any
	 * order; empty when it presented none
	 * @return the verified chain, its own certificate first, the trusted one last; where
	 * a pin decided, its own certificate; empty when nothing was presented and nothing is
	 * needed
	 * @throws SslCertificateException when the client is refused
	 */
	public List<X509Certificate> verifyClient(List<X509Certificate> presented) throws SslCertificateException {
		return judgeClient(presented).withoutAsking();
	}

	/**
	 * Verifies a client that connected to us. What is presented is always verified, also
	 * with {@link ClientAuth#NONE}: somebody asked for it, if only through the JDK's
	 * {@code setNeedClientAuth}.
	 * @param presented the certificates it presented, its own first, the others in any
	 * order; empty when it presented none
	 * @return the chain, and what is left to be asked before the client is accepted
	 * @throws SslCertificateException when the client is refused
	 */
	public PeerVerdict judgeClient(List<X509Certificate> presented) throws SslCertificateException {
		if (!presented.isEmpty()) {
			return guarded(() -> verify(presented, Role.CLIENT, null, OcspEvidence.NONE));
		}
		if (this.clientAuth == ClientAuth.NEED) {
			throw required("the client presented no certificate. Context '" + this.contextName
					+ "' needs one (ssl.client-auth: need) and trusts " + this.trustDescription + ".");
		}
		return PeerVerdict.accepted(List.of());
	}

	/**
	 * Looks once more at a server whose session is resumed: it was verified when the
	 * session was made, and has perhaps expired or been revoked since. Cheap as long as
	 * nothing is to be looked up and no date has passed, else as {@link #judgeServer}.
	 * @param presented the certificates it presented when the session was made
	 * @param name the name connected to
	 * @return the chain, and what is left to be asked
	 * @throws SslCertificateException when the server is refused; its session is to be
	 * forgotten
	 */
	public PeerVerdict recheckServer(List<X509Certificate> presented, @Nullable String name)
			throws SslCertificateException {
		return isUnchanged(presented) ? PeerVerdict.unchanged(() -> chainAgain(presented, Role.SERVER, name))
				: judgeServer(presented, name, OcspEvidence.RESUMED);
	}

	/**
	 * Looks once more at a client whose session is resumed, as {@link #recheckServer}
	 * does at a server.
	 * @param presented the certificates it presented when the session was made; empty
	 * when it presented none
	 * @return the chain, and what is left to be asked
	 * @throws SslCertificateException when the client is refused
	 */
	public PeerVerdict recheckClient(List<X509Certificate> presented) throws SslCertificateException {
		return isUnchanged(presented) ? PeerVerdict.unchanged(() -> chainAgain(presented, Role.CLIENT, null))
				: guarded(() -> verify(presented, Role.CLIENT, null, OcspEvidence.RESUMED));
	}

	/** The chain of a server whose session was resumed, empty where it is gone. */
	public List<X509Certificate> serverChain(List<X509Certificate> presented, @Nullable String name) {
		return chainAgain(presented, Role.SERVER, name);
	}

	/** The chain of a client whose session was resumed, empty where it is gone. */
	public List<X509Certificate> clientChain(List<X509Certificate> presented) {
		return chainAgain(presented, Role.CLIENT, null);
	}

	/** What the same rules found when the session was made; nobody is asked anew. */
	private List<X509Certificate> chainAgain(List<X509Certificate> presented, Role role, @Nullable String name) {
		if (presented.isEmpty() || role == Role.SERVER && this.verifyMode == VerifyMode.NONE) {
			return presented;
		}
		try {
			ChainCheck.Outcome outcome = this.checks.run(presented, role, name, OcspEvidence.RESUMED);
			// The callback has overruled what there is, or there would be no session.
			return (outcome.findings().isEmpty() || this.callback != null) ? outcome.chain() : List.of();
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

	/** Whether time alone can have changed nothing since a peer was verified. */
	private boolean isUnchanged(List<X509Certificate> presented) {
		return presented.isEmpty()
				|| !this.checks.lookUp() && Validity.check(presented, this.clock.instant()).isEmpty();
	}

	/**
	 * Checks a name against a certificate by {@link HostnameScheme#RFC9525}, whatever the
	 * scheme of this verifier. For the extra check that the JDK's endpoint identification
	 * algorithm asks for. A pin that overrules the name does so here as well.
	 * @param leaf the server's own certificate
	 * @param name a DNS name or an IP literal
	 * @throws SslCertificateException when the certificate is not for this name
	 */
	public void verifyName(X509Certificate leaf, String name) throws SslCertificateException {
		guarded(() -> {
			Finding finding = NameCheck.check(HostnameScheme.RFC9525, List.of(leaf), name);
			if (finding != null && (this.pins == null || !this.pins.overrules(leaf))) {
				throw finding.toException();
			}
			return PeerVerdict.accepted(List.of(leaf));
		});
	}

	private PeerVerdict verify(List<X509Certificate> presented, Role role, @Nullable String name, OcspEvidence evidence)
			throws SslCertificateException {
		ChainCheck.Outcome outcome = this.checks.run(presented, role, name, evidence);
		if (this.callback != null) {
			this.callback.decide(outcome.chain(), outcome.findings(), name);
		}
		else if (!outcome.findings().isEmpty()) {
			throw outcome.findings().get(0).toException();
		}
		return PeerVerdict.of(outcome, this.ocsp, (chain, findings) -> decideLater(chain, findings, name));
	}

	private void decideLater(List<X509Certificate> chain, List<Finding> findings, @Nullable String name)
			throws SslCertificateException {
		if (this.callback == null) {
			throw findings.get(0).toException();
		}
		this.callback.overrule(chain, findings, name);
	}

	// A fault of ours, or of a provider, must never read as a verified peer.
	private PeerVerdict guarded(Check check) throws SslCertificateException {
		try {
			return check.run();
		}
		catch (RuntimeException ex) {
			throw new SslCertificateException(SslReason.BAD_CERTIFICATE, "", -1,
					"the certificates could not be checked: " + CertificateText.printable(ex.toString()), ex);
		}
	}

	private static SslCertificateException required(String message) {
		return new SslCertificateException(SslReason.CERTIFICATE_REQUIRED, "", -1, message, null);
	}

	/**
	 * Returns all trusted certificates.
	 * @return a new array
	 */
	public X509Certificate[] acceptedIssuers() {
		return this.anchors.all().toArray(X509Certificate[]::new);
	}

	/**
	 * Returns the CAs whose subjects a server names when it asks for a client's
	 * certificate.
	 * @return those that were configured, else the trusted ones, each name once; empty
	 * with {@link PinMode#ENFORCE} unless configured
	 */
	public List<X509Certificate> clientCaNames() {
		return this.clientCaNames;
	}

	/**
	 * Returns what is trusted in a few words.
	 * @return such as {@code 1 CA (CN=Demo CA)} or {@code 142 CAs of the JDK}
	 */
	public String trustDescription() {
		return this.trustDescription;
	}

	/**
	 * Returns a name for everything that decides trust here: trusted certificates, modes,
	 * scheme, pins, revocation with the content of its lists, and the callback as an
	 * object. Two verifiers of one partition may resume each other's sessions, others
	 * never. Stable while this JVM runs.
	 * @return 64 hexadecimal digits
	 */
	public String partition() {
		return this.partition;
	}

	/**
	 * Returns whether servers are verified.
	 * @return the mode
	 */
	public VerifyMode verifyMode() {
		return this.verifyMode;
	}

	/**
	 * Returns whether clients are asked for a certificate.
	 * @return the mode
	 */
	public ClientAuth clientAuth() {
		return this.clientAuth;
	}

	/**
	 * Returns the pins.
	 * @return the pins, empty when there are none
	 */
	public Optional<PinSet> pins() {
		return Optional.ofNullable(this.pins);
	}

	/**
	 * Returns how revoked certificates are found out.
	 * @return the settings
	 */
	public Revocation revocation() {
		return this.revocation;
	}

	/**
	 * Returns the revocation lists that were read when this verifier was made.
	 * @return those that no newer one replaces, current or not; empty where nobody looks
	 * into lists. Hashed directories, which are read when they are needed, are left out
	 */
	public List<CrlPeriod> revocationLists() {
		return this.revocationLists;
	}

	/**
	 * Returns how names of servers are compared.
	 * @return the scheme
	 */
	public HostnameScheme hostnameScheme() {
		return this.hostnameScheme;
	}

	@FunctionalInterface
	private interface Check {

		PeerVerdict run() throws SslCertificateException;

	}

}

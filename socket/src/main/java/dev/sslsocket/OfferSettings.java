package dev.sslsocket;

import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.cipher.CipherList;
import dev.sslsocket.cipher.Tls13Suites;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProbe;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.NamedGroup;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.x509.DhParameters;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SslContextBuilder} that says what a connection may agree on:
 * versions, suites, groups, application protocols, names. Not thread-safe.
 *
 * @param <B> the builder itself
 */
abstract sealed class OfferSettings<B extends OfferSettings<B>> extends PeerSettings<B> permits SessionSettings {

	private VersionChoice protocols = VersionChoice.DEFAULT;

	private OfferedSuites suites = OfferedSuites.OF_THE_JDK;

	private boolean honorCipherOrder = true;

	private List<String> alpn = List.of();

	private AlpnPolicy alpnPolicy = AlpnPolicy.DEFAULT;

	private GroupChoice groups = GroupChoice.DEFAULT;

	private SignatureChoice signatures = SignatureChoice.DEFAULT;

	private @Nullable String sniHost;

	private EngineChoice engine = EngineChoice.byDefault();

	private StaplingChoice stapling = StaplingChoice.NONE;

	/**
	 * Sets the protocol versions ({@code SSL_version}).
	 * @param protocols a list of names, as JSSE ({@code TLSv1.3}) or the seed
	 * ({@code TLSv1_3}) has them; or one text in the seed's syntax, {@code SSLv23} for
	 * all versions of TLS that the JVM's policy allows and behind colons those that are
	 * not wanted, {@code SSLv23:!TLSv1_3}. In any case. Default TLSv1.3 and TLSv1.2, as
	 * far as the JVM allows. TLS 1.0 and 1.1 are refused where the JVM's security
	 * property {@code jdk.tls.disabledAlgorithms} has them, SSL 2 and 3 always
	 * @return this builder
	 * @throws SslConfigurationException if it names no version, SSL 2 or 3, or in the
	 * seed's syntax two; when built, if the JVM does not allow one of them
	 */
	public B protocols(String... protocols) {
		this.protocols = VersionChoice.parse(List.of(protocols));
		return self();
	}

	/**
	 * Sets the key exchange groups ({@code SSL_ecdh_curve}; RFC 8446 section 4.2.7).
	 * Needs JDK 20 or later, or {@code engine: openssl}, which has
	 * {@code X25519MLKEM768}, too.
	 * @param groups the preferred first, by the names of IANA, NIST or OpenSSL in any
	 * case ({@code secp256r1}, {@code P-256}, {@code prime256v1}, {@code x25519},
	 * {@code ffdhe2048}), as a list or with colons; default the engine's
	 * @return this builder
	 * @throws SslConfigurationException if there are none; when built, if the engine does
	 * not have one of them, or takes none from us
	 */
	public B groups(String... groups) {
		this.groups = this.groups.names(List.of(groups));
		return self();
	}

	/**
	 * Sets which schemes sign a handshake (RFC 8446 section 4.2.3; OpenSSL's
	 * {@code -sigalgs}). Needs JDK 19 or later.
	 * @param schemes the preferred first, by the names of IANA or OpenSSL in any case
	 * ({@code rsa_pss_rsae_sha256}, {@code RSA-PSS+SHA256}), as a list or with colons;
	 * default the JDK's
	 * @return this builder
	 * @throws SslConfigurationException if there are none; when built, if the JDK does
	 * not have one of them, or takes none from us
	 */
	public B signatureSchemes(String... schemes) {
		this.signatures = SignatureChoice.of(List.of(schemes));
		return self();
	}

	/**
	 * Sets the group of DHE by its parameters ({@code SSL_dh}). The JDK's TLS has the
	 * groups of RFC 7919 only, and lets one be chosen from JDK 20; a server does no DHE
	 * with clients for which the JDK would take another group.
	 * @param parameters a group of RFC 7919; default all of them
	 * @return this builder
	 * @throws SslConfigurationException when built, if they are anything else, or the JDK
	 * takes no choice from us
	 */
	public B dhParameters(DhParameters parameters) {
		this.groups = this.groups.dh(parameters);
		return self();
	}

	/**
	 * Sets the group of DHE by a file ({@code SSL_dh_file}), as
	 * {@link #dhParameters(DhParameters)} does.
	 * @param file PEM or DER
	 * @return this builder
	 * @throws SslConfigurationException if it holds no parameters
	 */
	public B dhFile(Path file) {
		try {
			return dhParameters(DhParameters.load(file));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting("dh-file");
		}
	}

	/**
	 * Sets whose order decides among application protocols, of a server.
	 * @param preference default {@link AlpnPreference#SERVER}
	 * @return this builder
	 */
	public B alpnPreference(AlpnPreference preference) {
		this.alpnPolicy = this.alpnPolicy.preference(preference);
		return self();
	}

	/**
	 * Sets what a server does with a client that offers application protocols, none of
	 * them its own. A client of ours goes on without one, where the server names none.
	 * @param mismatch default {@link AlpnMismatch#FAIL}
	 * @return this builder
	 */
	public B alpnMismatch(AlpnMismatch mismatch) {
		this.alpnPolicy = this.alpnPolicy.mismatch(mismatch);
		return self();
	}

	/**
	 * Sets the name that clients send (SNI; the seed family's {@code SSL_hostname}). What
	 * the certificate must be for is not changed by it.
	 * @param sniHost a DNS name, or an empty string to send none; default the host
	 * connected to, unless that is an address
	 * @return this builder
	 * @throws SslConfigurationException if SNI cannot carry it
	 */
	public B sniHost(String sniHost) {
		this.sniHost = SniHost.require(sniHost);
		return self();
	}

	/**
	 * Sets the cipher suites of TLS 1.2 and older by a cipher list of OpenSSL (the seed's
	 * {@code SSL_cipher_list}). It leaves those of TLS 1.3 alone, but for the bits that
	 * its {@code @SECLEVEL} asks for.
	 * @param ciphers such as {@code ECDHE+AESGCM:ECDHE+CHACHA20}, the preferred first;
	 * {@link CipherList} describes the language. Default the JDK's suites in its order. A
	 * list of which the JDK has nothing, or its security policy leaves nothing, is
	 * refused when the context is built
	 * @return this builder
	 * @throws SslConfigurationException if it is no cipher list
	 */
	public B ciphers(String ciphers) {
		this.suites = this.suites.ciphers(CipherList.parse(ciphers));
		return self();
	}

	/**
	 * Sets the cipher suites of TLS 1.3 ({@code SSL_ciphersuites}). It leaves those of
	 * older versions alone.
	 * @param cipherSuites names such as {@code TLS_AES_256_GCM_SHA384}, the preferred
	 * first, one in each or several with colons between them; default the JDK's. Refused
	 * when the context is built where TLS 1.3 is not among the protocols
	 * @return this builder
	 * @throws SslConfigurationException if there is none, or one is no suite of TLS 1.3
	 */
	public B cipherSuites(String... cipherSuites) {
		this.suites = this.suites.tls13(Tls13Suites.parse(cipherSuites));
		return self();
	}

	/**
	 * Sets whose order of suites counts on a server ({@code SSL_honor_cipher_order}).
	 * @param honorCipherOrder true for ours, the default; false for the client's
	 * @return this builder
	 */
	public B honorCipherOrder(boolean honorCipherOrder) {
		this.honorCipherOrder = honorCipherOrder;
		return self();
	}

	/**
	 * Sets the application protocols (RFC 7301).
	 * @param protocols the preferred first, each of 1 to 255 bytes; default none
	 * @return this builder
	 * @throws SslConfigurationException if one is empty or too long
	 */
	public B alpn(String... protocols) {
		this.alpn = AlpnPolicy.requireProtocols(List.of(protocols));
		return self();
	}

	/**
	 * Sets which implementation of TLS is used. Rules about peers, names and deadlines
	 * are the same with each.
	 * @param engine {@code jdk}, the default; {@code openssl} for BoringSSL, with
	 * {@code io.netty:netty-handler} and {@code io.netty:netty-tcnative-boringssl-static}
	 * on the class path: more handshakes for the same CPU time, less heap for each
	 * connection, no half close, no choice of the suites of TLS 1.3, no exporter, and no
	 * keys but RSA and EC that it can read, no token's; {@code auto} for {@code openssl}
	 * where it is there and nothing is set that it lacks, as {@link SslContext#engine()}
	 * tells. A JVM that is started with {@code -Ddev.sslsocket.engine=…} has that as
	 * default
	 * @return this builder
	 * @throws SslConfigurationException if it is none of these; when built, if
	 * {@code openssl} is not there, or something is set that the engine lacks
	 */
	public B engine(String engine) {
		this.engine = EngineChoice.parse(engine);
		return self();
	}

	/**
	 * Sets whether a server staples what its certificates' issuers say about them (OCSP;
	 * RFC 6066 section 8; the seed's {@code SSL_ocsp_staple_callback}). The responder
	 * that a certificate names is asked by plain http in the background, when the context
	 * is built and again at half of an answer's time. No handshake waits for it. An
	 * answer that is not "good", not authentic or past its end is never stapled; what is
	 * in force, {@link SslContext#ocspStaples()} says. Needs {@code engine: openssl}.
	 * @param ocspStapling default false
	 * @return this builder
	 */
	public B ocspStapling(boolean ocspStapling) {
		this.stapling = this.stapling.asking(ocspStapling);
		return self();
	}

	/**
	 * Adds a file with an OCSP response about one of a server's certificates, which
	 * somebody else keeps current (nginx's {@code ssl_stapling_file}); nobody is asked
	 * about that certificate then. It is read again at half of the answer's time, and
	 * from then on at least hourly. Needs {@code engine: openssl}.
	 * @param file DER, as {@code openssl ocsp -respout} writes it; repeatable
	 * @return this builder
	 * @see #ocspStapling(boolean)
	 */
	public B ocspStapleFile(Path file) {
		this.stapling = this.stapling.file(file);
		return self();
	}

	ServerStaples staples(EngineProvider provider, PeerVerifier verifier, Clock clock) {
		return this.stapling.open(provider, identities(), verifier, clock);
	}

	/** Finds the engine that has everything that is set. */
	ChosenEngine chooseEngine() {
		return this.engine.choose(wanted(), this::refusal);
	}

	/** What is set that not every engine has, and by which setting. */
	Map<EngineFeature, String> wanted() {
		Map<EngineFeature, String> wanted = new EnumMap<>(EngineFeature.class);
		if (!this.suites.tls13().isEmpty()) {
			wanted.put(EngineFeature.TLS13_SUITES, "cipher-suites");
		}
		if (!this.signatures.names().isEmpty()) {
			wanted.put(EngineFeature.SIGNATURE_SCHEMES, "signature-schemes");
		}
		if (this.groups.dh() != null) {
			wanted.put(EngineFeature.FINITE_FIELD, "dh-file");
		}
		this.stapling.setting().ifPresent((setting) -> wanted.put(EngineFeature.STAPLING, setting));
		UnusedKeys.alone(identities()).ifPresent((key) -> wanted.put(key.asked(), key.identity().toString()));
		return wanted;
	}

	/** Who we are. */
	abstract List<ServedIdentity> identities();

	/** What an engine refuses of the offer, found out by one that nobody uses. */
	private Optional<String> refusal(EngineProvider provider) {
		List<UnusedKeys.Unused> unused = UnusedKeys.of(provider, identities());
		if (!unused.isEmpty()) {
			return Optional
				.of("has no " + unused.get(0).asked() + ", and would never present " + unused.get(0).identity());
		}
		try {
			offer(EngineChoice.asked(provider));
			return Optional.empty();
		}
		catch (SslConfigurationException ex) {
			return Optional.of("refuses " + ex.setting() + ": it " + ex.getMessage());
		}
	}

	/**
	 * Resolves everything against what the engine can do.
	 * @throws SslConfigurationException if something cannot be done
	 */
	ContextOffer offer(EngineContext engine) {
		EngineProbe probe = engine.probe();
		SSLParameters parameters = new OfferedParameters(this.protocols.resolve(probe::speaks), this.suites,
				this.honorCipherOrder, this.alpn, clientAuth())
			.resolve(engine);
		Optional<NamedGroup> finiteField = this.groups.applyTo(parameters, probe);
		this.signatures.applyTo(parameters, probe);
		if (!probe.begins(parameters)) {
			throw new SslConfigurationException("protocols", "are " + String.join(", ", parameters.getProtocols())
					+ ", and none of the cipher suites is for them: no handshake could succeed");
		}
		return new ContextOffer(parameters, this.suites, this.alpnPolicy, this.sniHost,
				finiteField.map(DheGroup::new).orElse(null));
	}

}

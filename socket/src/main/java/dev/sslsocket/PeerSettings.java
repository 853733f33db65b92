package dev.sslsocket;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.AsciiName;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyCallback;
import dev.sslsocket.verify.VerifyMode;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SslContextBuilder} that decides whether a peer is accepted. Not
 * thread-safe.
 *
 * @param <B> the builder itself
 */
abstract sealed class PeerSettings<B extends PeerSettings<B>> implements Cloneable permits OfferSettings {

	private List<TrustSource> trust = List.of();

	private VerifyMode verifyMode = VerifyMode.PEER;

	private ClientAuth clientAuth = ClientAuth.NONE;

	private @Nullable List<TrustSource> clientCaNames;

	private HostnameScheme hostnameVerification = HostnameScheme.RFC9525;

	@Nullable String verifyName;

	private @Nullable PinSet pins;

	private Revocation revocation = Revocation.off();

	private @Nullable VerifyCallback verifyCallback;

	/**
	 * Adds CAs. Without any the JDK's are trusted.
	 * @param sources repeatable: all of them together are trusted
	 * @return this builder
	 */
	public B trust(TrustSource... sources) {
		this.trust = with(this.trust, List.of(sources));
		return self();
	}

	/**
	 * Sets how servers that we connect to are verified (the seed's
	 * {@code SSL_verify_mode} of a client).
	 * @param verifyMode default {@link VerifyMode#PEER}
	 * @return this builder
	 */
	public B verifyMode(VerifyMode verifyMode) {
		this.verifyMode = verifyMode;
		return self();
	}

	/**
	 * Sets what we ask of clients that connect to us (the seed's {@code SSL_verify_mode}
	 * of a server: 0x00, 0x01, 0x03).
	 * @param clientAuth default {@link ClientAuth#NONE}; anything else needs
	 * {@link #trust}, or pins that alone decide
	 * @return this builder
	 */
	public B clientAuth(ClientAuth clientAuth) {
		this.clientAuth = clientAuth;
		return self();
	}

	/**
	 * Adds CAs whose names we send when we ask clients for a certificate
	 * ({@code SSL_client_ca_file}), which helps them choose one. Nobody is trusted for
	 * it.
	 * @param sources repeatable, sent in this order and each name once, 63 KiB of names
	 * at the most; {@link TrustSource#none()} sends no name. Some clients take no more
	 * than 32 KiB, the JDK's among them. Default the CAs of {@link #trust}
	 * @return this builder
	 */
	public B clientCaNames(TrustSource... sources) {
		this.clientCaNames = with((this.clientCaNames != null) ? this.clientCaNames : List.of(), List.of(sources));
		return self();
	}

	/**
	 * Sets how the names in a server's certificate are checked.
	 * @param scheme default {@link HostnameScheme#RFC9525}
	 * @return this builder
	 */
	public B hostnameVerification(HostnameScheme scheme) {
		this.hostnameVerification = scheme;
		return self();
	}

	/**
	 * Sets the name every server's certificate must be for, whatever host is connected
	 * to.
	 * @param verifyName a DNS name or an IP address; default the host connected to
	 * @return this builder
	 */
	public B verifyName(String verifyName) {
		this.verifyName = AsciiName.requireVerifiable(verifyName);
		return self();
	}

	/**
	 * Sets the fingerprints of peers' certificates or keys ({@code SSL_fingerprint}).
	 * @param pins default none
	 * @return this builder
	 */
	public B pins(PinSet pins) {
		this.pins = pins;
		return self();
	}

	/**
	 * Sets how revoked certificates are found out ({@code SSL_check_crl}).
	 * @param revocation default {@link Revocation#off()}
	 * @return this builder
	 */
	public B revocation(Revocation revocation) {
		this.revocation = revocation;
		return self();
	}

	/**
	 * Sets who has the last word on each certificate (the seed's
	 * {@code SSL_verify_callback}).
	 * @param verifyCallback default none
	 * @return this builder
	 */
	public B verifyCallback(VerifyCallback verifyCallback) {
		this.verifyCallback = verifyCallback;
		return self();
	}

	abstract B self();

	/** A longer list: no field holds what can change, so that copies stay apart. */
	static <T> List<T> with(List<T> list, List<T> more) {
		return Stream.concat(list.stream(), more.stream()).toList();
	}

	ClientAuth clientAuth() {
		return this.clientAuth;
	}

	/** Asking clients for a certificate that anybody can have refuses nobody. */
	void requireClientTrust() {
		boolean pinned = this.pins != null && this.pins.mode() == PinMode.ENFORCE;
		if (this.clientAuth != ClientAuth.NONE && this.trust.isEmpty() && !pinned) {
			throw new SslConfigurationException("client-auth", "is " + this.clientAuth.name().toLowerCase(Locale.ROOT)
					+ ", but no CA says whose clients are welcome. Name one with ca-file or ca-path; to welcome every client with a certificate of a public CA write ca: jdk");
		}
	}

	PeerVerifier verifier(String contextName, Clock clock, SslConnectionListener listener) {
		return PeerVerifier.builder()
			.contextName(contextName)
			.trust(this.trust.isEmpty() ? List.of(TrustSource.jdk()) : this.trust)
			.verifyServers(this.verifyMode)
			.clientAuth(this.clientAuth)
			.clientCaNames(this.clientCaNames)
			.hostnameScheme(this.hostnameVerification)
			.pins(this.pins)
			.revocation(this.revocation)
			.callback(this.verifyCallback)
			.clock(clock)
			.onLookup(listener::revocationLookedUp)
			.build();
	}

}

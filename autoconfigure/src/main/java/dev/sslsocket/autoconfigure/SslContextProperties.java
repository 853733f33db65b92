package dev.sslsocket.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.convert.DurationUnit;

/**
 * What is written about one context, and nothing else: a key that is absent is
 * {@code null}, so that a named context can tell what it inherits. Defaults live in
 * {@link dev.sslsocket.SslContextBuilder}. The text form names keys, never values.
 * <p>
 * The order matters where one name begins another: the configuration processor takes the
 * first description that begins with the name, so {@code ca} stands before
 * {@code caFile}.
 *
 * @param certificate Certificate chain: a location (classpath:, file: or a path) or
 * inline PEM. PEM, DER, PKCS#7 and PKCS12 are told apart by content.
 * @param privateKey Private key of the certificate: a location or inline PEM. Not needed
 * where the key stands in the certificate's file.
 * @param privateKeyPassword Pass phrase of an encrypted private key. In YAML quote what
 * looks like a number.
 * @param identities Further certificates of a server, chosen by the host that a client
 * asks for.
 * @param useCert Whether the client side presents the certificate when a server asks.
 * True where the certificate is set on the same level, false where it is inherited.
 * @param ca Platforms whose CAs are trusted: the JDK's or the operating system's. The
 * JDK's where no CA is named at all.
 * @param caFile Trusted CA certificates: locations or inline PEM. All of them together
 * are trusted.
 * @param caPath Directories of trusted CA certificates, with OpenSSL's hashed names or
 * any others.
 * @param clientCaFile CA certificates whose names are sent to clients when they are asked
 * for a certificate: locations or inline PEM. Nobody is trusted for it. The trusted CAs
 * where it is not set.
 * @param pins Fingerprints of certificates (sha256$ab12…) or public keys
 * (sha256$pub$ab12…) that a peer may or must have. Colons and case do not count.
 * @param pinMode Whether a pinned certificate is accepted whatever else is wrong with it
 * (alternative), needed beside a good chain and name (additional) or all that counts
 * (enforce).
 * @param clientAuth Whether clients that connect to us are asked for a certificate (want)
 * or refused without one (need). Takes IO::Socket::SSL's 0x00, 0x01 and 0x03 as well.
 * @param verifyMode Whether servers we connect to are verified. Takes IO::Socket::SSL's
 * 0x00 and 0x01 as well.
 * @param verifyHostname How the name of a server is compared with its certificate:
 * rfc9525, none, or for old certificates one of IO::Socket::SSL's schemes.
 * @param verifyName Name that every server's certificate must be for, in place of the
 * host connected to. Never inherited.
 * @param revocation How revoked certificates are found out.
 * @param protocols Protocol versions: a list of names, or in IO::Socket::SSL's syntax
 * SSLv23:!TLSv1_3, all that the JVM allows but those.
 * @param ciphers Cipher suites of TLS 1.2 and older by a cipher list of OpenSSL, such as
 * ECDHE+AESGCM:ECDHE+CHACHA20, the preferred first. In YAML quote what begins with ! or
 * with @. The JDK's where it is not set.
 * @param cipherSuites Cipher suites of TLS 1.3 by name, the preferred first. The JDK's
 * where it is not set.
 * @param honorCipherOrder Whether a server goes by its own order of suites and not by the
 * client's.
 * @param groups Key exchange groups by the names of IANA, NIST or OpenSSL, the preferred
 * first. Needs JDK 20 or engine: openssl. The engine's own where it is not set.
 * @param signatureSchemes Signature schemes of the handshake, the preferred first. Needs
 * JDK 19. The JDK's own where it is not set.
 * @param dhFile Parameters of Diffie-Hellman, which must be a group of RFC 7919: a
 * location or inline PEM. Needs JDK 20. All groups of RFC 7919 where it is not set.
 * @param sniHost Host name that clients send (SNI) in place of the host connected to; off
 * to send none. What is verified is not changed by it. Never inherited.
 * @param alpn Application protocols.
 * @param engine Implementation of TLS: the JDK's, or BoringSSL by io.netty:netty-handler
 * and io.netty:netty-tcnative-boringssl-static on the class path.
 * @param ocspStapling Whether a server staples what the responders of its certificates
 * say (OCSP). They are asked in the background. Needs engine: openssl.
 * @param ocspStapleFile OCSP responses in DER that a server staples, each about one of
 * its certificates, which somebody else keeps current. Needs engine: openssl.
 * @param sessionCache Cache of sessions that a client resumes.
 * @param sessionTickets Tickets by which a server's clients resume sessions.
 * @param connectTimeout Total time for connecting TCP over all addresses of a name. A
 * bare number is seconds; 0 for no limit.
 * @param handshakeTimeout Total time for the handshake. A bare number is seconds; 0 for
 * no limit.
 * @param readTimeout How long one read waits. A bare number is seconds; 0 for no limit.
 * @param writeTimeout How long one write waits for the peer to take the bytes. A bare
 * number is seconds; 0 for no limit.
 * @param closeTimeout How long closing and stopping TLS wait for the peer. A bare number
 * is seconds; 0 for no limit.
 * @param eofPolicy What an end of TCP without close_notify is: an error (strict) or an
 * end of data (lenient).
 * @param keepSocketOnError Whether TCP stays open when a handshake fails. False after
 * connect and accept, true after start-TLS.
 * @param reloadOnUpdate Whether files of certificates, keys and CAs that change are put
 * in force without a restart.
 * @param debug How much is logged of each connection: 0 nothing, 1 failed handshakes, 2
 * also ciphers, 3 also every step, 4 also the data in clear with all secrets in it. Takes
 * true (1) and false (0) as well.
 */
@ConfigurationProperties(SslContextProperties.PREFIX)
@ConfigurationPropertiesSource
record SslContextProperties(@Nullable String certificate, @Nullable String privateKey,
		@Nullable String privateKeyPassword, @Nullable List<Identity> identities, @Nullable Boolean useCert,
		@Nullable List<String> ca, @Nullable List<String> caFile, @Nullable List<String> caPath,
		@Nullable List<String> clientCaFile, @Nullable List<String> pins, @Nullable String pinMode,
		@Nullable String clientAuth, @Nullable String verifyMode, @Nullable String verifyHostname,
		@Nullable String verifyName, @Nullable Revocation revocation, @Nullable List<String> protocols,
		@Nullable List<String> ciphers, @Nullable List<String> cipherSuites, @Nullable Boolean honorCipherOrder,
		@Nullable List<String> groups, @Nullable List<String> signatureSchemes, @Nullable String dhFile,
		@Nullable String sniHost, @Nullable Alpn alpn, @Nullable String engine, @Nullable Boolean ocspStapling,
		@Nullable List<String> ocspStapleFile, @Nullable SessionCache sessionCache,
		@Nullable SessionTickets sessionTickets, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration connectTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration handshakeTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration readTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration writeTimeout,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration closeTimeout, @Nullable String eofPolicy,
		@Nullable Boolean keepSocketOnError, @Nullable Boolean reloadOnUpdate, @Nullable String debug) {

	/** Where the default context is configured. */
	static final String PREFIX = "ssl";

	/** The key of the identities, whose elements have keys of their own. */
	static final String IDENTITIES = "identities";

	/**
	 * Returns what is written, key by key.
	 * @return every key there is, in the order of the record, with {@code null} where
	 * nothing is written; of the identities the keys of those that are there
	 */
	Map<String, @Nullable Object> byKey() {
		Map<String, @Nullable Object> keys = new LinkedHashMap<>();
		keys.put("certificate", this.certificate);
		keys.put("private-key", this.privateKey);
		keys.put("private-key-password", this.privateKeyPassword);
		for (int i = 0; this.identities != null && i < this.identities.size(); i++) {
			keys.putAll(this.identities.get(i).byKey(identity(i)));
		}
		keys.put("use-cert", this.useCert);
		keys.put("ca", this.ca);
		keys.put("ca-file", this.caFile);
		keys.put("ca-path", this.caPath);
		keys.put("client-ca-file", this.clientCaFile);
		keys.put("pins", this.pins);
		keys.put("pin-mode", this.pinMode);
		keys.put("client-auth", this.clientAuth);
		keys.put("verify-mode", this.verifyMode);
		keys.put("verify-hostname", this.verifyHostname);
		keys.put("verify-name", this.verifyName);
		keys.put("revocation.crl", (this.revocation != null) ? this.revocation.crl : null);
		keys.put("revocation.crl-files", (this.revocation != null) ? this.revocation.crlFiles : null);
		keys.put("revocation.ocsp", (this.revocation != null) ? this.revocation.ocsp : null);
		keys.put("revocation.ocsp-scope", (this.revocation != null) ? this.revocation.ocspScope : null);
		keys.put("revocation.must-staple", (this.revocation != null) ? this.revocation.mustStaple : null);
		keys.put("protocols", this.protocols);
		keys.put("ciphers", this.ciphers);
		keys.put("cipher-suites", this.cipherSuites);
		keys.put("honor-cipher-order", this.honorCipherOrder);
		keys.put("groups", this.groups);
		keys.put("signature-schemes", this.signatureSchemes);
		keys.put("dh-file", this.dhFile);
		keys.put("sni-host", this.sniHost);
		keys.put("alpn.protocols", (this.alpn != null) ? this.alpn.protocols : null);
		keys.put("alpn.preference", (this.alpn != null) ? this.alpn.preference : null);
		keys.put("alpn.mismatch", (this.alpn != null) ? this.alpn.mismatch : null);
		keys.put("engine", this.engine);
		keys.put("ocsp-stapling", this.ocspStapling);
		keys.put("ocsp-staple-file", this.ocspStapleFile);
		keys.put("session-cache.enabled", (this.sessionCache != null) ? this.sessionCache.enabled : null);
		keys.put("session-cache.size", (this.sessionCache != null) ? this.sessionCache.size : null);
		keys.put("session-cache.timeout", (this.sessionCache != null) ? this.sessionCache.timeout : null);
		keys.put("session-tickets.enabled", (this.sessionTickets != null) ? this.sessionTickets.enabled : null);
		keys.put("session-tickets.key-files", (this.sessionTickets != null) ? this.sessionTickets.keyFiles : null);
		keys.put("connect-timeout", this.connectTimeout);
		keys.put("handshake-timeout", this.handshakeTimeout);
		keys.put("read-timeout", this.readTimeout);
		keys.put("write-timeout", this.writeTimeout);
		keys.put("close-timeout", this.closeTimeout);
		keys.put("eof-policy", this.eofPolicy);
		keys.put("keep-socket-on-error", this.keepSocketOnError);
		keys.put("reload-on-update", this.reloadOnUpdate);
		keys.put("debug", this.debug);
		return keys;
	}

	/** The key of an identity, such as {@code identities[0]}. */
	static String identity(int index) {
		return IDENTITIES + "[" + index + "]";
	}

	/** Whether any key of a group is written, which replaces the whole group. */
	boolean sets(KeyGroup group) {
		return byKey().entrySet()
			.stream()
			.anyMatch((key) -> key.getValue() != null && KeyGroup.of(key.getKey()) == group);
	}

	@Override
	public String toString() {
		List<String> written = byKey().entrySet()
			.stream()
			.filter((key) -> key.getValue() != null)
			.map(Map.Entry::getKey)
			.toList();
		return "SslContextProperties" + written;
	}

	/**
	 * A certificate of a server. The text form names keys, never values.
	 *
	 * @param hosts Host names that clients ask for (SNI): in any case, *.example.com for
	 * every name one label below example.com. Left out for all that no other certificate
	 * names, and for clients that name none.
	 * @param certificate Certificate chain: a location (classpath:, file: or a path) or
	 * inline PEM. PEM, DER, PKCS#7 and PKCS12 are told apart by content.
	 * @param privateKey Private key of the certificate: a location or inline PEM. Not
	 * needed where the key stands in the certificate's file.
	 * @param privateKeyPassword Pass phrase of an encrypted private key. In YAML quote
	 * what looks like a number.
	 */
	record Identity(@Nullable List<String> hosts, @Nullable String certificate, @Nullable String privateKey,
			@Nullable String privateKeyPassword) {

		Map<String, @Nullable Object> byKey(String prefix) {
			Map<String, @Nullable Object> keys = new LinkedHashMap<>();
			keys.put(prefix + ".hosts", this.hosts);
			keys.put(prefix + ".certificate", this.certificate);
			keys.put(prefix + ".private-key", this.privateKey);
			keys.put(prefix + ".private-key-password", this.privateKeyPassword);
			return keys;
		}

		@Override
		public String toString() {
			return "Identity" + byKey("").entrySet()
				.stream()
				.filter((key) -> key.getValue() != null)
				.map((key) -> key.getKey().substring(1))
				.toList();
		}

	}

	/**
	 * How it is found out whether an issuer has taken a certificate back.
	 *
	 * @param crl Which certificates are looked up in revocation lists: none (off), the
	 * peer's own (leaf) or those of the CAs above it too (chain). Without a current list
	 * a peer is refused.
	 * @param crlFiles Revocation lists beside those in ca-file and ca-path: locations or
	 * inline PEM. All lists of a file count. Inherited alone.
	 * @param ocsp What is made of OCSP: nothing (off), what a server staples (staple), or
	 * its responder is asked as well and, without an answer, the peer accepted (soft) or
	 * refused (hard).
	 * @param ocspScope Which certificates OCSP is used for: the peer's own (leaf) or
	 * those of the CAs above it too (chain).
	 * @param mustStaple Whether a server has to staple a good answer.
	 */
	record Revocation(@Nullable String crl, @Nullable List<String> crlFiles, @Nullable String ocsp,
			@Nullable String ocspScope, @Nullable Boolean mustStaple) {
	}

	/**
	 * Application protocols (RFC 7301).
	 *
	 * @param protocols Application protocols such as h2 and http/1.1, the preferred
	 * first.
	 * @param preference Whose order decides on a server: its own (server) or the client's
	 * (client).
	 * @param mismatch What a server does with a client that offers none of its protocols:
	 * refuse it (fail) or go on without one (continue).
	 */
	record Alpn(@Nullable List<String> protocols, @Nullable String preference, @Nullable String mismatch) {
	}

	/**
	 * The client's session cache.
	 *
	 * @param enabled Whether a client resumes sessions.
	 * @param size Most keys held, at least 1; a key holds the sessions of one peer.
	 * @param timeout How long a session may be resumed, from 1 second to 7 days. A bare
	 * number is seconds.
	 */
	record SessionCache(@Nullable Boolean enabled, @Nullable Integer size,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration timeout) {
	}

	/**
	 * Tickets by which a server's clients resume sessions.
	 *
	 * @param enabled Whether a server resumes sessions. Without, every handshake is a
	 * full one and no key of an ended connection can be learnt from the server.
	 * @param keyFiles Keys of the tickets, the same for all servers of a fleet: locations
	 * of files of 48 random bytes. The first encrypts, all decrypt. Files that change are
	 * put in force at once. Needs the native engine. Without, each server makes its own.
	 */
	record SessionTickets(@Nullable Boolean enabled, @Nullable List<String> keyFiles) {
	}

}

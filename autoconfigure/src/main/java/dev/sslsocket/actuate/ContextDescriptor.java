package dev.sslsocket.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.sslsocket.OcspStaple;
import dev.sslsocket.ServedIdentity;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslTicketKeys;
import dev.sslsocket.SslTimeouts;
import dev.sslsocket.TlsOffer;
import dev.sslsocket.reload.ReloadStatus;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.CrlSource;

/**
 * An SSL context as {@code /actuator/sslcontexts} shows it. Immutable; safe for use by
 * many threads.
 *
 * @param name name of the context
 * @param identities who we are, empty where there is no certificate
 * @param useCertificate whether the client side presents it when a server asks
 * @param trust whom we trust, such as {@code 1 CA (CN=Demo CA)}
 * @param verifyMode {@code peer} or {@code none}: servers we connect to
 * @param verifyHostname {@code rfc9525}, {@code none} or another scheme: names of servers
 * we connect to
 * @param verifyName name that every server's certificate must be for, {@code null} for
 * the host connected to
 * @param clientAuth {@code none}, {@code want} or {@code need}: clients that connect to
 * us
 * @param clientCaNames the CAs named to clients that are asked for a certificate, in RFC
 * 2253 form; empty where they are not asked
 * @param revocation how revoked certificates are found out
 * @param engine {@code jdk} or {@code openssl}: whose TLS it is
 * @param offer what connections may agree on
 * @param ocspStaples what our servers staple, empty where they do not
 * @param timeouts the deadlines
 * @param eofPolicy {@code strict} or {@code lenient}
 * @param debug how much is logged of each connection, 0 to 4
 * @param sessionCache what the client's session cache has done
 * @param ticketKeys the keys of a server's session tickets by the beginning of their
 * names, the one that encrypts first; empty where the server makes its own
 * @param generation how often it has been replaced
 * @param reload how reloading it goes, {@code null} where it does not follow its files
 * @param origins where the properties that shape it were written, by name
 */
public record ContextDescriptor(String name, List<Identity> identities, boolean useCertificate, String trust,
		String verifyMode, String verifyHostname, @Nullable String verifyName, String clientAuth,
		List<String> clientCaNames, Revocation revocation, String engine, Offer offer, List<Staple> ocspStaples,
		Timeouts timeouts, String eofPolicy, int debug, SessionCache sessionCache, List<String> ticketKeys,
		long generation, @Nullable Reload reload, Map<String, String> origins) implements OperationResponseBody {

	static ContextDescriptor of(SslContext context, long generation, @Nullable ReloadStatus reload,
			Map<String, String> origins) {
		return new ContextDescriptor(context.name(), context.servedIdentities().stream().map(Identity::of).toList(),
				context.useCertificate(), context.trustDescription(), word(context.verifyMode()),
				context.hostnameVerification().word(), context.verifyName().orElse(null), word(context.clientAuth()),
				(context.clientAuth() != ClientAuth.NONE) ? context.clientCaNames() : List.of(),
				Revocation.of(context.revocation()), context.engine().name(), Offer.of(context.offer()),
				context.ocspStaples().stream().map(Staple::of).toList(), Timeouts.of(context.timeouts()),
				word(context.eofPolicy()), context.debug().level(), SessionCache.of(context.sessionCache()),
				context.ticketKeys().map(SslTicketKeys::names).orElse(List.of()), generation,
				(reload != null) ? Reload.of(reload) : null, origins);
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * A certificate of our own with the chain that is sent.
	 *
	 * @param hosts the names that clients ask for to get it, empty for all that no other
	 * one names
	 * @param origin where it was loaded from
	 * @param chain our certificate first, then its issuers
	 */
	public record Identity(List<String> hosts, String origin, List<CertificateDescriptor> chain) {

		static Identity of(ServedIdentity served) {
			return new Identity(served.hosts(), served.identity().origin(),
					served.identity().chain().stream().map(CertificateDescriptor::of).toList());
		}

	}

	/**
	 * How revoked certificates are found out.
	 *
	 * @param crl {@code off}, {@code leaf} or {@code chain}: what is looked up in lists
	 * @param crlFiles the files of lists, beside those in the trusted CAs' files
	 * @param ocsp {@code off}, {@code staple}, {@code soft} or {@code hard}
	 * @param ocspScope {@code off}, {@code leaf} or {@code chain}: what OCSP is used for
	 * @param mustStaple whether a server has to staple a good answer
	 */
	public record Revocation(String crl, List<String> crlFiles, String ocsp, String ocspScope, boolean mustStaple) {

		public Revocation {
			crlFiles = List.copyOf(crlFiles);
		}

		static Revocation of(dev.sslsocket.verify.Revocation settings) {
			return new Revocation(word(settings.crl()),
					settings.crlSources().stream().map(CrlSource::describe).toList(), word(settings.ocsp()),
					word(settings.ocspScope()), settings.mustStaple());
		}

	}

	/**
	 * What connections may agree on, as it is in force.
	 *
	 * @param protocols protocol versions
	 * @param ciphers cipher suites by OpenSSL's names, the preferred first
	 * @param honorCipherOrder whether a server goes by this order and not by the client's
	 * @param groups key exchange groups, the preferred first
	 * @param signatureSchemes signature schemes of the handshake, the preferred first
	 * @param alpn application protocols, the preferred first
	 * @param alpnPreference {@code server} or {@code client}: whose order decides on a
	 * server
	 * @param alpnMismatch {@code fail} or {@code continue}: clients that offer none of a
	 * server's
	 * @param sniHost name that clients send, empty for none, {@code null} for the host
	 * connected to
	 */
	public record Offer(List<String> protocols, List<String> ciphers, boolean honorCipherOrder, List<String> groups,
			List<String> signatureSchemes, List<String> alpn, String alpnPreference, String alpnMismatch,
			@Nullable String sniHost) {

		public Offer {
			protocols = List.copyOf(protocols);
			ciphers = List.copyOf(ciphers);
			groups = List.copyOf(groups);
			signatureSchemes = List.copyOf(signatureSchemes);
			alpn = List.copyOf(alpn);
		}

		static Offer of(TlsOffer offer) {
			return new Offer(offer.protocols(), offer.ciphers().names(), offer.ciphers().honorOrder(), offer.groups(),
					offer.signatureSchemes(), offer.alpn(), word(offer.alpnPreference()), word(offer.alpnMismatch()),
					offer.sniHost().orElse(null));
		}

	}

	/**
	 * What is stapled for one of our certificates.
	 *
	 * @param subject whose certificate it is
	 * @param serialNumber its number, in hexadecimal
	 * @param until up to when the answer counts, {@code null} where none is stapled
	 * @param revoked whether its issuer has revoked it
	 * @param problem why there is no newer answer, empty where all is well
	 */
	public record Staple(String subject, String serialNumber, @Nullable Instant until, boolean revoked,
			String problem) {

		static Staple of(OcspStaple staple) {
			return new Staple(staple.certificate().getSubjectX500Principal().getName(),
					staple.certificate().getSerialNumber().toString(16), staple.until().orElse(null), staple.revoked(),
					staple.problem());
		}

	}

	/**
	 * The deadlines; zero for no limit.
	 *
	 * @param connect for connecting TCP
	 * @param handshake for the handshake
	 * @param read for one read
	 * @param write for one write
	 * @param close for closing
	 */
	public record Timeouts(Duration connect, Duration handshake, Duration read, Duration write, Duration close) {

		static Timeouts of(SslTimeouts timeouts) {
			return new Timeouts(timeouts.connect(), timeouts.handshake(), timeouts.read(), timeouts.write(),
					timeouts.close());
		}

	}

	/**
	 * The client's session cache.
	 *
	 * @param size keys held
	 * @param handshakes handshakes reported
	 * @param resumed how many of them resumed a session
	 * @param evictions keys dropped because the cache was full
	 */
	public record SessionCache(int size, long handshakes, long resumed, long evictions) {

		static SessionCache of(SslSessionCache cache) {
			var statistics = cache.statistics();
			return new SessionCache(cache.size(), statistics.handshakes(), statistics.resumed(),
					statistics.evictions());
		}

	}

	/**
	 * How following the files goes.
	 *
	 * @param lastReload when changed files were last put in force, {@code null} before
	 * @param failure why the files as they are now are not in force, {@code null} when
	 * they are
	 * @param failingSince when that was first found
	 */
	public record Reload(@Nullable Instant lastReload, @Nullable String failure, @Nullable Instant failingSince) {

		static Reload of(ReloadStatus status) {
			return new Reload(status.lastReload(), status.failure(), status.failingSince());
		}

	}

}

package dev.sslsocket;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.session.SessionKey;
import dev.sslsocket.session.SessionStatistics;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.PeerCertificate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contexts with one cache, caches of the user's own, and what is left of them.
 */
@Timeout(60)
class SharedSessionsTests {

	private TlsPeer server;

	@BeforeEach
	void start() {
		this.server = TlsPeer.presenting(Endpoints.PKI.server());
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void contextsWithOneCacheAndEqualRulesResumeEachOthersSessions(String protocol) throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		SslContext one = Endpoints.client((b) -> b.name("one").protocols(protocol).sessionCache(cache));
		SslContext two = Endpoints.client((b) -> b.name("two").protocols(protocol).sessionCache(cache));
		assertThat(resumed(one)).isFalse();
		assertThat(resumed(two)).isTrue();
		assertThat(resumed(one)).isTrue();
		assertThat(cache.size()).isOne();
		assertThat(cache.statistics()).isEqualTo(new SessionStatistics(3, 2, 0));
		assertThat(one.engineContext()).isSameAs(two.engineContext());
	}

	@Test
	void contextsWithCachesOfTheirOwnDoNot() throws Exception {
		SslContext one = Endpoints.client((b) -> b);
		SslContext two = Endpoints.client((b) -> b);
		assertThat(resumed(one)).isFalse();
		assertThat(resumed(two)).isFalse();
		assertThat(one.engineContext()).isNotSameAs(two.engineContext());
	}

	@Test
	void serversWithOneCacheShareNothing() throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		SslContext one = Endpoints.server((b) -> b.sessionCache(cache));
		SslContext two = Endpoints.server((b) -> b.sessionCache(cache));
		assertThat(one.servedHosts().serving(null)).isNotSameAs(two.servedHosts().serving(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void contextsWithOneCacheAndOtherIdentitiesPresentTheirOwn(String protocol) throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		TrustSource ca = TrustSource.certificates(Endpoints.PKI.ca().certificate());
		List<CertifiedKey> keys = List.of(Endpoints.PKI.client(),
				CertificateMaker.leaf().subject("CN=another").clientAuth().issuedBy(Endpoints.PKI.ca()));
		try (SslServerSocket listening = Endpoints
			.listen(Endpoints.server((b) -> b.trust(ca).clientAuth(ClientAuth.NEED)))) {
			for (int visit = 0; visit < 2; visit++) {
				for (CertifiedKey key : keys) {
					SslContext client = Endpoints
						.client((b) -> b.protocols(protocol).sessionCache(cache).identity(Endpoints.identity(key)));
					CompletableFuture<String> seen = Endpoints.async(() -> {
						try (SslSocket socket = listening.accept()) {
							socket.getOutputStream().write('!');
							return socket.peerCertificate().subject() + socket.sessionReused();
						}
					});
					try (SslSocket socket = client.socketFactory().connect("localhost", listening.getLocalPort())) {
						assertThat(socket.getInputStream().read()).isEqualTo('!');
					}
					assertThat(Endpoints.get(seen))
						.isEqualTo(PeerCertificate.of(key.certificate()).subject() + (visit > 0));
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void hostsWithOneSessionKeyAndOneVerifiedNameResume(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		SslConnectOptions farm = SslConnectOptions.builder()
			.sessionKey("farm")
			.sniHost("localhost")
			.verifyName("localhost")
			.build();
		SslSocketFactory factory = client.socketFactory();
		assertThat(resumed(factory.connect("127.0.0.1", this.server.port(), farm))).isFalse();
		assertThat(resumed(factory.connect("localhost", this.server.port(), farm))).isTrue();
		assertThat(client.sessionCache().contains("farm")).isTrue();
	}

	@Test
	void keyOfAHostThatTheJdkIsToIdentifyIsForThatHostAlone() {
		SslContext client = Endpoints.client((b) -> b.hostnameVerification(HostnameScheme.NONE));
		ClientSessions sessions = client.clientSessions();
		SSLParameters parameters = client.parameters();
		SessionPeer peer = sessions.peer("farm", "a.example", "x", null, parameters);
		assertThat(sessions.peer("farm", "b.example", "x", null, parameters)).isSameAs(peer);
		assertThat(List.of(sessions.peer("farm", "a.example", "y", null, parameters),
				sessions.peer("farm", "a.example", "x", "y", parameters)))
			.doesNotContain(peer)
			.allSatisfy((other) -> {
				assertThat(other.key()).isNotEqualTo(peer.key());
				assertThat(other.digest()).isNotEqualTo(peer.digest());
			});
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		assertThat(sessions.peer("farm", "a.example", "x", null, parameters).key())
			.isNotEqualTo(sessions.peer("farm", "b.example", "x", null, parameters).key())
			.isNotEqualTo(peer.key());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void removedNameIsNotResumedByAnyContext(String protocol) throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		SslContext one = Endpoints.client((b) -> b.protocols(protocol).sessionCache(cache));
		SslContext careless = Endpoints
			.client((b) -> b.protocols(protocol).sessionCache(cache).verifyMode(VerifyMode.NONE));
		String name = "localhost:" + this.server.port();
		assertThat(cache.contains(name)).isFalse();
		resumed(one);
		resumed(careless);
		assertThat(cache.contains(name)).isTrue();
		assertThat(cache.keys()).extracting(SessionKey::name).containsExactly(name, name);
		assertThat(cache.remove(name)).isEqualTo(2);
		assertThat(resumed(one)).isFalse();
		assertThat(resumed(careless)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void naiveCacheOfTheUsersWorks(String protocol) throws Exception {
		Naive cache = new Naive(new AtomicInteger()::incrementAndGet);
		SslContext one = Endpoints.client((b) -> b.protocols(protocol).sessionCache(cache));
		SslContext two = Endpoints.client((b) -> b.protocols(protocol).sessionCache(cache));
		assertThat(resumed(one)).isFalse();
		assertThat(resumed(two)).isTrue();
		cache.clear();
		assertThat(resumed(two)).isFalse();
		assertThat(resumed(one)).isTrue();
	}

	/**
	 * The number of a key is no secret hash: it must not matter that all have the same.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void cacheThatGivesEveryKeyOneNumberLeadsNoSessionAcrossRules(String protocol) throws Exception {
		Naive cache = new Naive(() -> 7);
		SslContext client = Endpoints.client((b) -> b.protocols(protocol).sessionCache(cache));
		assertThat(resumed(client)).isFalse();
		assertThat(resumed(client)).isTrue();
		SslConnectOptions evil = SslConnectOptions.builder().verifyName("evil.example").build();
		assertThatExceptionOfType(SslHandshakeException.class)
			.isThrownBy(() -> client.socketFactory().connect("localhost", this.server.port(), evil))
			.withMessageStartingWith("hostname_mismatch");
		try (TlsPeer other = TlsPeer.presenting(Endpoints.PKI.server())) {
			assertThat(resumed(client.socketFactory().connect("localhost", other.port()))).isFalse();
		}
	}

	@Test
	void cacheThatFailsCostsTheResumptionAndNotTheConnection() throws Exception {
		Naive cache = new Naive(() -> {
			throw new IllegalStateException("database is down");
		}) {
			@Override
			public void established(SessionKey key, boolean resumed) {
				throw new IllegalStateException("database is down");
			}
		};
		SslContext client = Endpoints.client((b) -> b.sessionCache(cache));
		assertThat(resumed(client)).isFalse();
		assertThat(resumed(client)).isFalse();
		SslContext zero = Endpoints.client((b) -> b.sessionCache(new Naive(() -> 0)));
		assertThat(resumed(zero)).isFalse();
		assertThat(resumed(zero)).isFalse();
	}

	@Test
	void defaultCacheIsThatOfContextsThatNameNone() throws Exception {
		SslSessionCache common = SslSessionCache.ofSize(10);
		SslSessionCache own = SslSessionCache.ofSize(10);
		SslContext before = Endpoints.client((b) -> b);
		SslSessionCache former = SslSessionCache.setDefault(common);
		try {
			assertThat(SslSessionCache.getDefault()).containsSame(common);
			assertThat(resumed(Endpoints.client((b) -> b))).isFalse();
			assertThat(resumed(Endpoints.client((b) -> b))).isTrue();
			assertThat(Endpoints.client((b) -> b.sessionCache(own)).sessionCache()).isSameAs(own);
			assertThat(before.sessionCache()).isNotSameAs(common);
		}
		finally {
			assertThat(SslSessionCache.setDefault(former)).isSameAs(common);
		}
		assertThat(Endpoints.client((b) -> b).sessionCache()).isNotSameAs(common);
	}

	/** The defect U1 of the Perl module: there, the default context wins. */
	@Test
	void defaultContextDoesNotOverruleWhatIsSaid() throws Exception {
		SslContext careless = SslContext.builder().name("careless").verifyMode(VerifyMode.NONE).build();
		SslContext former = SslContext.setDefault(careless);
		try {
			assertThat(SslContext.getDefault()).isSameAs(careless);
			assertThat(resumed(new SslSocketFactory().connect("localhost", this.server.port()))).isFalse();
			SslContext strict = SslContext.builder()
				.trust(TrustSource.certificates(dev.sslsocket.testing.TestPki.create().ca().certificate()))
				.build();
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> resumed(strict))
				.withMessageStartingWith("unknown_ca");
			assertThat(SslContext.builder().build().verifyMode()).isEqualTo(VerifyMode.PEER);
			assertThat(careless.toBuilder().verifyMode(VerifyMode.PEER).build().verifyMode())
				.isEqualTo(VerifyMode.PEER);
		}
		finally {
			assertThat(SslContext.setDefault(former)).isSameAs(careless);
		}
		assertThat(SslContext.getDefault()).isSameAs(former);
	}

	/** There is no way to free a context: it goes with the last that uses it. */
	@Test
	void contextGoesWithItsLastSocketAndNotBefore() throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		WeakReference<SslContext> context = new WeakReference<>(Endpoints.client((b) -> b.sessionCache(cache)));
		WeakReference<?> engine = new WeakReference<>(context.get().engineContext());
		SslSocket socket = context.get().socketFactory().connect("localhost", this.server.port());
		for (int collections = 0; collections < 5; collections++) {
			System.gc();
		}
		socket.getOutputStream().write('!');
		assertThat(socket.getInputStream().read()).isEqualTo('!');
		assertThat(context.get()).isNotNull();
		socket.close();
		socket = null;
		awaitGone(List.of(context, engine));
	}

	@Test
	void sharedEngineGoesWithTheLastOfItsContextsAndNotBefore() throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		List<SslContext> contexts = new ArrayList<>();
		contexts.add(Endpoints.client((b) -> b.sessionCache(cache)));
		contexts.add(Endpoints.client((b) -> b.sessionCache(cache)));
		WeakReference<?> engine = new WeakReference<>(contexts.get(0).engineContext());
		WeakReference<?> first = new WeakReference<>(contexts.get(0));
		resumed(contexts.get(0));
		contexts.set(0, null);
		awaitGone(List.of(first));
		assertThat(engine.get()).isNotNull();
		assertThat(resumed(contexts.get(1))).isTrue();
		contexts.clear();
		awaitGone(List.of(engine));
		// Whoever builds next clears up.
		for (int i = 0; i < 50 && SharedEngines.size() > 20; i++) {
			System.gc();
			Endpoints.client((b) -> b.sessionCache(cache));
		}
		assertThat(SharedEngines.size()).isLessThanOrEqualTo(20);
	}

	/** The collector needs no particular time: the bound is for broken code only. */
	private static void awaitGone(List<WeakReference<?>> references) {
		for (int i = 0; i < 50 && references.stream().anyMatch((reference) -> reference.get() != null); i++) {
			System.gc();
		}
		assertThat(references).allSatisfy((reference) -> assertThat(reference.get()).isNull());
	}

	private boolean resumed(SslContext client) throws Exception {
		return resumed(client.socketFactory().connect("localhost", this.server.port()));
	}

	/** Exchanges a byte: on TLS 1.3 the ticket comes before it. */
	private static boolean resumed(SslSocket connected) throws Exception {
		try (SslSocket socket = connected) {
			socket.getOutputStream().write('!');
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			return socket.sessionReused();
		}
	}

	/** What somebody writes who reads the six methods. */
	private static class Naive implements SslSessionCache {

		private final Map<SessionKey, Integer> slots = new ConcurrentHashMap<>();

		private final Supplier<Integer> numbers;

		Naive(Supplier<Integer> numbers) {
			this.numbers = numbers;
		}

		@Override
		public int slotFor(SessionKey key) {
			return this.slots.computeIfAbsent(key, (absent) -> this.numbers.get());
		}

		@Override
		public void established(SessionKey key, boolean resumed) {
			// Counts nothing.
		}

		@Override
		public boolean remove(SessionKey key) {
			return this.slots.remove(key) != null;
		}

		@Override
		public void clear() {
			this.slots.clear();
		}

		@Override
		public int size() {
			return this.slots.size();
		}

		@Override
		public SessionStatistics statistics() {
			return new SessionStatistics(0, 0, 0);
		}

	}

}

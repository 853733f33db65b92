package dev.sslsocket;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import javax.net.ssl.X509ExtendedTrustManager;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A context that was replaced: new connections get the new one, with no session of the
 * old one; live connections and nothing else keep the old one.
 */
@Timeout(60)
class ReplacedContextTests {

	private static final TestPki OTHER = TestPki.create();

	private static final SslContexts SERVER = SslContexts.of(server((b) -> b), Map.of());

	private final SslContexts clients = SslContexts.of(Endpoints.client((b) -> b), Map.of());

	private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

	private SslServerSocket listening;

	@BeforeEach
	void listen() throws Exception {
		SERVER.replace("default", server((b) -> b));
		this.listening = SERVER.serverSocketFactory("default")
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		Endpoints.async(() -> {
			while (true) {
				SslSocket accepted = this.listening.accept();
				Endpoints.async(() -> this.outcomes.add(serve(accepted)));
			}
		});
	}

	/** Sends a byte, which brings the ticket of TLS 1.3 with it, and echoes. */
	private static Object serve(SslSocket socket) throws IOException {
		try (socket) {
			socket.startHandshake();
			boolean resumed = socket.sessionReused();
			socket.getOutputStream().write(1);
			socket.getInputStream().transferTo(socket.getOutputStream());
			return resumed ? "resumed" : "in full";
		}
		catch (IOException ex) {
			return (ex instanceof SslFailure failure) ? failure.reason() : ex;
		}
	}

	@AfterEach
	void close() throws Exception {
		this.listening.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientSessionIsResumedByTheNextContextOnlyIfItsRulesAreEqual(String protocol) throws Exception {
		SslSessionCache cache = SslSessionCache.ofSize(10);
		UnaryOperator<SslContextBuilder> settings = (b) -> b.protocols(protocol).sessionCache(cache);
		this.clients.replace("default", Endpoints.client(settings));
		assertThat(connectAndAskWhetherResumed()).isFalse();
		assertThat(connectAndAskWhetherResumed()).isTrue();

		// The same cache and the same settings: nothing that decides about a server is
		// new.
		this.clients.replace("default", Endpoints.client(settings));
		assertThat(connectAndAskWhetherResumed()).isTrue();
		cache.clear();
		assertThat(connectAndAskWhetherResumed()).isFalse();

		// The same settings, and a cache of its own.
		this.clients.replace("default", Endpoints.client((b) -> b.protocols(protocol)));
		assertThat(connectAndAskWhetherResumed()).isFalse();

		this.clients.replace("default",
				Endpoints.client((b) -> settings.apply(b).trust(TrustSource.certificates(OTHER.ca().certificate()))));
		assertThat(connectAndAskWhetherResumed()).isFalse();
		assertThat(connectAndAskWhetherResumed()).isTrue();

		this.clients.replace("default",
				settings.apply(SslContext.builder().trust(TrustSource.certificates(OTHER.ca().certificate()))).build());
		assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(this::connectAndAskWhetherResumed)
			.withMessageStartingWith("unknown_ca");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void ticketOfTheOldServerContextIsNotAccepted(String protocol) throws Exception {
		this.clients.replace("default", Endpoints.client((b) -> b.protocols(protocol)));
		assertThat(connectAndAskWhetherResumed()).isFalse();
		assertThat(outcome()).isEqualTo("in full");
		assertThat(connectAndAskWhetherResumed()).isTrue();
		assertThat(outcome()).isEqualTo("resumed");
		SERVER.replace("default", server((b) -> b));
		assertThat(connectAndAskWhetherResumed()).isFalse();
		assertThat(outcome()).isEqualTo("in full");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWithATicketIsRefusedOnceItsCaIsGone(String protocol) throws Exception {
		SERVER.replace("default", server(needing(Endpoints.PKI)));
		this.clients.replace("default",
				Endpoints.client((b) -> b.protocols(protocol).identity(Endpoints.identity(Endpoints.PKI.client()))));
		connectAndAskWhetherResumed();
		assertThat(outcome()).isEqualTo("in full");
		assertThat(connectAndAskWhetherResumed()).isTrue();
		assertThat(outcome()).isEqualTo("resumed");
		SERVER.replace("default", server(needing(OTHER)));
		assertThat(catchThrowable(this::connectAndAskWhetherResumed)).isInstanceOf(SslHandshakeException.class);
		assertThat(outcome()).isEqualTo(SslReason.UNKNOWN_CA);
	}

	@Test
	void liveConnectionGoesOnWithTheOldContext() throws Exception {
		try (SslSocket live = connect()) {
			assertThat(live.getInputStream().read()).isEqualTo(1);
			SERVER.replace("default", SslContext.builder().identity(Endpoints.identity(OTHER.server())).build());
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(this::connect)
				.withMessageStartingWith("unknown_ca");
			live.getOutputStream().write(7);
			assertThat(live.getInputStream().read()).isEqualTo(7);
			assertThat(live.peerCertificate().commonName()).isEqualTo("localhost");
		}
	}

	@Test
	void listeningSocketShowsTheParametersOfTheNewContextUntilItsOwnAreSet() throws Exception {
		SERVER.replace("default", server((b) -> b.protocols("TLSv1.2")));
		assertThat(this.listening.getEnabledProtocols()).containsExactly("TLSv1.2");
		this.listening.setEnabledProtocols(new String[] { "TLSv1.3" });
		SERVER.replace("default", server(needing(Endpoints.PKI)));
		assertThat(this.listening.getEnabledProtocols()).containsExactly("TLSv1.3");
		assertThat(this.listening.getNeedClientAuth()).isFalse();
	}

	@Test
	void generationCountsReplacements() {
		SslContexts contexts = SslContexts.of(SslContext.builder().build(),
				Map.of("orders", SslContext.builder().build()));
		assertThat(contexts.generation("orders")).isZero();
		contexts.replace("orders", SslContext.builder().build());
		contexts.replace("orders", SslContext.builder().build());
		assertThat(contexts.generation("orders")).isEqualTo(2);
		assertThat(contexts.generation("default")).isZero();
		assertThatExceptionOfType(NoSuchSslContextException.class).isThrownBy(() -> contexts.generation("order"));
		assertThatExceptionOfType(NoSuchSslContextException.class)
			.isThrownBy(() -> contexts.replace("order", SslContext.builder().build()));
	}

	@Test
	void thousandReplacementsLeaveNoOldContextReachable() throws Exception {
		X509ExtendedTrustManager trust = this.clients.trustManager("default");
		SslSocketFactory factory = this.clients.socketFactory("default");
		this.listening.setNeedClientAuth(false);
		SslSocket live = connect();
		live.getInputStream().read();
		List<WeakReference<?>> old = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			remember(old, this.clients.getDefault());
			remember(old, SERVER.getDefault());
			this.clients.replace("default", Endpoints.client((b) -> b));
			SERVER.replace("default", server((b) -> b));
			if (i % 100 == 0) {
				connectAndAskWhetherResumed();
			}
		}
		// The live connection's two, with their engine contexts.
		awaitReachable(old, 4);
		live.close();
		live = null;
		for (int connections = 0; connections < 11; connections++) {
			assertThat(outcome()).isEqualTo("in full");
		}
		awaitReachable(old, 0);
		assertThat(trust.getAcceptedIssuers()).containsExactly(Endpoints.PKI.ca().certificate());
		assertThat(factory.getDefaultCipherSuites()).isNotEmpty();
	}

	private static void remember(List<WeakReference<?>> references, SslContext context) {
		references.add(new WeakReference<>(context));
		references.add(new WeakReference<>(context.engineContext()));
	}

	/** The collector needs no particular time: the bound is for broken code only. */
	private static void awaitReachable(List<WeakReference<?>> references, int expected) {
		long reachable = references.size();
		for (int collections = 0; collections < 50 && reachable > expected; collections++) {
			System.gc();
			reachable = references.stream().filter((reference) -> reference.get() != null).count();
		}
		assertThat(reachable).isEqualTo(expected);
	}

	private static UnaryOperator<SslContextBuilder> needing(TestPki pki) {
		return (b) -> b.clientAuth(ClientAuth.NEED).trust(TrustSource.certificates(pki.ca().certificate()));
	}

	private static SslContext server(UnaryOperator<SslContextBuilder> more) {
		return Endpoints.server(more);
	}

	private SslSocket connect() throws IOException {
		return this.clients.socketFactory("default").connect("localhost", this.listening.getLocalPort());
	}

	/**
	 * What the server made of the connection before: asked for after each, since each is
	 * served by a thread of its own, and two may end in any order.
	 */
	private Object outcome() throws InterruptedException {
		return this.outcomes.poll(20, TimeUnit.SECONDS);
	}

	private boolean connectAndAskWhetherResumed() throws IOException {
		try (SslSocket socket = connect()) {
			if (socket.getInputStream().read() != 1) {
				throw new IOException("the server said nothing");
			}
			return socket.sessionReused();
		}
	}

}

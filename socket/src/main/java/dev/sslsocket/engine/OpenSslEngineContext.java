package dev.sslsocket.engine;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import dev.sslsocket.cipher.SuiteNumbers;
import dev.sslsocket.failure.SslReason;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;

import org.jspecify.annotations.Nullable;

/**
 * BoringSSL's TLS for one context, by Netty's engine. Trust and keys are ours, as with
 * the JDK's; so are the names, for which Netty's own check is switched off. Safe for use
 * by many threads.
 */
final class OpenSslEngineContext implements EngineContext {

	/** The JVM's switch, which Netty's engine obeys as well. */
	private static final boolean TICKETS = !"false"
		.equals(System.getProperty("jdk.tls.server.enableSessionTicketExtension"));

	private final EngineSettings settings;

	private final Buffers buffers;

	private final LongSupplier nanoTime;

	private final ConnectionTrustManager trustManager;

	private final OpenSslContexts clients;

	private final OpenSslContexts servers;

	/** Says what the JVM's policy allows. */
	private final EngineContext policy;

	/** The versions that both the policy and the library have, the newest first. */
	private final List<String> spoken;

	private final OpenSslGroups groups;

	private final SignaturePolicy signatures;

	/**
	 * Opens a context.
	 * @param nanoTime by which ticket keys of our own age
	 */
	OpenSslEngineContext(EngineSettings settings, Buffers buffers, LongSupplier nanoTime) {
		this.settings = settings;
		this.buffers = buffers;
		this.nanoTime = nanoTime;
		this.trustManager = new ConnectionTrustManager(settings.acceptedIssuers(), OpenSslStapling::received,
				OpenSslRefusal::of);
		ConnectionTrustManager trust = this.trustManager;
		OpenSslContexts.Maker clients = (choice) -> build(choice,
				SslContextBuilder.forClient().trustManager(trust).keyManager(OpenSslKeys.of(settings.keyManager())));
		this.clients = new OpenSslContexts(clients);
		this.servers = new OpenSslContexts((choice) -> build(choice,
				SslContextBuilder
					.forServer(OpenSslKeys.of(new OpenSslStapling(settings.keyManager(), settings.staples())))
					.trustManager(trust)));
		this.policy = new JdkEngineContext(settings, Buffers.onHeap());
		// What the policy disables is listed all the same, and would be spoken.
		this.spoken = OpenSslLibrary.PROTOCOLS.stream().filter(this.policy.probe()::speaks).toList();
		this.groups = OpenSslGroups.ofThisJvm(clients, this.policy);
		this.signatures = SignaturePolicy.ofThisJvm(clients, this.policy);
	}

	private OpenSslContext build(OpenSslContexts.Choice choice, SslContextBuilder builder) throws SSLException {
		EngineSettings settings = this.settings;
		builder.sslProvider(SslProvider.OPENSSL_REFCNT)
			.endpointIdentificationAlgorithm("")
			// A client asks for a staple, as the JDK's does; a server may have one.
			.enableOcsp(true)
			.sessionCacheSize(settings.sessionCacheSize())
			.sessionTimeout(settings.sessionTimeout().toSeconds());
		if (!choice.alpn().isEmpty()) {
			builder.applicationProtocolConfig(new ApplicationProtocolConfig(Protocol.ALPN,
					SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, choice.alpn()));
		}
		if (!choice.groups().isEmpty()) {
			builder.option(OpenSslContextOption.GROUPS, choice.groups().toArray(String[]::new));
		}
		ReferenceCountedOpenSslContext context = (ReferenceCountedOpenSslContext) builder.build();
		OpenSslSessionContext sessions = context.sessionContext();
		sessions.setSessionCacheEnabled(context.isClient() || settings.resumption());
		if (sessions instanceof OpenSslServerSessionContext server
				&& !server.setSessionIdContext(settings.sessions().context(choice.asking()))) {
			context.release();
			throw new SSLException("sessions cannot be kept apart");
		}
		return new OpenSslContext(context, context.isServer() ? ticketKeys() : null);
	}

	/**
	 * Those handed out, or for each choice its own: what sessions share is to be equal.
	 */
	private @Nullable Supplier<TicketKeys> ticketKeys() {
		@Nullable TicketKeys given = this.settings.sessions().keys();
		if (given != null) {
			return () -> given;
		}
		// Keys that are set switch tickets on.
		return TICKETS ? new OwnTicketKeys(this.settings.sessionTimeout(), this.nanoTime) : null;
	}

	@Override
	public EngineContext sibling(EngineSettings settings) {
		return new OpenSslEngineContext(settings, this.buffers, this.nanoTime);
	}

	@Override
	public String implementation() {
		return OpenSslLibrary.version();
	}

	@Override
	public boolean can(EngineFeature feature) {
		return feature.ofOpenSsl();
	}

	@Override
	public void requireGroups(List<String> groups) {
		this.groups.of(groups);
	}

	@Override
	public boolean disables(NamedGroup group) {
		return this.groups.disables(group);
	}

	@Override
	public EngineProbe probe() {
		return new EngineProbe(this, (client, parameters) -> open(client ? this.clients : this.servers, "", NO_SLOT,
				parameters, List.of(parameters.getApplicationProtocols())));
	}

	@Override
	public SSLParameters defaultParameters() {
		return limited(this.policy.defaultParameters());
	}

	@Override
	public SSLParameters supportedParameters() {
		return limited(this.policy.supportedParameters());
	}

	private SSLParameters limited(SSLParameters allowed) {
		return new GroupedParameters(OpenSslLibrary.suites(allowed.getCipherSuites()),
				Stream.of(allowed.getProtocols()).filter(this.spoken::contains).toArray(String[]::new));
	}

	@Override
	public List<String> disabledCipherSuites(Collection<String> suites) {
		return this.policy.disabledCipherSuites(suites).stream().filter(OpenSslLibrary::has).toList();
	}

	@Override
	public TlsEngine client(String peer, int slot, EngineRequest request) {
		// A name without a number would be looked for all the same.
		boolean resumes = slot != NO_SLOT;
		OpenSslSession session = open(this.clients, resumes ? peer : null, slot, request.parameters(),
				List.of(request.parameters().getApplicationProtocols()));
		return start(session, new OpenSslRefusedSession(new WeakReference<>(session.engine()), request.check()));
	}

	@Override
	public TlsEngine server(@Nullable ClientHello hello, EngineRequest request) throws TlsFault {
		List<String> protocols = protocols(hello, request);
		SSLParameters parameters = TlsParameters.copy(request.parameters());
		if (hello != null) {
			parameters.setCipherSuites(shared(parameters, hello));
		}
		return start(open(this.servers, null, NO_SLOT, parameters, protocols), request.check());
	}

	/**
	 * Drops suites that the client does not offer: by those that are enabled, Netty
	 * decides which kind of certificate it asks for, and asks once.
	 */
	private static String[] shared(SSLParameters parameters, ClientHello hello) {
		List<String> ours = List.of(parameters.getCipherSuites());
		List<String> offered = hello.suites().stream().map(SuiteNumbers::name).toList();
		Set<String> shared = new LinkedHashSet<>(parameters.getUseCipherSuitesOrder() ? ours : offered);
		shared.retainAll(parameters.getUseCipherSuitesOrder() ? offered : ours);
		if (shared.stream().allMatch(OpenSslEngineContext::isTls13)) {
			// Those of TLS 1.2 are then for the engine to refuse.
			return parameters.getCipherSuites();
		}
		ours.stream().filter(OpenSslEngineContext::isTls13).forEach(shared::add);
		return shared.toArray(String[]::new);
	}

	/** Theirs name no key exchange. */
	private static boolean isTls13(String suite) {
		return !suite.contains("_WITH_");
	}

	/**
	 * Chooses the application protocol before there is an engine: it has no way to ask.
	 */
	private static List<String> protocols(@Nullable ClientHello hello, EngineRequest request) throws TlsFault {
		@Nullable Function<List<String>, @Nullable String> selector = request.protocolSelector();
		if (selector == null || hello == null || hello.alpn().isEmpty()) {
			return List.of(request.parameters().getApplicationProtocols());
		}
		@Nullable String chosen = selector.apply(hello.alpn());
		if (chosen == null) {
			throw new TlsFault(SslReason.NO_APPLICATION_PROTOCOL, "no application protocol in common");
		}
		return chosen.isEmpty() ? List.of() : List.of(chosen);
	}

	private OpenSslSession open(OpenSslContexts contexts, @Nullable String peer, int slot, SSLParameters parameters,
			List<String> alpn) {
		SSLEngine engine = contexts.engine(new OpenSslContexts.Choice(alpn,
				this.groups.of(TlsParameters.namedGroups(parameters)), SessionRules.asking(parameters)), peer, slot);
		OpenSslSession session = new OpenSslSession(engine, () -> this.trustManager.forget(engine));
		try {
			engine.setSSLParameters(TlsParameters.forEngineWithGroups(parameters));
			if (!this.settings.resumption() && !engine.getUseClientMode()) {
				SSL.setOptions(((ReferenceCountedOpenSslEngine) engine).sslPointer(), SSL.SSL_OP_NO_TICKET);
			}
			return session;
		}
		catch (RuntimeException ex) {
			session.release();
			throw ex;
		}
	}

	private TlsEngine start(OpenSslSession session, PeerCheck check) {
		this.trustManager.register(session.engine(), check);
		TlsEngine engine = new TlsEngine(session, this.buffers);
		engine.holdTo(this.signatures);
		return engine;
	}

}

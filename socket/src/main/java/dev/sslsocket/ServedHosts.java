package dev.sslsocket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * Which engine a server takes for the host that a client asks for. Hosts with the same
 * identities share an engine context, others never do: a session made for one host cannot
 * be resumed for another that has another certificate, since neither the session nor the
 * key of its ticket is there. Immutable; safe for use by many threads.
 */
final class ServedHosts {

	private final String contextName;

	private final Map<HostPattern, EngineContext> named;

	private final @Nullable EngineContext byDefault;

	private ServedHosts(String contextName, Map<HostPattern, EngineContext> named, @Nullable EngineContext byDefault) {
		this.contextName = contextName;
		this.named = named;
		this.byDefault = byDefault;
	}

	/**
	 * Opens what is needed.
	 * @param contextName for messages
	 * @param identities the identities of a context
	 * @param open makes the engines of some of them, in the order given
	 */
	static ServedHosts of(String contextName, List<ServedIdentity> identities,
			Function<List<SslIdentity>, EngineContext> open) {
		List<SslIdentity> byDefault = new ArrayList<>();
		Map<HostPattern, List<SslIdentity>> byHost = new LinkedHashMap<>();
		for (ServedIdentity served : identities) {
			if (served.isDefault()) {
				byDefault.add(served.identity());
			}
			for (String host : served.hosts()) {
				byHost.computeIfAbsent(HostPattern.parse(host), (pattern) -> new ArrayList<>(2)).add(served.identity());
			}
		}
		Map<List<String>, EngineContext> opened = new HashMap<>();
		Function<List<SslIdentity>, EngineContext> engines = (group) -> opened.computeIfAbsent(
				group.stream().map(SslIdentity::fingerprint).toList(), (fingerprints) -> open.apply(group));
		Map<HostPattern, EngineContext> named = new LinkedHashMap<>();
		byHost.forEach((pattern, group) -> named.put(pattern, engines.apply(group)));
		return new ServedHosts(contextName, named, byDefault.isEmpty() ? null : engines.apply(byDefault));
	}

	/**
	 * Finds the engines: by the very name, by a wildcard one label above it, else the
	 * default.
	 * @param serverName what the client asked for, in lower case; {@code null} where it
	 * asked for nothing
	 * @throws TlsFault if no identity is for it and there is no default. As
	 * IO::Socket::SSL and nginx ({@code ssl_reject_handshake}) do, a client that names no
	 * host is refused in the same way: {@code missing_extension}, which RFC 8446 section
	 * 9.2 has for it, is unknown before TLS 1.3
	 */
	EngineContext serving(@Nullable String serverName) throws TlsFault {
		@Nullable EngineContext found = (serverName != null) ? named(serverName) : null;
		if (found == null) {
			found = this.byDefault;
		}
		if (found == null) {
			throw new TlsFault(SslReason.UNRECOGNIZED_NAME,
					((serverName != null) ? "asked for '" + serverName + "'" : "asked for no host (SNI)")
							+ ", and context '" + this.contextName + "' serves " + HostPattern.list(this.named.keySet())
							+ ". For other hosts give it an identity without hosts (ssl.certificate)");
		}
		return found;
	}

	private @Nullable EngineContext named(String serverName) {
		@Nullable EngineContext exact = this.named.get(new HostPattern(serverName, false));
		int dot = serverName.indexOf('.');
		return (exact != null || dot < 0) ? exact
				: this.named.get(new HostPattern(serverName.substring(dot + 1), true));
	}

}

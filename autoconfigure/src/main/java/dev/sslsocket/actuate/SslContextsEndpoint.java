package dev.sslsocket.actuate;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslDebug;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.reload.ReloadStatus;
import dev.sslsocket.verify.PublicSuffixes;

/**
 * The endpoint {@code sslcontexts}: who we are, whom we trust, what is switched off, and
 * where that was written. Read-only but for the debug level. Safe for use by many
 * threads.
 */
@Endpoint(id = "sslcontexts", defaultAccess = Access.READ_ONLY)
public final class SslContextsEndpoint {

	private final SslContexts contexts;

	private final Function<String, Map<String, String>> origins;

	private final Function<String, Optional<ReloadStatus>> reloads;

	/**
	 * Creates the endpoint.
	 * @param contexts the contexts to show
	 * @param origins gives the origins of a context's properties by their names, never
	 * their values
	 * @param reloads gives the status of a context that follows its files
	 */
	public SslContextsEndpoint(SslContexts contexts, Function<String, Map<String, String>> origins,
			Function<String, Optional<ReloadStatus>> reloads) {
		this.contexts = contexts;
		this.origins = origins;
		this.reloads = reloads;
	}

	/**
	 * Returns all contexts.
	 * @return the contexts, the default first
	 */
	@ReadOperation
	public ContextsDescriptor contexts() {
		return new ContextsDescriptor(this.contexts.names().stream().map(this::describe).toList(),
				PublicSuffixes.date());
	}

	/**
	 * Returns one context.
	 * @param name its name
	 * @return the context, {@code null} when there is none of that name
	 */
	@ReadOperation
	public @Nullable ContextDescriptor context(@Selector String name) {
		return this.contexts.names().contains(name) ? describe(name) : null;
	}

	/**
	 * Sets how much is logged of a context's connections, until the application ends or
	 * the context is configured otherwise. Boot offers this operation only where
	 * {@code management.endpoint.sslcontexts.access} is {@code unrestricted}.
	 * @param name name of the context
	 * @param debug from 0 to 3; 4, which logs data in clear, only where the context was
	 * configured with it
	 * @return the level in force, with status 200; with 400 and the reason if there is no
	 * such level or it cannot be had this way; 404 if there is no context of that name
	 */
	@WriteOperation
	public WebEndpointResponse<DebugDescriptor> debug(@Selector String name, int debug) {
		if (!this.contexts.names().contains(name)) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		SslDebug current = this.contexts.get(name).debug();
		try {
			current.level(debug);
			return new WebEndpointResponse<>(new DebugDescriptor(name, current.level(), null));
		}
		catch (SslConfigurationException ex) {
			return new WebEndpointResponse<>(
					new DebugDescriptor(name, current.level(), ex.setting() + " " + ex.getMessage()),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	private ContextDescriptor describe(String name) {
		return ContextDescriptor.of(this.contexts.get(name), this.contexts.generation(name),
				this.reloads.apply(name).orElse(null), this.origins.apply(name));
	}

}

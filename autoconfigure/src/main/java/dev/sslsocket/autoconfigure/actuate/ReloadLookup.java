package dev.sslsocket.autoconfigure.actuate;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.reload.ReloadStatus;

/**
 * Finds how reloading a context goes. An application with contexts of its own has nothing
 * that would reload them.
 */
final class ReloadLookup {

	private ReloadLookup() {
	}

	static Function<String, Optional<ReloadStatus>> in(ObjectProvider<ContextReloads> reloads) {
		@Nullable ContextReloads available = reloads.getIfAvailable();
		return (available != null) ? available::status : (name) -> Optional.empty();
	}

}

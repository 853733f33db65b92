package dev.sslsocket.connection;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.verify.RevocationLookup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several listeners, each kept from harming the connection or the next one.
 */
final class IsolatedListeners implements SslConnectionListener {

	private static final Logger LOGGER = LoggerFactory.getLogger(SslConnectionListener.class);

	private final List<SslConnectionListener> listeners;

	IsolatedListeners(Collection<? extends SslConnectionListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	@Override
	public void opened(LiveConnection connection) {
		each((listener) -> listener.opened(connection));
	}

	@Override
	public void handshaken(LiveConnection connection) {
		each((listener) -> listener.handshaken(connection));
	}

	@Override
	public void failed(LiveConnection connection, SslFailure failure) {
		each((listener) -> listener.failed(connection, failure));
	}

	@Override
	public void leaked(LiveConnection connection) {
		each((listener) -> listener.leaked(connection));
	}

	@Override
	public void closed(LiveConnection connection) {
		each((listener) -> listener.closed(connection));
	}

	@Override
	public void revocationLookedUp(RevocationLookup lookup) {
		each((listener) -> listener.revocationLookedUp(lookup));
	}

	private void each(Consumer<SslConnectionListener> call) {
		for (SslConnectionListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException ex) {
				LOGGER.warn("{} failed; the connection goes on", listener.getClass().getName(), ex);
			}
		}
	}

}

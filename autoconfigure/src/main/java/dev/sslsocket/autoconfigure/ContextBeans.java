package dev.sslsocket.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.ErrorTrap;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.verify.VerifyCallback;

/**
 * Beans of the application that every context takes.
 *
 * @param verifyCallback has the last word on certificates
 * @param errorTrap takes over the sockets of failed handshakes
 * @param listeners told of connections
 */
record ContextBeans(@Nullable VerifyCallback verifyCallback, @Nullable ErrorTrap errorTrap,
		List<SslConnectionListener> listeners) implements SslContextCustomizer {

	@Override
	public void customize(String contextName, SslContextBuilder builder) {
		if (this.verifyCallback != null) {
			builder.verifyCallback(this.verifyCallback);
		}
		if (this.errorTrap != null) {
			builder.errorTrap(this.errorTrap);
		}
		this.listeners.forEach(builder::connectionListener);
	}

}

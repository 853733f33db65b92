package dev.sslsocket.autoconfigure;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;

/**
 * The factory bean behind the beans of named contexts. It stands between them and
 * {@link SslContexts} so that their definitions need no name of a bean that the
 * application may have replaced.
 *
 * @param contexts all contexts
 */
record NamedContextBeans(SslContexts contexts) {

	SslContext context(String name) {
		return this.contexts.get(name);
	}

	SslSocketFactory socketFactory(String name) {
		return this.contexts.socketFactory(name);
	}

	SslServerSocketFactory serverSocketFactory(String name) {
		return this.contexts.serverSocketFactory(name);
	}

}

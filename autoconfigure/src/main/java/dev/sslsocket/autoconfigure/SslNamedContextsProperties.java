package dev.sslsocket.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is written about named contexts. A record of its own, because a record that
 * contains itself cannot be bound.
 *
 * @param contexts Named contexts: the keys of ssl itself, which they inherit. Naming any
 * key of the certificate's, or of the CAs', replaces all of them.
 */
@ConfigurationProperties(SslContextProperties.PREFIX)
record SslNamedContextsProperties(@Nullable Map<String, SslContextProperties> contexts) {

	SslNamedContextsProperties {
		contexts = (contexts != null) ? Map.copyOf(contexts) : Map.of();
	}

}

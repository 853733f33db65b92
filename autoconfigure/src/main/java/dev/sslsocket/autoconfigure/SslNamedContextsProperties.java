package dev.sslsocket.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is written at the root only: named contexts, and what holds for all contexts. A
 * record of its own, because a record that contains itself cannot be bound.
 *
 * @param contexts Named contexts: the keys of ssl itself, which they inherit. Naming any
 * key of the certificate's, or of the CAs', replaces all of them.
 * @param forbidVerifyNone Whether a context that does not verify servers stops the start,
 * whoever has written verify-mode: none.
 */
@ConfigurationProperties(SslContextProperties.PREFIX)
record SslNamedContextsProperties(@Nullable Map<String, SslContextProperties> contexts,
		@Nullable Boolean forbidVerifyNone) {

	SslNamedContextsProperties {
		contexts = (contexts != null) ? Map.copyOf(contexts) : Map.of();
	}

}

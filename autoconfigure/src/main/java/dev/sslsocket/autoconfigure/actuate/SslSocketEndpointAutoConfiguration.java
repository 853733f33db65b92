package dev.sslsocket.autoconfigure.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sslsocket.SslContexts;
import dev.sslsocket.actuate.SslConnectionsEndpoint;
import dev.sslsocket.actuate.SslContextsEndpoint;
import dev.sslsocket.actuate.SslSessionsEndpoint;
import dev.sslsocket.autoconfigure.ConfiguredKeys;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.connection.SslFailures;
import dev.sslsocket.reload.ContextReloads;

/**
 * Auto-configuration of the endpoints {@code sslconnections}, {@code sslcontexts} and
 * {@code sslsessions}.
 */
@AutoConfiguration(after = SslSocketAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class SslSocketEndpointAutoConfiguration {

	SslSocketEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnBean({ SslConnections.class, SslFailures.class })
	@ConditionalOnMissingBean
	SslConnectionsEndpoint sslSocketConnectionsEndpoint(SslConnections connections, SslFailures failures) {
		return new SslConnectionsEndpoint(connections, failures);
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnBean(SslContexts.class)
	@ConditionalOnMissingBean
	SslContextsEndpoint sslSocketContextsEndpoint(SslContexts contexts, ConfiguredKeys keys,
			ObjectProvider<ContextReloads> reloads) {
		return new SslContextsEndpoint(contexts, keys::origins, ReloadLookup.in(reloads));
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	@ConditionalOnBean(SslContexts.class)
	@ConditionalOnMissingBean
	SslSessionsEndpoint sslSocketSessionsEndpoint(SslContexts contexts) {
		return new SslSessionsEndpoint(contexts);
	}

}

package dev.sslsocket.autoconfigure.actuate;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.sslsocket.SslContexts;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.metrics.ContextReloadMetrics;
import dev.sslsocket.metrics.SslConnectionMetrics;
import dev.sslsocket.metrics.SslSessionCacheMetrics;
import dev.sslsocket.reload.ContextReloads;

/**
 * Auto-configuration of the meters {@code ssl.handshakes}, {@code ssl.connections},
 * {@code ssl.connections.active}, {@code ssl.bytes}, {@code ssl.revocation.checks},
 * {@code ssl.context.reloads} and {@code ssl.session.cache.*}. Boot's own
 * {@code ssl.chain.expiry} is about bundles.
 */
@AutoConfiguration(after = { SslSocketAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass({ MeterRegistry.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnBean({ SslContexts.class, MeterRegistry.class })
public final class SslSocketMetricsAutoConfiguration {

	SslSocketMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SslConnectionMetrics sslSocketConnectionMetrics() {
		return new SslConnectionMetrics();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(ContextReloads.class)
	ContextReloadMetrics sslSocketContextReloadMetrics(ContextReloads reloads) {
		return new ContextReloadMetrics(reloads);
	}

	@Bean
	@ConditionalOnMissingBean
	SslSessionCacheMetrics sslSocketSessionCacheMetrics(SslContexts contexts) {
		return new SslSessionCacheMetrics(contexts);
	}

}

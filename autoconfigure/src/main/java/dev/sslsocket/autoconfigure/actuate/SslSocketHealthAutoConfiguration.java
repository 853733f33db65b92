package dev.sslsocket.autoconfigure.actuate;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

import dev.sslsocket.SslContexts;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.health.SslContextHealthIndicator;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.reload.ReloadStatus;

/**
 * Auto-configuration of the health contributor {@code sslContexts}, with a child for each
 * context. Its bean's name is its name in {@code /actuator/health}; plain {@code ssl} is
 * Boot's.
 */
@AutoConfiguration(after = SslSocketAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(SslContexts.class)
@ConditionalOnEnabledHealthIndicator("sslcontexts")
public final class SslSocketHealthAutoConfiguration {

	SslSocketHealthAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = "sslContextsHealthContributor")
	CompositeHealthContributor sslContextsHealthContributor(SslContexts contexts,
			ObjectProvider<ContextReloads> reloads) {
		Function<String, Optional<ReloadStatus>> status = ReloadLookup.in(reloads);
		Map<String, SslContextHealthIndicator> indicators = new LinkedHashMap<>();
		contexts.names()
			.forEach((name) -> indicators.put(name,
					new SslContextHealthIndicator(contexts, name, status, Clock.systemUTC())));
		return CompositeHealthContributor.fromMap(indicators);
	}

}

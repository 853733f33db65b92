package dev.sslsocket.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.sslsocket.ErrorTrap;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.connection.SslFailures;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.VerifyCallback;
import dev.sslsocket.x509.Passphrase;

/**
 * Auto-configuration of TLS sockets: {@code ssl.*} is the default context,
 * {@code ssl.contexts.<name>.*} are named ones. Injected without qualifier,
 * {@link SslSocketFactory}, {@link SslServerSocketFactory} and {@link SslContext} are the
 * default context's; with {@code @Qualifier("name")} a named one's. The factories follow
 * {@link SslContexts#replace}.
 * <p>
 * It comes early, because a data source that instantiates a socket factory by its class
 * name finds the contexts only once they are there.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE)
@EnableConfigurationProperties({ SslContextProperties.class, SslNamedContextsProperties.class })
@Import(NamedContextsRegistrar.class)
@ImportRuntimeHints(SslSocketHints.class)
public final class SslSocketAutoConfiguration {

	private static final String SESSION_CACHE = "sslSocketSessionCache";

	SslSocketAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SslConnections sslSocketConnections() {
		return new SslConnections();
	}

	@Bean
	@ConditionalOnMissingBean
	SslFailures sslSocketFailures() {
		return new SslFailures();
	}

	@Bean
	SslContextsFactory sslSocketContextsFactory(ConfigurableEnvironment environment, ListableBeanFactory beans,
			ObjectProvider<Passphrase> passphrase, ObjectProvider<SslSessionCache> sessionCache,
			ObjectProvider<VerifyCallback> verifyCallback, ObjectProvider<ErrorTrap> errorTrap,
			ObjectProvider<SslConnectionListener> listeners, ObjectProvider<SslContextCustomizer> customizers,
			SslNamedContextsProperties root) {
		// Not only where beans are registered: that may have been ahead of time,
		// elsewhere.
		ContextNames.of(environment);
		// Our own cache bean is made from the contexts; only the application's goes in.
		@Nullable SslSessionCache shared = beans.containsBean(SESSION_CACHE) ? null : sessionCache.getIfAvailable();
		SslContextTranslator translator = new SslContextTranslator(new PropertyErrors(PropertyOrigins.of(environment)),
				shared, Boolean.TRUE.equals(root.forbidVerifyNone()));
		List<SslContextCustomizer> all = new ArrayList<>();
		all.add(new ContextBeans(verifyCallback.getIfAvailable(), errorTrap.getIfAvailable(),
				listeners.orderedStream().toList()));
		all.addAll(customizers.orderedStream().toList());
		Passphrase fallback = passphrase.getIfAvailable(Passphrase::none);
		return new SslContextsFactory(translator, () -> new LevelMaterial(fallback), all);
	}

	@Bean(SESSION_CACHE)
	@ConditionalOnMissingBean
	SslSessionCache sslSocketSessionCache(SslContexts contexts) {
		return contexts.getDefault().sessionCache();
	}

	/** A new bean for each injection: one that was kept would outlive its replacement. */
	@Bean("sslSocketContext.default")
	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	@Fallback
	@Qualifier(SslContexts.DEFAULT)
	@ConditionalOnMissingBean
	SslContext sslSocketContext(SslContexts contexts) {
		return contexts.getDefault();
	}

	@Bean("sslSocketFactory.default")
	@Fallback
	@Qualifier(SslContexts.DEFAULT)
	@ConditionalOnMissingBean
	SslSocketFactory sslSocketFactory(SslContexts contexts) {
		return contexts.socketFactory(SslContexts.DEFAULT);
	}

	@Bean("sslSocketServerFactory.default")
	@Fallback
	@Qualifier(SslContexts.DEFAULT)
	@ConditionalOnMissingBean
	SslServerSocketFactory sslSocketServerFactory(SslContexts contexts) {
		return contexts.serverSocketFactory(SslContexts.DEFAULT);
	}

	@Bean(NamedContextsRegistrar.FACTORY_BEAN)
	NamedContextBeans sslSocketNamedContexts(SslContexts contexts) {
		return new NamedContextBeans(contexts);
	}

	@Bean
	ConfiguredKeys sslSocketConfiguredKeys(ConfigurableEnvironment environment, SslContextProperties root,
			SslNamedContextsProperties named) {
		return new ConfiguredKeys(PropertyOrigins.of(environment), root, named.contexts());
	}

	@Bean
	StartupReport sslSocketStartupReport(ApplicationContext application, ConfigurableEnvironment environment,
			SslContexts contexts, SslContextProperties root, ConfiguredKeys keys) {
		return new StartupReport(application, contexts, keys,
				new UnknownKeys(PropertyOrigins.of(environment), root.byKey().keySet()));
	}

	@Bean
	GlobalContexts sslSocketGlobalContexts(SslContexts contexts) {
		return new GlobalContexts(contexts);
	}

	/** An application that brings contexts of its own reloads them by itself. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(SslContexts.class)
	static class ContextsOfProperties {

		@Bean
		ConfiguredContexts sslSocketConfiguredContexts(SslContextProperties root, SslNamedContextsProperties named,
				SslContextsFactory factory) {
			return factory.create(root, named.contexts());
		}

		@Bean
		SslContexts sslSocketContexts(ConfiguredContexts configured) {
			return configured.contexts();
		}

		@Bean
		ContextReloads sslSocketContextReloads(ConfiguredContexts configured) {
			return configured.reloads();
		}

	}

}

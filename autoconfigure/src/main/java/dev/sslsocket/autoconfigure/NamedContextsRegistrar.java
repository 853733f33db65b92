package dev.sslsocket.autoconfigure;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;

/**
 * Registers each named context's beans: factory-method definitions, which ahead-of-time
 * processing can write down, with a qualifier, and no candidates where none is asked for.
 * They are fallbacks, so that a bean of the application's own with the name of a context
 * wins.
 */
final class NamedContextsRegistrar implements ImportBeanDefinitionRegistrar {

	static final String FACTORY_BEAN = "sslSocketNamedContexts";

	private final ConfigurableEnvironment environment;

	NamedContextsRegistrar(Environment environment) {
		this.environment = (ConfigurableEnvironment) environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importer, BeanDefinitionRegistry registry) {
		for (String name : ContextNames.of(this.environment)) {
			// One that was kept would outlive its replacement.
			register(registry, "sslSocketContext.", name, SslContext.class, "context")
				.setScope(BeanDefinition.SCOPE_PROTOTYPE);
			register(registry, "sslSocketFactory.", name, SslSocketFactory.class, "socketFactory");
			register(registry, "sslSocketServerFactory.", name, SslServerSocketFactory.class, "serverSocketFactory");
		}
	}

	private static RootBeanDefinition register(BeanDefinitionRegistry registry, String prefix, String name,
			Class<?> type, String method) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setFactoryBeanName(FACTORY_BEAN);
		definition.setFactoryMethodName(method);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		definition.setDefaultCandidate(false);
		definition.setFallback(true);
		registry.registerBeanDefinition(prefix + name, definition);
		return definition;
	}

}

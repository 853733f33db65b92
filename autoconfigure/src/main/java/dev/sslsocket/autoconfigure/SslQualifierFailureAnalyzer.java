package dev.sslsocket.autoconfigure;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

import dev.sslsocket.NoSuchSslContextException;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;

/**
 * Explains {@code @Qualifier("order")} on one of our types when no context has that name.
 * It comes before Boot's own analysis of missing beans, which would tell to define one.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class SslQualifierFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> TYPES = Set.of(SslContext.class, SslSocketFactory.class,
			SslServerSocketFactory.class);

	private final ConfigurableEnvironment environment;

	SslQualifierFailureAnalyzer(Environment environment) {
		this.environment = (ConfigurableEnvironment) environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		@Nullable Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		@Nullable String name = qualifier(rootFailure);
		if (type == null || name == null || !TYPES.contains(type)) {
			return null;
		}
		List<String> known = ContextNames.withDefault(ContextNames.of(this.environment));
		return known.contains(name) ? null
				: NoSuchSslContextFailureAnalyzer.analysis(new NoSuchSslContextException(name, known), cause);
	}

	/** The qualifier of the innermost injection point: outer ones only wait for it. */
	private static @Nullable String qualifier(Throwable failure) {
		@Nullable String name = null;
		for (@Nullable
		Throwable current = failure; current != null; current = current.getCause()) {
			if (current instanceof UnsatisfiedDependencyException unsatisfied) {
				name = qualifier(unsatisfied.getInjectionPoint());
			}
		}
		return name;
	}

	private static @Nullable String qualifier(@Nullable InjectionPoint point) {
		Annotation[] annotations = (point != null) ? point.getAnnotations() : new Annotation[0];
		return Arrays.stream(annotations)
			.filter(Qualifier.class::isInstance)
			.map((annotation) -> ((Qualifier) annotation).value())
			.findFirst()
			.orElse(null);
	}

}

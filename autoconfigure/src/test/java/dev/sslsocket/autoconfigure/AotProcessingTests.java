package dev.sslsocket.autoconfigure;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that ahead-of-time processing writes the beans down, those of named contexts
 * included, and that what it writes compiles and runs.
 */
class AotProcessingTests {

	private static final String[] PROPERTIES = { "ssl.contexts.orders.verify-name=orders.example",
			"ssl.contexts.billing.read-timeout=3" };

	@TempDir
	private Path directory;

	@Test
	void applicationWhenProcessedAheadOfTimeHasTheSameBeans() throws Exception {
		process((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.plain().name()).isEqualTo("default");
			assertThat(injected.orders().verifyName()).contains("orders.example");
			assertThat(injected.factory()).isSameAs(context.getBean("sslSocketFactory.default"));
			assertThat(injected.billing()).isSameAs(context.getBean("sslSocketFactory.billing"));
			assertThat(injected.server()).isSameAs(context.getBean("sslSocketServerFactory.orders"));
			assertThat(context.getBean(SslContexts.class).names()).containsExactly("default", "billing", "orders");
		});
	}

	private void process(Consumer<GenericApplicationContext> running) throws Exception {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(AotProcessingTests.class)), files);
		ClassName initializer;
		try (GenericApplicationContext source = new GenericApplicationContext()) {
			AnnotationConfigUtils.registerAnnotationConfigProcessors(source);
			TestPropertyValues.of(PROPERTIES).applyTo(source);
			source.registerBean("application", Application.class);
			initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		}
		generation.writeGeneratedContent();
		GeneratedCode code = new GeneratedCode(this.directory);
		code.compile(files);
		run(code.load(initializer.canonicalName()), running);
	}

	@SuppressWarnings("unchecked")
	private static void run(Class<?> initializer, Consumer<GenericApplicationContext> running) throws Exception {
		Constructor<?> constructor = initializer.getDeclaredConstructor();
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			TestPropertyValues.of(PROPERTIES).applyTo(context);
			((ApplicationContextInitializer<GenericApplicationContext>) constructor.newInstance()).initialize(context);
			context.refresh();
			running.accept(context);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SslSocketAutoConfiguration.class)
	static class Application {

		@Bean
		Injected injected(SslContext plain, @Qualifier("orders") SslContext orders, SslSocketFactory factory,
				@Qualifier("billing") SslSocketFactory billing, @Qualifier("orders") SslServerSocketFactory server) {
			return new Injected(plain, orders, factory, billing, server);
		}

	}

	record Injected(SslContext plain, SslContext orders, SslSocketFactory factory, SslSocketFactory billing,
			SslServerSocketFactory server) {
	}

}

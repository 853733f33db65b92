package dev.sslsocket.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.SslContexts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GlobalContexts}.
 */
class GlobalContextsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class));

	@Test
	void globalWhenTheApplicationLivesIsItsOwnAndPutBackAfterwards() {
		SslContexts before = SslContexts.global();
		this.runner.run((context) -> assertThat(SslContexts.global()).isSameAs(context.getBean(SslContexts.class)));
		assertThat(SslContexts.global()).isSameAs(before);
	}

	@Test
	void globalWhenApplicationsCloseInAnyOrderIsTheLatestThatLives() {
		SslContexts before = SslContexts.global();
		GlobalContexts first = live();
		SslContexts firstContexts = SslContexts.global();
		GlobalContexts second = live();
		GlobalContexts third = live();
		SslContexts thirdContexts = SslContexts.global();
		second.destroy();
		assertThat(SslContexts.global()).isSameAs(thirdContexts);
		third.destroy();
		assertThat(SslContexts.global()).isSameAs(firstContexts);
		first.destroy();
		assertThat(SslContexts.global()).isSameAs(before);
	}

	@Test
	void globalWhenTheStartFailsIsPutBack() {
		SslContexts before = SslContexts.global();
		this.runner.withBean("broken", Object.class, () -> {
			throw new IllegalStateException("broken on purpose");
		}).run((context) -> assertThat(context).hasFailed());
		assertThat(SslContexts.global()).isSameAs(before);
	}

	@Test
	void contextsWhenBeansAreLazyAreBuiltAtTheStart() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("ssl.contexts.broken.ca-file=nowhere.pem")
			.run((context) -> assertThat(context).hasFailed());
	}

	private static GlobalContexts live() {
		GlobalContexts global = new GlobalContexts(
				SslContexts.of(dev.sslsocket.SslContext.builder().build(), java.util.Map.of()));
		global.afterPropertiesSet();
		return global;
	}

}

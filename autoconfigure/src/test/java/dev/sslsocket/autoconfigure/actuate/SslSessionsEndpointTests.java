package dev.sslsocket.autoconfigure.actuate;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.jmx.JmxOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.SslContexts;
import dev.sslsocket.actuate.SessionCacheDescriptor;
import dev.sslsocket.actuate.SslSessionsEndpoint;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.session.SessionKey;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.peer.TlsPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the endpoint {@code sslsessions}, and for a cache that is a bean.
 */
@Timeout(60)
class SslSessionsEndpointTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class,
				SslSocketEndpointAutoConfiguration.class, EndpointAutoConfiguration.class, JmxAutoConfiguration.class,
				JmxEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*")
		.withPropertyValues(Handshakes.properties())
		.withPropertyValues("ssl.contexts.a.read-timeout=9", "ssl.contexts.b.close-timeout=9");

	private TlsPeer peer;

	@BeforeEach
	void start() {
		this.peer = TlsPeer.sound(Handshakes.PKI);
	}

	@AfterEach
	void stop() {
		this.peer.close();
	}

	@Test
	void cacheWhenItIsABeanIsSharedByContextsAndShownOnce() {
		this.runner.withBean(SslSessionCache.class, () -> SslSessionCache.ofSize(5))
			.withPropertyValues("ssl.contexts.off.session-cache.enabled=false")
			.run((context) -> {
				assertThat(visit(context, "a")).isFalse();
				assertThat(visit(context, "b")).as("a and b trust the same, and show no certificate").isTrue();
				assertThat(visit(context, "default")).as("shows its certificate to servers that ask").isFalse();
				assertThat(visit(context, "off")).isFalse();
				SslSessionsEndpoint endpoint = context.getBean(SslSessionsEndpoint.class);
				String name = "localhost:" + this.peer.port();
				assertThat(endpoint.sessions().caches()).containsExactly(
						new SessionCacheDescriptor(List.of("default", "a", "b", "wrong"), 2, 5, 3, 1, 0, List.of(name)),
						new SessionCacheDescriptor(List.of("off"), 0, 0, 1, 0, 0, List.of()));
				assertThat(endpoint.cacheOf("off").contexts()).containsExactly("off");
				assertThat(endpoint.cacheOf("nobody")).isNull();
			});
	}

	@Test
	void cachesWhenThereIsNoBeanAreOnePerContext() {
		this.runner.run((context) -> {
			assertThat(visit(context, "a")).isFalse();
			assertThat(visit(context, "b")).isFalse();
			assertThat(context.getBean(SslSessionsEndpoint.class).sessions().caches())
				.extracting(SessionCacheDescriptor::contexts)
				.containsExactly(List.of("default"), List.of("a"), List.of("b"), List.of("wrong"));
		});
	}

	@Test
	void sessionsWhenDroppedAreNotResumed() {
		this.runner.withPropertyValues("management.endpoint.sslsessions.access=UNRESTRICTED").run((context) -> {
			SslSessionsEndpoint endpoint = context.getBean(SslSessionsEndpoint.class);
			visit(context, "a");
			assertThat(visit(context, "a")).isTrue();
			assertThat(endpoint.drop("a", "elsewhere:1").dropped()).isZero();
			assertThat(visit(context, "a")).isTrue();
			assertThat(endpoint.drop("a", "localhost:" + this.peer.port()).dropped()).isOne();
			assertThat(visit(context, "a")).isFalse();
			assertThat(endpoint.drop("a", null).dropped()).isOne();
			assertThat(visit(context, "a")).isFalse();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.drop("nobody", null))
				.withMessage("There is no SSL context of that name");
			assertThat(operations(context)).contains("sessions", "drop");
		});
	}

	@Test
	void sessionsWhenAccessIsNotRaisedCannotBeDropped() {
		this.runner.run((context) -> assertThat(operations(context)).containsExactlyInAnyOrder("sessions", "cacheOf"));
	}

	@Test
	void keysWhenThereAreManyAreTheNewest() {
		SslSessionCache cache = SslSessionCache.ofSize(5000);
		this.runner.withBean(SslSessionCache.class, () -> cache).run((context) -> {
			IntStream.range(0, 3000).mapToObj((number) -> new SessionKey("host-" + number, "p")).forEach((key) -> {
				cache.slotFor(key);
				cache.established(key, false);
			});
			SessionCacheDescriptor shown = context.getBean(SslSessionsEndpoint.class).cacheOf("a");
			assertThat(shown.size()).isEqualTo(3000);
			assertThat(shown.keys()).hasSize(1000).startsWith("host-2999", "host-2998");
		});
	}

	@Test
	void defaultCacheWhenSetIsThatOfContextsAboutWhichNothingIsSaid() {
		SslSessionCache common = SslSessionCache.ofSize(5);
		SslSessionCache former = SslSessionCache.setDefault(common);
		try {
			this.runner.withPropertyValues("ssl.contexts.own.session-cache.size=3").run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.get("a").sessionCache()).isSameAs(common);
				assertThat(contexts.get("own").sessionCache()).isNotSameAs(common);
			});
		}
		finally {
			SslSessionCache.setDefault(former);
		}
	}

	private boolean visit(AssertableApplicationContext context, String client) throws Exception {
		return Handshakes.visit(context.getBean(SslContexts.class), client, this.peer.port());
	}

	private static List<String> operations(AssertableApplicationContext context) {
		return context.getBean(JmxEndpointsSupplier.class)
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().toString().equals("sslsessions"))
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map(JmxOperation::getName)
			.toList();
	}

}

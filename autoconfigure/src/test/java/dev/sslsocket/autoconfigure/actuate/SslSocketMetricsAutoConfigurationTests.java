package dev.sslsocket.autoconfigure.actuate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sslsocket.SslContexts;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.connection.SslFailures;
import dev.sslsocket.metrics.SslConnectionMetrics;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.metrics.SslSessionCacheMetrics;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.peer.TlsPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SslSocketMetricsAutoConfiguration}, by live handshakes.
 */
@ExtendWith(OutputCaptureExtension.class)
class SslSocketMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SslSocketAutoConfiguration.class, SslSocketMetricsAutoConfiguration.class))
		.withPropertyValues(Handshakes.properties());

	private final ApplicationContextRunner measured = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void handshakesWhenTheySucceedAndFailAreMetersWithReasons() {
		this.measured.run((context) -> {
			SslContexts contexts = context.getBean(SslContexts.class);
			Handshakes.talk(contexts, "default");
			Handshakes.talk(contexts, "wrong");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("ssl.handshakes")
				.tags("context", "default", "side", "client", "result", "success", "reason", "none", "protocol",
						"TLSv1.3", "resumed", "false")
				.timer()
				.count()).isOne();
			assertThat(registry.get("ssl.handshakes")
				.tags("context", "wrong", "side", "client", "result", "failure", "reason", "hostname_mismatch")
				.timer()
				.count()).isOne();
			assertThat(registry.get("ssl.handshakes")
				.tags("context", "default", "side", "server", "reason", "certificate_refused_by_peer")
				.timer()
				.count()).isOne();
			assertThat(registry.get("ssl.connections").tag("side", "server").counter().count()).isEqualTo(2);
			assertThat(registry.get("ssl.connections.active").tag("side", "server").gauge().value()).isZero();
			assertThat(registry.get("ssl.bytes")
				.tags("context", "default", "side", "client", "direction", "written")
				.counter()
				.count()).isOne();
		});
	}

	@Test
	void revocationWhenLookedUpIsAMeterWithItsResult() {
		CrlMaker list = CrlMaker.issuedBy(Handshakes.PKI.ca());
		this.measured.withPropertyValues("ssl.contexts.looking.revocation.crl=leaf",
				"ssl.contexts.looking.revocation.crl-files=" + list.pem(), "ssl.contexts.refusing.revocation.crl=leaf",
				"ssl.contexts.refusing.revocation.crl-files=" + list.revoke(Handshakes.PKI.server()).pem())
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				Handshakes.talk(contexts, "looking");
				Handshakes.talk(contexts, "refusing");
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("ssl.revocation.checks")
					.tags("context", "looking", "means", "crl", "result", "good")
					.counter()
					.count()).isOne();
				assertThat(registry.get("ssl.revocation.checks")
					.tags("context", "refusing", "means", "crl", "result", "revoked")
					.counter()
					.count()).isOne();
				assertThat(registry.get("ssl.revocation.checks").counters()).hasSize(2);
			});
	}

	@Test
	void reloadsWhenFilesAreFollowedAreMetersFromTheStart(@TempDir Path directory) throws Exception {
		Path ca = Files.writeString(directory.resolve("ca.pem"), Handshakes.PKI.caPem());
		this.measured
			.withPropertyValues("ssl.contexts.followed.ca-file=" + ca, "ssl.contexts.followed.reload-on-update=true")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(reloads(registry, "success")).isZero();
				assertThat(reloads(registry, "failure")).isZero();
				ContextReloads reloads = context.getBean(ContextReloads.class);
				Files.writeString(ca, "no longer a CA");
				reloads.check();
				reloads.check();
				assertThat(reloads(registry, "failure")).isOne();
				Files.writeString(ca, Handshakes.PKI.caPem() + Handshakes.PKI.serverPem());
				reloads.check();
				reloads.check();
				assertThat(reloads(registry, "success")).isOne();
			});
	}

	private static double reloads(MeterRegistry registry, String result) {
		return registry.get("ssl.context.reloads")
			.tags("context", "followed", "result", result)
			.functionCounter()
			.count();
	}

	@Test
	void sessionCachesWhenUsedAreMetersOnceEach() {
		this.measured
			.withPropertyValues("ssl.contexts.small.session-cache.size=1", "ssl.contexts.small.verify-name=localhost")
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				try (TlsPeer one = TlsPeer.sound(Handshakes.PKI); TlsPeer two = TlsPeer.sound(Handshakes.PKI)) {
					for (TlsPeer peer : List.of(one, one, two)) {
						Handshakes.visit(contexts, "small", peer.port());
					}
				}
				assertThat(registry.get("ssl.session.cache.size").tag("context", "small").gauge().value()).isOne();
				assertThat(requests(registry, "small", "hit")).isOne();
				assertThat(requests(registry, "small", "miss")).isEqualTo(2);
				assertThat(requests(registry, "default", "miss")).isZero();
				assertThat(
						registry.get("ssl.session.cache.evictions").tag("context", "small").functionCounter().count())
					.isOne();
			});
		this.measured.withBean(SslSessionCache.class, () -> SslSessionCache.ofSize(5))
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("ssl.session.cache.size").gauges())
				.singleElement()
				.satisfies((gauge) -> assertThat(gauge.getId().getTag("context")).isEqualTo("default")));
	}

	private static double requests(MeterRegistry registry, String context, String result) {
		return registry.get("ssl.session.cache.requests")
			.tags("context", context, "result", result)
			.functionCounter()
			.count();
	}

	@Test
	void handshakeWhenTheServerIsRefusedIsInTheLog(CapturedOutput output) {
		this.runner.run((context) -> {
			Handshakes.talk(context.getBean(SslContexts.class), "wrong");
			assertThat(output.getOut()).containsOnlyOnce("Context 'default', server: certificate_refused_by_peer: ");
		});
	}

	@Test
	void registryWhenItThrowsHarmsNoConnection() {
		this.measured.withBean(MeterRegistry.class, Broken::new).run((context) -> {
			assertThat(context).hasSingleBean(SslConnectionMetrics.class);
			SslContexts contexts = context.getBean(SslContexts.class);
			Handshakes.talk(contexts, "default");
			assertThat(context.getBean(SslFailures.class).last()).isEmpty();
		});
	}

	@Test
	void metersWhenThereIsNoRegistryDoNotExist() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasBean("sslSocketFactory.default")
			.doesNotHaveBean(SslConnectionMetrics.class)
			.doesNotHaveBean(SslSessionCacheMetrics.class));
	}

	@Test
	void applicationWhenMicrometerIsMissingStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("sslSocketFactory.default")
				.doesNotHaveBean("sslSocketConnectionMetrics"));
	}

	@Test
	void metersWhenTheApplicationBringsItsOwnAreThose() {
		SslConnectionMetrics own = new SslConnectionMetrics();
		this.measured.withBean(SslConnectionMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(SslConnectionMetrics.class).isSameAs(own));
	}

	/** A registry that makes no counters. */
	private static final class Broken extends SimpleMeterRegistry {

		@Override
		protected Counter newCounter(Meter.Id id) {
			throw new IllegalStateException("no more meters");
		}

	}

}

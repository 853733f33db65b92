package dev.sslsocket.autoconfigure.actuate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.health.SslContextHealthIndicator;
import dev.sslsocket.reload.ReloadStatus;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.x509.SslIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SslSocketHealthAutoConfiguration} and what its children say.
 */
class SslSocketHealthAutoConfigurationTests {

	private static final TestPki pki = TestPki.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(SslSocketAutoConfiguration.class, SslSocketHealthAutoConfiguration.class));

	@Test
	void healthWhenCertificatesAreValidIsUp() {
		this.runner
			.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
					"ssl.contexts.client.use-cert=false")
			.run((context) -> {
				CompositeHealthContributor contributor = context.getBean("sslContextsHealthContributor",
						CompositeHealthContributor.class);
				assertThat(contributor.stream().map((entry) -> entry.name())).containsExactlyInAnyOrder("default",
						"client");
				Health health = health(contributor, "default");
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsEntry("verification", "chain and name")
					.doesNotContainKey("invalidCertificates");
				assertThat((List<?>) health.getDetails().get("validCertificates")).first()
					.asString()
					.startsWith("CN=localhost ends ");
				assertThat(health(contributor, "client").getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void healthWhenACertificateHasExpiredIsOutOfServiceAndNamesIt() {
		CertifiedKey expired = CertificateMaker.localhost().expired().issuedBy(pki.ca());
		CertifiedKey early = CertificateMaker.localhost().subject("CN=early").notYetValid().issuedBy(pki.ca());
		this.runner.withPropertyValues("ssl.contexts.old.certificate=" + expired.pem(),
				"ssl.contexts.old.private-key=" + expired.privateKeyPem(),
				"ssl.contexts.new.certificate=" + early.pem(), "ssl.contexts.new.private-key=" + early.privateKeyPem())
			.run((context) -> {
				CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
				assertThat(health(contributor, "old").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(health(contributor, "old").getDetails()).containsEntry("invalidCertificates",
						List.of("CN=localhost ended " + expired.certificate().getNotAfter().toInstant()));
				assertThat(health(contributor, "new").getDetails()).containsEntry("invalidCertificates",
						List.of("CN=early begins " + early.certificate().getNotBefore().toInstant()));
				assertThat(health(contributor, "default").getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void healthWhenAHostsCertificateHasExpiredNamesItAndItsHosts() {
		CertifiedKey expired = CertificateMaker.leaf().subject("CN=old").dns("a.example").expired().issuedBy(pki.ca());
		this.runner
			.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
					"ssl.identities[0].hosts=a.example, *.b.example", "ssl.identities[0].certificate=" + expired.pem(),
					"ssl.identities[0].private-key=" + expired.privateKeyPem())
			.run((context) -> {
				Health health = health(context.getBean(CompositeHealthContributor.class), "default");
				assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat(health.getDetails()).containsEntry("invalidCertificates", List
					.of("CN=old for a.example, *.b.example ended " + expired.certificate().getNotAfter().toInstant()));
				assertThat((List<?>) health.getDetails().get("validCertificates")).singleElement()
					.asString()
					.startsWith("CN=localhost ends ");
			});
	}

	@Test
	void healthWhenAStapleIsMissingIsDegradedAndWhenRevokedOutOfService(@TempDir Path directory) throws Exception {
		OcspMaker maker = OcspMaker.issuedBy(pki.ca());
		Path good = Files.write(directory.resolve("good.der"), maker.good(pki.server()).der());
		Path ended = Files.write(directory.resolve("ended.der"),
				maker.good(pki.server()).nextUpdate(Instant.now().minus(1, ChronoUnit.HOURS)).der());
		Path revoked = Files.write(directory.resolve("revoked.der"), maker.revoked(pki.server()).der());
		this.runner
			.withPropertyValues("ssl.engine=openssl", "ssl.certificate=" + pki.serverPem(),
					"ssl.private-key=" + pki.serverKeyPem(), "ssl.ca-file=" + pki.caPem(),
					"ssl.contexts.good.ocsp-staple-file=" + good, "ssl.contexts.ended.ocsp-staple-file=" + ended,
					"ssl.contexts.revoked.ocsp-staple-file=" + revoked)
			.run((context) -> {
				CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
				assertThat(health(contributor, "default").getStatus()).isEqualTo(Status.UP);
				assertThat(health(contributor, "good").getStatus()).isEqualTo(Status.UP);
				assertThat(health(contributor, "ended").getStatus()).isEqualTo(SslContextHealthIndicator.DEGRADED);
				assertThat((List<?>) health(contributor, "ended").getDetails().get("missingStaples")).singleElement()
					.asString()
					.startsWith("CN=localhost: ended ");
				assertThat(health(contributor, "revoked").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
				assertThat((List<?>) health(contributor, "revoked").getDetails().get("invalidCertificates"))
					.singleElement()
					.asString()
					.startsWith("CN=localhost was revoked by its issuer on ");
			});
	}

	@Test
	void healthWhenThereArePinsSaysWhatTheyCountFor() {
		String pin = "ab".repeat(32);
		this.runner
			.withPropertyValues("ssl.pins=" + pin, "ssl.contexts.a.pins=" + pin, "ssl.contexts.a.pin-mode=additional",
					"ssl.contexts.b.pins=" + pin, "ssl.contexts.b.pin-mode=enforce")
			.run((context) -> {
				CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
				assertThat(health(contributor, "default").getDetails()).containsEntry("verification",
						"chain and name, or a pin");
				assertThat(health(contributor, "a").getDetails()).containsEntry("verification",
						"chain and name, and a pin");
				assertThat(health(contributor, "b").getDetails()).containsEntry("verification", "pin only");
			});
	}

	@Test
	void healthWhenVerificationIsOffIsUpAndSaysSo() {
		this.runner
			.withPropertyValues("ssl.verify-mode=none", "ssl.contexts.a.verify-mode=peer",
					"ssl.contexts.a.verify-hostname=none", "ssl.contexts.b.verify-mode=peer",
					"ssl.contexts.b.verify-hostname=ldap")
			.run((context) -> {
				CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
				assertThat(health(contributor, "default").getStatus()).isEqualTo(Status.UP);
				assertThat(health(contributor, "default").getDetails()).containsEntry("verification",
						"off: servers are not verified");
				assertThat(health(contributor, "a").getDetails()).containsEntry("verification",
						"chain only: names are not checked");
				assertThat(health(contributor, "b").getDetails()).containsEntry("verification",
						"chain and name (verify-hostname: ldap)");
			});
	}

	@Test
	void healthWhenAReloadFailsIsDegradedUnlessACertificateHasExpiredAsWell() {
		ReloadStatus failing = new ReloadStatus(null, "ssl.ca-file is wrong.", Instant.EPOCH);
		for (CertifiedKey key : List.of(pki.server(), CertificateMaker.localhost().expired().issuedBy(pki.ca()))) {
			SslContext context = SslContext.builder()
				.identity(SslIdentity.of(key.privateKey(), key.certificate()))
				.build();
			Health health = new SslContextHealthIndicator(SslContexts.of(context, Map.of()), "default",
					(name) -> Optional.of(failing), Clock.systemUTC())
				.health();
			assertThat(health.getStatus())
				.isEqualTo((key == pki.server()) ? SslContextHealthIndicator.DEGRADED : Status.OUT_OF_SERVICE);
			assertThat(health.getDetails()).containsEntry("reloadFailure", "ssl.ca-file is wrong.")
				.containsEntry("reloadFailingSince", Instant.EPOCH);
		}
	}

	@Test
	void healthWhenARevocationListHasEndedOrEndsSoonNamesIt() {
		Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
		CrlMaker list = CrlMaker.issuedBy(pki.ca()).thisUpdate(now.minusSeconds(1000));
		this.runner
			.withPropertyValues("ssl.ca-file=" + pki.caPem(), "ssl.revocation.crl=leaf",
					"ssl.revocation.crl-files=" + list.nextUpdate(now.plusSeconds(9000)).pem(),
					"ssl.contexts.soon.revocation.crl-files=" + list.nextUpdate(now.plusSeconds(100)).pem(),
					"ssl.contexts.late.revocation.crl-files=" + list.nextUpdate(now.minusSeconds(100)).pem())
			.run((context) -> {
				CompositeHealthContributor contributor = context.getBean(CompositeHealthContributor.class);
				Health current = health(contributor, "default");
				assertThat(current.getStatus()).isEqualTo(Status.UP);
				assertThat(current.getDetails())
					.containsEntry("currentRevocationLists",
							List.of("CN=Test CA in 'inline PEM' ends " + now.plusSeconds(9000)))
					.doesNotContainKeys("endingRevocationLists", "endedRevocationLists");
				Health soon = health(contributor, "soon");
				assertThat(soon.getStatus()).isEqualTo(Status.UP);
				assertThat(soon.getDetails())
					.containsEntry("endingRevocationLists",
							List.of("CN=Test CA in 'inline PEM' ends " + now.plusSeconds(100)))
					.doesNotContainKeys("currentRevocationLists", "endedRevocationLists");
				Health late = health(contributor, "late");
				assertThat(late.getStatus()).isEqualTo(SslContextHealthIndicator.DEGRADED);
				assertThat(late.getDetails())
					.containsEntry("endedRevocationLists",
							List.of("CN=Test CA in 'inline PEM' ended " + now.minusSeconds(100)))
					.doesNotContainKeys("currentRevocationLists", "endingRevocationLists");
			});
	}

	@Test
	void healthWhenSwitchedOffIsNotThere() {
		this.runner.withPropertyValues("management.health.sslcontexts.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CompositeHealthContributor.class));
	}

	@Test
	void applicationWhenHealthIsMissingStarts() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SslSocketFactory.class)
				.doesNotHaveBean("sslContextsHealthContributor"));
	}

	private static Health health(CompositeHealthContributor contributor, String context) {
		return ((HealthIndicator) contributor.getContributor(context)).health();
	}

}

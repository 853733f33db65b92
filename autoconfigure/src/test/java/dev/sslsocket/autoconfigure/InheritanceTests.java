package dev.sslsocket.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.ServedIdentity;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a named context takes from the default one.
 */
class InheritanceTests {

	private static final TestPki pki = TestPki.create();

	private static final String OTHER_CA = CertificateMaker.ca().subject("CN=Other CA").selfSigned().pem();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class))
		.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
				"ssl.ca-file=" + pki.caPem(), "ssl.verify-name=root.example", "ssl.read-timeout=7",
				"ssl.eof-policy=lenient", "ssl.session-cache.size=3");

	@Test
	void contextWhenItSetsNothingOfAGroupInheritsTheGroup() {
		this.runner.withPropertyValues("ssl.contexts.a.write-timeout=9").run((context) -> {
			SslContext a = context.getBean(SslContexts.class).get("a");
			assertThat(a.identities()).hasSize(1);
			assertThat(a.trustDescription()).isEqualTo("1 CA (CN=Test CA)");
			assertThat(a.timeouts().read()).isEqualTo(Duration.ofSeconds(7));
			assertThat(a.timeouts().write()).isEqualTo(Duration.ofSeconds(9));
			assertThat(a.eofPolicy()).isEqualTo(EofPolicy.LENIENT);
			assertThat(context.getBean(SslContexts.class).getDefault().timeouts().write()).isZero();
		});
	}

	@Test
	void certificateWhenInheritedIsNotShownToServers() {
		this.runner
			.withPropertyValues("ssl.contexts.a.eof-policy=strict", "ssl.contexts.b.certificate=" + pki.clientPem(),
					"ssl.contexts.b.private-key=" + pki.clientKeyPem(), "ssl.contexts.c.certificate=" + pki.clientPem(),
					"ssl.contexts.c.private-key=" + pki.clientKeyPem(), "ssl.contexts.c.use-cert=false")
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.getDefault().useCertificate()).isTrue();
				assertThat(contexts.get("a").useCertificate()).isFalse();
				assertThat(contexts.get("b").useCertificate()).isTrue();
				assertThat(contexts.get("c").useCertificate()).isFalse();
			});
	}

	@Test
	void certificateWhenInheritedIsNotShownEvenIfTheRootSaysSo() {
		this.runner.withPropertyValues("ssl.use-cert=true", "ssl.contexts.a.eof-policy=strict")
			.run((context) -> assertThat(context.getBean(SslContexts.class).get("a").useCertificate()).isFalse());
	}

	@Test
	void trustWhenOneKeyIsSetIsReplacedAsAWhole() {
		this.runner.withPropertyValues("ssl.contexts.a.ca=jdk", "ssl.contexts.b.ca-file=" + OTHER_CA).run((context) -> {
			SslContexts contexts = context.getBean(SslContexts.class);
			assertThat(contexts.get("a").trustDescription()).doesNotContain("Test CA").contains("of the JDK");
			assertThat(contexts.get("b").trustDescription()).isEqualTo("1 CA (CN=Other CA)");
			assertThat(contexts.get("b").identities()).hasSize(1);
		});
	}

	@Test
	void pinsWhenAnyKeyOfTrustIsSetAreReplacedWithTheGroup() {
		String pin = "sha256$" + "ab".repeat(32);
		this.runner
			.withPropertyValues("ssl.pins=" + pin, "ssl.pin-mode=additional", "ssl.contexts.a.eof-policy=strict",
					"ssl.contexts.b.ca-file=" + OTHER_CA, "ssl.contexts.c.pins=" + pin)
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.getDefault().pins()).contains(PinSet.of(PinMode.ADDITIONAL, pin));
				assertThat(contexts.get("a").pins()).isEqualTo(contexts.getDefault().pins());
				assertThat(contexts.get("b").pins()).isEmpty();
				assertThat(contexts.get("c").pins()).contains(PinSet.of(pin));
				assertThat(contexts.get("c").trustDescription()).endsWith("of the JDK and 1 pin");
			});
	}

	@Test
	void identitiesWhenAnyKeyOfIdentityIsSetAreReplacedWithTheGroup() {
		this.runner
			.withPropertyValues("ssl.identities[0].hosts=a.example", "ssl.identities[0].certificate=" + pki.clientPem(),
					"ssl.identities[0].private-key=" + pki.clientKeyPem(), "ssl.contexts.a.eof-policy=strict",
					"ssl.contexts.b.certificate=" + pki.clientPem(), "ssl.contexts.b.private-key=" + pki.clientKeyPem(),
					"ssl.contexts.c.identities[0].hosts=c.example",
					"ssl.contexts.c.identities[0].certificate=" + pki.serverPem(),
					"ssl.contexts.c.identities[0].private-key=" + pki.serverKeyPem())
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(hosts(contexts.getDefault())).containsExactly(List.of(), List.of("a.example"));
				assertThat(hosts(contexts.get("a"))).isEqualTo(hosts(contexts.getDefault()));
				// Loaded once, for however many contexts.
				assertThat(contexts.get("a").identities()).isEqualTo(contexts.getDefault().identities());
				assertThat(contexts.get("a").useCertificate()).isFalse();
				assertThat(hosts(contexts.get("b"))).containsExactly(List.of());
				assertThat(hosts(contexts.get("c"))).containsExactly(List.of("c.example"));
				assertThat(contexts.get("c").useCertificate()).isTrue();
			});
	}

	private static List<List<String>> hosts(SslContext context) {
		return context.servedIdentities().stream().map(ServedIdentity::hosts).toList();
	}

	@Test
	void namesOfClientCasWhenAnyKeyOfTrustIsSetAreReplacedWithTheGroup() {
		this.runner
			.withPropertyValues("ssl.client-ca-file=" + OTHER_CA, "ssl.contexts.a.eof-policy=strict",
					"ssl.contexts.b.ca-file=" + pki.caPem(), "ssl.contexts.c.client-ca-file=" + OTHER_CA)
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.getDefault().trustDescription()).isEqualTo("1 CA (CN=Test CA)");
				assertThat(named(contexts.getDefault())).containsExactly("CN=Other CA");
				assertThat(named(contexts.get("a"))).containsExactly("CN=Other CA");
				assertThat(named(contexts.get("b"))).containsExactly("CN=Test CA");
				assertThat(contexts.get("c").trustDescription()).endsWith("of the JDK");
			});
	}

	private static List<String> named(SslContext context) {
		return context.clientCaNames();
	}

	@Test
	void identityWhenSwitchedOffByUseCertIsNotInherited() {
		this.runner.withPropertyValues("ssl.contexts.a.use-cert=false")
			.run((context) -> assertThat(context.getBean(SslContexts.class).get("a").identities()).isEmpty());
	}

	@Test
	void verifyNameWhenSetAtTheRootIsNotInherited() {
		this.runner.withPropertyValues("ssl.contexts.a.eof-policy=strict").run((context) -> {
			SslContexts contexts = context.getBean(SslContexts.class);
			assertThat(contexts.getDefault().verifyName()).contains("root.example");
			assertThat(contexts.get("a").verifyName()).isEmpty();
		});
	}

	@Test
	void sessionCacheWhenInheritedIsOfTheSameSizeAndNotTheSame() {
		this.runner.withPropertyValues("ssl.contexts.a.session-cache.enabled=false", "ssl.contexts.b.ca=jdk")
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.get("b").sessionCache()).isNotSameAs(contexts.getDefault().sessionCache());
				assertThat(contexts.get("a").sessionCache().getClass())
					.isNotEqualTo(contexts.get("b").sessionCache().getClass());
			});
	}

}

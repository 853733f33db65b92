package dev.sslsocket.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.ServedIdentity;
import dev.sslsocket.AlpnMismatch;
import dev.sslsocket.AlpnPreference;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.TlsOffer;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;

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
	void revocationIsInheritedKeyByKey() {
		String list = CrlMaker.issuedBy(pki.ca()).pem();
		this.runner.withPropertyValues("ssl.revocation.crl=leaf", "ssl.revocation.crl-files=" + list,
				"ssl.revocation.ocsp=soft", "ssl.contexts.a.revocation.crl=chain", "ssl.contexts.b.revocation.crl=off",
				"ssl.contexts.c.revocation.must-staple=true", "ssl.contexts.d.revocation.crl-files=" + list)
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				Revocation root = contexts.getDefault().revocation();
				assertThat(root.crl()).isEqualTo(RevocationScope.LEAF);
				assertThat(root.ocspScope()).isEqualTo(RevocationScope.LEAF);
				Revocation a = contexts.get("a").revocation();
				assertThat(a.crl()).isEqualTo(RevocationScope.CHAIN);
				assertThat(a.ocsp()).isEqualTo(OcspMode.SOFT);
				// The very same list, not another reading of it.
				assertThat(a.crlSources()).hasSize(1).isEqualTo(root.crlSources());
				assertThat(contexts.get("b").revocation().crlSources()).isEmpty();
				assertThat(contexts.get("b").revocation().ocsp()).isEqualTo(OcspMode.SOFT);
				assertThat(contexts.get("c").revocation().mustStaple()).isTrue();
				assertThat(contexts.get("c").revocation().crl()).isEqualTo(RevocationScope.LEAF);
				assertThat(contexts.get("d").revocation().crlSources()).hasSize(1).isNotEqualTo(root.crlSources());
			});
	}

	@Test
	void offerIsInheritedKeyByKeyButForTheNameThatClientsSend() {
		this.runner
			.withPropertyValues("ssl.protocols=TLSv1.2", "ssl.alpn.protocols=h2", "ssl.alpn.preference=client",
					"ssl.sni-host=front.example", "ssl.contexts.a.alpn.mismatch=continue",
					"ssl.contexts.b.alpn.protocols=http/1.1", "ssl.contexts.b.protocols=TLSv1_3",
					"ssl.contexts.b.sni-host=off")
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				TlsOffer root = contexts.getDefault().offer();
				assertThat(root.sniHost()).contains("front.example");
				TlsOffer a = contexts.get("a").offer();
				assertThat(a.protocols()).containsExactly("TLSv1.2");
				assertThat(a.alpn()).containsExactly("h2");
				assertThat(a.alpnPreference()).isEqualTo(AlpnPreference.CLIENT);
				assertThat(a.alpnMismatch()).isEqualTo(AlpnMismatch.CONTINUE);
				assertThat(a.sniHost()).isEmpty();
				TlsOffer b = contexts.get("b").offer();
				assertThat(b.protocols()).containsExactly("TLSv1.3");
				assertThat(b.alpn()).containsExactly("http/1.1");
				assertThat(b.alpnMismatch()).isEqualTo(AlpnMismatch.FAIL);
				assertThat(b.sniHost()).contains("");
			});
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

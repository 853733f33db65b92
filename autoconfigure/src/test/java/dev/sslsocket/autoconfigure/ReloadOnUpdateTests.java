package dev.sslsocket.autoconfigure;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.x509.Passphrase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which contexts follow which files, and what a rebuilt context has.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReloadOnUpdateTests {

	private static final TestPki pki = TestPki.create();

	private static final TestPki other = TestPki.create();

	private static final CertifiedKey RENEWED = CertificateMaker.localhost().subject("CN=renewed").issuedBy(pki.ca());

	@TempDir
	private Path directory;

	private ReloadedFiles files;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class));

	@BeforeEach
	void write() {
		this.files = new ReloadedFiles(this.directory).write(pki.server()).trust(pki.ca());
	}

	@Test
	void contextsWhenTheyInheritFilesFollowThemTogether() {
		configured("  contexts:", "    orders.read-timeout: 1", "    public.ca: jdk",
				"    quiet.reload-on-update: false", "    other:",
				"      certificate: " + this.directory.resolve("other.crt"),
				"      private-key: " + other.server().writePrivateKey(this.directory.resolve("other.key")))
			.withInitializer((context) -> other.server().writeChain(this.directory.resolve("other.crt")))
			.run((context) -> {
				this.files.write(RENEWED);
				settle(context);
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.generation("default")).isEqualTo(1);
				assertThat(contexts.generation("orders")).isEqualTo(1);
				assertThat(contexts.generation("public")).isEqualTo(1);
				assertThat(contexts.generation("quiet")).isZero();
				assertThat(contexts.generation("other")).isZero();
				assertThat(subject(contexts.get("public"))).isEqualTo("CN=renewed");
				// The CA is inherited by all but one, and read anew for them.
				this.files.trust(CertificateMaker.ca().subject("CN=new CA").selfSigned());
				settle(context);
				assertThat(contexts.get("orders").trustDescription()).isEqualTo("1 CA (CN=new CA)");
				assertThat(contexts.get("other").trustDescription()).isEqualTo("1 CA (CN=new CA)");
				assertThat(contexts.generation("public")).isEqualTo(1);
				assertThat(contexts.generation("quiet")).isZero();
			});
	}

	@Test
	void contextWhenRebuiltHasTheApplicationsBeansAndAsksForThePassphraseOnce() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		List<String> customized = new ArrayList<>();
		Files.writeString(this.files.key(),
				pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "right"));
		configured("  contexts.orders.read-timeout: 1").withBean(Passphrase.class, () -> (what) -> {
			asked.incrementAndGet();
			return "right".toCharArray();
		}).withBean(SslContextCustomizer.class, () -> (name, builder) -> {
			customized.add(name);
			builder.verifyName(name + customized.size() + ".example");
		}).run((context) -> {
			SslContexts contexts = context.getBean(SslContexts.class);
			SslSessionCache cache = context.getBean(SslSessionCache.class);
			assertThat(contexts.get("orders").verifyName()).contains("orders2.example");
			this.files.trust(other.ca());
			settle(context);
			assertThat(customized).containsExactly("default", "orders", "default", "orders");
			assertThat(contexts.get("orders").verifyName()).contains("orders4.example");
			assertThat(asked).hasValue(2);
			assertThat(contexts.getDefault().sessionCache()).isSameAs(cache);
		});
	}

	@Test
	void directoryOfCasWhenAFileIsAddedIsReadAnew() {
		Path authorities = this.directory.resolve("cas");
		assertThat(authorities.toFile().mkdir()).isTrue();
		pki.ca().writeChain(authorities.resolve("9d66eef0.0"));
		this.runner.withPropertyValues("ssl.ca-path=" + authorities, "ssl.reload-on-update=true").run((context) -> {
			CertificateMaker.ca().subject("CN=new CA").selfSigned().writeChain(authorities.resolve("new.pem"));
			settle(context);
			assertThat(context.getBean(SslContexts.class).getDefault().trustDescription()).startsWith("2 CAs");
		});
	}

	@Test
	void contextsWhenTheyAreTheApplicationsOwnAreNeverReplaced() {
		SslContext own = SslContext.builder().build();
		configured().withBean("mine", SslContexts.class, () -> SslContexts.of(own, Map.of())).run((context) -> {
			assertThat(context).doesNotHaveBean(ContextReloads.class);
			assertThat(context.getBean(SslContexts.class).getDefault()).isSameAs(own);
		});
		configured().withBean("mine", SslContext.class, () -> own).run((context) -> {
			this.files.write(RENEWED);
			settle(context);
			assertThat(context.getBean(SslContext.class)).isSameAs(own);
		});
	}

	@Test
	void contextWhenReplacedIsInjectedFromThenOnAndKeptByNobody() {
		configured("  contexts.orders.read-timeout: 1").run((context) -> {
			SslContexts contexts = context.getBean(SslContexts.class);
			List<WeakReference<SslContext>> first = Stream.of("default", "orders")
				.map((name) -> new WeakReference<>(context.getBean("sslSocketContext." + name, SslContext.class)))
				.toList();
			this.files.write(RENEWED);
			settle(context);
			assertThat(context.getBean(SslContext.class)).isSameAs(contexts.getDefault());
			assertThat(context.getBean("sslSocketContext.orders")).isSameAs(contexts.get("orders"));
			for (int collections = 0; collections < 50 && !isCollected(first); collections++) {
				System.gc();
			}
			assertThat(isCollected(first)).isTrue();
		});
	}

	private static boolean isCollected(List<WeakReference<SslContext>> references) {
		return references.stream().allMatch((reference) -> reference.get() == null);
	}

	@Test
	void followingWhenTheApplicationRunsEndsWithIt() {
		ContextReloads[] reloads = new ContextReloads[1];
		configured().run((context) -> {
			reloads[0] = context.getBean(ContextReloads.class);
			assertThat(reloads[0].isRunning()).isTrue();
		});
		assertThat(reloads[0].isRunning()).isFalse();
	}

	@Test
	void followingWhenBeansAreLazyHappensAllTheSame(CapturedOutput output) {
		configured()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(output).contains("These SSL contexts follow their files: default"));
	}

	@Test
	void followingWhenItIsNotAskedForIsNone(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.ca-file=" + this.files.ca()).run((context) -> {
			assertThat(context.getBean(ContextReloads.class).isRunning()).isFalse();
			this.files.trust(other.ca());
			settle(context);
			assertThat(context.getBean(SslContexts.class).generation("default")).isZero();
		});
		assertThat(output).doesNotContain("reload-on-update");
	}

	@Test
	void followingWhenNoFileIsNamedSaysThatItDoesNothing(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.reload-on-update=true", "ssl.ca-file=" + pki.caPem())
			.run((context) -> assertThat(context.getBean(ContextReloads.class).isRunning()).isFalse());
		assertThat(output).contains("reload-on-update does nothing: no SSL context that it is true for names a file.");
	}

	private ApplicationContextRunner configured(String... more) {
		return this.runner.withInitializer(PropertySources.yaml(this.files.yaml(more)));
	}

	private static void settle(ApplicationContext context) {
		context.getBean(ContextReloads.class).check();
		context.getBean(ContextReloads.class).check();
	}

	private static String subject(SslContext context) {
		return context.identities().get(0).chain().get(0).getSubjectX500Principal().getName();
	}

}

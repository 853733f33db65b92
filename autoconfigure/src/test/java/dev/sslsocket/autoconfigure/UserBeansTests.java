package dev.sslsocket.autoconfigure;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.ErrorTrap;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.VerifyCallback;
import dev.sslsocket.x509.Passphrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the application's own beans are taken.
 */
class UserBeansTests {

	private static final TestPki pki = TestPki.create();

	private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class));

	private final ApplicationContextRunner server = this.runner.withPropertyValues("ssl.certificate=" + pki.serverPem(),
			"ssl.private-key=" + pki.serverKeyPem(), "ssl.ca-file=" + pki.caPem());

	@Test
	void passphraseWhenABeanGivesItOpensTheKey() {
		String key = pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "right");
		ApplicationContextRunner encrypted = this.runner.withPropertyValues("ssl.certificate=" + pki.serverPem(),
				"ssl.private-key=" + key);
		encrypted.withBean(Passphrase.class, () -> Passphrase.of("right".toCharArray()))
			.run((context) -> assertThat(context).hasNotFailed());
		encrypted.withBean(Passphrase.class, () -> Passphrase.of("right".toCharArray()))
			.withPropertyValues("ssl.private-key-password=wrong")
			.run((context) -> assertThat(context).hasFailed());
		encrypted.run((context) -> assertThat(context.getStartupFailure())
			.hasStackTraceContaining("is encrypted, and no pass phrase is given. Set private-key-password."));
	}

	@Test
	void passphraseWhenSeveralContextsInheritTheKeyIsAskedOnce() {
		AtomicInteger asked = new AtomicInteger();
		this.runner
			.withPropertyValues("ssl.certificate=" + pki.serverPem(),
					"ssl.private-key=" + pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "right"),
					"ssl.contexts.a.read-timeout=1", "ssl.contexts.b.read-timeout=1")
			.withBean(Passphrase.class, () -> (what) -> {
				asked.incrementAndGet();
				return "right".toCharArray();
			})
			.run((context) -> {
				assertThat(context.getBean(SslContexts.class).get("b").identities()).hasSize(1);
				assertThat(asked).hasValue(1);
			});
	}

	@Test
	void verifyCallbackWhenABeanDecidesForEveryContext() {
		this.server.withPropertyValues("ssl.contexts.other.read-timeout=9")
			.withBean(VerifyCallback.class, () -> (event) -> false)
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(reasonOfFailure(contexts, "default")).isEqualTo(SslReason.CALLBACK_REFUSED);
				assertThat(reasonOfFailure(contexts, "other")).isEqualTo(SslReason.CALLBACK_REFUSED);
			});
	}

	@Test
	void errorTrapAndListenerWhenBeansAreToldOfAFailure() {
		List<String> events = new ArrayList<>();
		this.server.withPropertyValues("ssl.verify-name=elsewhere.example")
			.withBean(ErrorTrap.class, () -> (plain, failure) -> {
				events.add("trapped");
				plain.close();
			})
			.withBean(SslConnectionListener.class, () -> new SslConnectionListener() {
				@Override
				public void failed(LiveConnection connection, SslFailure failure) {
					if (failure.reason() == SslReason.HOSTNAME_MISMATCH) {
						events.add("heard");
					}
				}
			})
			.run((context) -> {
				assertThat(reasonOfFailure(context.getBean(SslContexts.class), "default"))
					.isEqualTo(SslReason.HOSTNAME_MISMATCH);
				assertThat(events).contains("trapped", "heard");
				assertThat(context).hasSingleBean(SslConnections.class);
			});
	}

	@Test
	void sessionCacheWhenABeanServesEveryContextThatHasNotSwitchedItOff() {
		SslSessionCache cache = SslSessionCache.ofSize(5);
		this.runner.withBean(SslSessionCache.class, () -> cache)
			.withPropertyValues("ssl.contexts.a.read-timeout=1", "ssl.contexts.off.session-cache.enabled=false")
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(context).hasSingleBean(SslSessionCache.class);
				assertThat(contexts.getDefault().sessionCache()).isSameAs(cache);
				assertThat(contexts.get("a").sessionCache()).isSameAs(cache);
				assertThat(contexts.get("off").sessionCache()).isNotSameAs(cache);
			});
	}

	@Test
	void sessionCacheWhenNoBeanIsGivenIsTheDefaultContexts() {
		this.runner.run((context) -> assertThat(context.getBean(SslSessionCache.class))
			.isSameAs(context.getBean(SslContexts.class).getDefault().sessionCache()));
	}

	@Test
	void customizerWhenABeanChangesEachContextOnce() {
		List<String> names = new ArrayList<>();
		this.runner.withPropertyValues("ssl.contexts.orders.verify-name=a.example")
			.withBean(SslContextCustomizer.class, () -> (name, builder) -> {
				names.add(name);
				builder.verifyName(name + ".example");
			})
			.run((context) -> {
				assertThat(names).containsExactly("default", "orders");
				assertThat(context.getBean(SslContexts.class).get("orders").verifyName()).contains("orders.example");
			});
	}

	@Test
	void contextsWhenABeanReplaceOurs() {
		SslContexts own = SslContexts.of(SslContext.builder().build(),
				Map.of("mine", SslContext.builder().name("mine").build()));
		this.runner.withBean("mineToo", SslContexts.class, () -> own)
			.withPropertyValues("ssl.contexts.mine.read-timeout=1")
			.run((context) -> {
				assertThat(context.getBean(SslContexts.class)).isSameAs(own);
				assertThat(context.getBean("sslSocketContext.mine")).isSameAs(own.get("mine"));
			});
	}

	@Test
	void factoryWhenABeanReplacesOursForUnqualifiedInjection() {
		SslSocketFactory own = SslContext.builder().build().socketFactory();
		this.runner.withBean("mine", SslSocketFactory.class, () -> own)
			.withPropertyValues("ssl.contexts.orders.read-timeout=1")
			.run((context) -> {
				assertThat(context.getBean(SslSocketFactory.class)).isSameAs(own);
				assertThat(context.containsBean("sslSocketFactory.default")).isFalse();
			});
	}

	@Test
	void jdkFactoryWhenABeanWinsOverOurs() {
		javax.net.ssl.SSLSocketFactory own = (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory
			.getDefault();
		this.runner.withBean("sslSocketFactory", javax.net.ssl.SSLSocketFactory.class, () -> own).run((context) -> {
			assertThat(context.getBean(javax.net.ssl.SSLSocketFactory.class)).isSameAs(own);
			assertThat(context).hasSingleBean(SslSocketFactory.class);
		});
	}

	private static SslReason reasonOfFailure(SslContexts contexts, String client) throws Exception {
		try (SslServerSocket server = contexts.serverSocketFactory("default").listen(LOOPBACK)) {
			Thread accepting = new Thread(() -> catchThrowable(() -> {
				try (SslSocket socket = server.accept()) {
					socket.startHandshake();
				}
			}));
			accepting.start();
			Throwable failure = catchThrowable(
					() -> contexts.socketFactory(client).connect("localhost", server.getLocalPort()).close());
			accepting.join();
			assertThat(failure).isInstanceOf(SslFailure.class);
			return ((SslFailure) failure).reason();
		}
	}

}

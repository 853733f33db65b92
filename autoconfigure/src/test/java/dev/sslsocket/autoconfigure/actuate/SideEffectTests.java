package dev.sslsocket.autoconfigure.actuate;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.SslContexts;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.testing.CrlMaker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Case 80: what belongs to the whole JVM is the same before an application with the
 * starter starts, while it shakes hands, and after it has closed. The one thing of ours
 * that is global, {@link SslContexts#global()}, is put back.
 */
class SideEffectTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class,
				SslSocketEndpointAutoConfiguration.class, SslSocketHealthAutoConfiguration.class))
		.withPropertyValues(Handshakes.properties())
		.withPropertyValues("ssl.revocation.crl=leaf",
				"ssl.revocation.crl-files=" + CrlMaker.issuedBy(Handshakes.PKI.ca()).pem(), "ssl.revocation.ocsp=soft",
				"ssl.alpn.protocols=h2", "ssl.contexts.strict.protocols=TLSv1.3", "ssl.contexts.public.ca=jdk",
				"ssl.contexts.public.client-auth=none");

	@Test
	void jvmWhenAnApplicationStartsShakesHandsAndClosesIsUntouched() {
		SslContexts global = SslContexts.global();
		Snapshot before = Snapshot.take();
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(Snapshot.take()).isEqualTo(before);
			SslContexts contexts = context.getBean(SslContexts.class);
			Handshakes.talk(contexts, "default");
			Handshakes.talk(contexts, "strict");
			Handshakes.talk(contexts, "wrong");
			assertThat(Snapshot.take()).isEqualTo(before);
			assertThat(SslContexts.global()).isSameAs(contexts);
		});
		assertThat(Snapshot.take()).isEqualTo(before);
		assertThat(SslContexts.global()).isSameAs(global);
	}

	/** A check that sees nothing would see nothing go wrong either. */
	@Test
	void snapshotWhenSomethingIsSetIsAnother() {
		Snapshot before = Snapshot.take();
		String disabled = before.security().get("jdk.tls.disabledAlgorithms");
		System.setProperty("jdk.tls.ephemeralDHKeySize", "2048");
		Security.setProperty("jdk.tls.disabledAlgorithms", disabled + ", NULL");
		try {
			assertThat(Snapshot.take().system()).isNotEqualTo(before.system());
			assertThat(Snapshot.take().security()).isNotEqualTo(before.security());
		}
		finally {
			System.clearProperty("jdk.tls.ephemeralDHKeySize");
			Security.setProperty("jdk.tls.disabledAlgorithms", disabled);
		}
	}

	/**
	 * What is global.
	 *
	 * @param system all system properties
	 * @param security all security properties that this JDK's file has, and the ones that
	 * are set without it
	 * @param providers the security providers in their order
	 * @param context the default SSL context
	 * @param factory the default factory of HTTPS
	 * @param verifier the default host name verifier of HTTPS
	 * @param authenticator who answers for passwords
	 * @param proxies who chooses proxies
	 * @param handler who is told of uncaught exceptions
	 */
	private record Snapshot(Map<Object, Object> system, Map<String, String> security, List<Provider> providers,
			SSLContext context, SSLSocketFactory factory, HostnameVerifier verifier,
			@Nullable Authenticator authenticator, ProxySelector proxies,
			Thread.@Nullable UncaughtExceptionHandler handler) {

		static Snapshot take() {
			try {
				return new Snapshot(new TreeMap<>(System.getProperties()), securityProperties(),
						Arrays.asList(Security.getProviders()), SSLContext.getDefault(),
						HttpsURLConnection.getDefaultSSLSocketFactory(),
						HttpsURLConnection.getDefaultHostnameVerifier(), Authenticator.getDefault(),
						ProxySelector.getDefault(), Thread.getDefaultUncaughtExceptionHandler());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static Map<String, String> securityProperties() throws IOException {
			Properties file = new Properties();
			Path path = Path.of(System.getProperty("java.home"), "conf", "security", "java.security");
			try (InputStream in = Files.newInputStream(path)) {
				file.load(in);
			}
			assertThat(file.stringPropertyNames()).contains("jdk.tls.disabledAlgorithms");
			Map<String, String> values = new TreeMap<>();
			Stream.concat(file.stringPropertyNames().stream(),
					Stream.of("ssl.SocketFactory.provider", "ssl.ServerSocketFactory.provider", "ocsp.enable",
							"networkaddress.cache.ttl", "networkaddress.cache.negative.ttl", "jdk.tls.keyLimits",
							"jdk.tls.server.defaultDHEParameters", "jdk.tls.alpnCharset"))
				.forEach((name) -> {
					String value = Security.getProperty(name);
					if (value != null) {
						values.put(name, value);
					}
				});
			return values;
		}

	}

}

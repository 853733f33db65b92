package dev.sslsocket.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import javax.net.ssl.HttpsURLConnection;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Our factory dropped into the JDK's HTTP client, against a real nginx.
 */
@RequiresProgram("nginx")
class HttpsUrlConnectionTests {

	@TempDir
	private Path directory;

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void requestsWhenKeptAliveShareAConnection(String protocol) throws Exception {
		try (Nginx nginx = Nginx.start(this.directory, protocol)) {
			SslSocketFactory factory = Material.client((builder) -> builder).socketFactory();
			String first = text(open(nginx, "localhost", "/", factory));
			assertThat(first).startsWith(protocol + " localhost ").endsWith("/1");
			String connection = first.substring(0, first.length() - 1);
			assertThat(text(open(nginx, "localhost", "/", factory))).isEqualTo(connection + "2");
			assertThat(text(open(nginx, "localhost", "/", factory))).isEqualTo(connection + "3");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void responseWhenLargeArrivesWhole(String protocol) throws Exception {
		byte[] large = new byte[3_000_000];
		new Random(3).nextBytes(large);
		Files.write(this.directory.resolve("large"), large);
		try (Nginx nginx = Nginx.start(this.directory, protocol)) {
			SslSocketFactory factory = Material.client((builder) -> builder).socketFactory();
			HttpsURLConnection connection = open(nginx, "localhost", "/large", factory);
			try (InputStream body = connection.getInputStream()) {
				assertThat(connection.getCipherSuite()).startsWith("TLS_");
				assertThat(connection.getServerCertificates()[0]).isEqualTo(Material.PKI.server().certificate());
				assertThat(body.readAllBytes()).isEqualTo(large);
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void hostWhenTheCertificateIsForOthersIsRefused(String protocol) throws Exception {
		CertifiedKey elsewhere = CertificateMaker.leaf().dns("elsewhere.example").issuedBy(Material.PKI.ca());
		try (Nginx nginx = Nginx.start(this.directory, protocol, elsewhere)) {
			SslSocketFactory factory = Material.client((builder) -> builder).socketFactory();
			assertThat(reason(open(nginx, "localhost", "/", factory))).isEqualTo(SslReason.HOSTNAME_MISMATCH);
			assertThat(reason(open(nginx, "127.0.0.1", "/", factory))).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItsCaIsUnknownIsRefused(String protocol) throws Exception {
		try (Nginx nginx = Nginx.start(this.directory, protocol)) {
			SslContext strange = SslContext.builder()
				.trust(TrustSource.certificates(CertificateMaker.ca().selfSigned().certificate()))
				.build();
			assertThat(reason(open(nginx, "localhost", "/", strange.socketFactory()))).isEqualTo(SslReason.UNKNOWN_CA);
		}
	}

	private static HttpsURLConnection open(Nginx nginx, String host, String path, SslSocketFactory factory)
			throws IOException {
		HttpsURLConnection connection = (HttpsURLConnection) URI.create("https://" + host + ":" + nginx.port() + path)
			.toURL()
			.openConnection(Proxy.NO_PROXY);
		connection.setSSLSocketFactory(factory);
		connection.setConnectTimeout(25_000);
		connection.setReadTimeout(25_000);
		return connection;
	}

	private static String text(HttpsURLConnection connection) throws IOException {
		try (InputStream body = connection.getInputStream()) {
			return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	private static SslReason reason(HttpsURLConnection connection) {
		Throwable refused = catchThrowable(connection::getResponseCode);
		assertThat(refused).isInstanceOf(SslHandshakeException.class);
		return ((SslFailure) refused).reason();
	}

}

package dev.sslsocket.peers;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.verify.TrustSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A real PostgreSQL server: its own way into TLS by {@code startTls}, and its JDBC driver
 * with our factory by class name.
 */
@RequiresProgram(value = "pg_ctlcluster", debianPackage = "postgresql")
class PostgresTests {

	private static final int SSL_REQUEST = 80877103;

	private static final int PROTOCOL_3_0 = 196608;

	private static final TrustSource STRANGER = TrustSource
		.certificates(CertificateMaker.ca().subject("CN=Somebody else").selfSigned().certificate());

	private static PostgresServer server;

	@BeforeAll
	static void startServer() throws Exception {
		server = PostgresServer.start(Material.PKI.server());
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void startTlsWhenTheServerHasAgreedGoesOnWithItsProtocol(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (Socket plain = upgradable(); SslSocket socket = context.socketFactory().startTls(plain, "localhost")) {
			assertThat(socket.protocol()).isEqualTo(protocol);
			assertThat(socket.snapshot().verified()).isTrue();
			socket.getOutputStream().write(startup());
			assertThat(socket.getInputStream().read()).isEqualTo('R');
			int length = ByteBuffer.wrap(socket.getInputStream().readNBytes(4)).getInt();
			byte[] authentication = socket.getInputStream().readNBytes(length - 4);
			assertThat(new String(authentication, StandardCharsets.ISO_8859_1)).contains("SCRAM-SHA-256-PLUS");
		}
	}

	@Test
	void startTlsWhenTheCaIsAnotherOrTheNameRefuses() throws Exception {
		SslContext stranger = SslContext.builder().trust(STRANGER).build();
		SslContext known = Material.client((builder) -> builder);
		try (Socket plain = upgradable()) {
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> stranger.socketFactory().startTls(plain, "localhost"))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.UNKNOWN_CA));
		}
		try (Socket plain = upgradable()) {
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> known.socketFactory().startTls(plain, "db.example"))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH));
		}
	}

	/**
	 * The answer to a password is bound to the certificate that the driver sees in our
	 * session.
	 */
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void driverWhenGivenOurFactoryIsAuthenticatedWithChannelBinding(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (Installed installed = Installed.as("orders", context); Connection connection = connect("localhost")) {
			assertThat(installed.contexts().names()).contains("orders");
			try (ResultSet row = connection.createStatement()
				.executeQuery("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()")) {
				assertThat(row.next()).isTrue();
				assertThat(row.getBoolean(1)).isTrue();
				assertThat(row.getString(2)).isEqualTo(protocol);
			}
		}
	}

	// The driver itself checks no name in the mode require: we do.
	@Test
	void driverWhenTheCaIsAnotherOrTheNameIsToldWhy() throws Exception {
		try (Installed installed = Installed.as("orders", SslContext.builder().trust(STRANGER).build())) {
			assertThat(installed.contexts().names()).contains("orders");
			assertThat(refusal("localhost")).isEqualTo(SslReason.UNKNOWN_CA);
		}
		SslContext elsewhere = Material.client((builder) -> builder.verifyName("db.example"));
		try (Installed installed = Installed.as("orders", elsewhere)) {
			assertThat(installed.contexts().names()).contains("orders");
			assertThat(refusal("localhost")).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		}
	}

	private static SslReason refusal(String host) {
		Throwable refused = catchThrowable(() -> connect(host).close());
		assertThat(refused).isInstanceOf(SQLException.class).hasRootCauseInstanceOf(CertificateException.class);
		Throwable cause = refused;
		while (!(cause instanceof SslFailure)) {
			cause = cause.getCause();
		}
		return ((SslFailure) cause).reason();
	}

	private static Connection connect(String host) throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", PostgresServer.USER);
		properties.setProperty("password", PostgresServer.PASSWORD);
		properties.setProperty("sslmode", "require");
		properties.setProperty("sslfactory", SslSocketFactory.class.getName());
		properties.setProperty("sslfactoryarg", "orders");
		properties.setProperty("channelBinding", "require");
		return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + server.port() + "/postgres", properties);
	}

	/** Connected, and the server has said that TLS may begin. */
	private static Socket upgradable() throws IOException {
		Socket socket = new Socket("127.0.0.1", server.port());
		DataOutputStream out = new DataOutputStream(socket.getOutputStream());
		out.writeInt(8);
		out.writeInt(SSL_REQUEST);
		assertThat(socket.getInputStream().read()).isEqualTo('S');
		return socket;
	}

	private static byte[] startup() {
		byte[] parameters = ("user\0" + PostgresServer.USER + "\0database\0postgres\0\0")
			.getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(8 + parameters.length)
			.putInt(8 + parameters.length)
			.putInt(PROTOCOL_3_0)
			.put(parameters)
			.array();
	}

	/**
	 * A context under a name that the driver finds, for as long as this is open.
	 *
	 * @param contexts what is global meanwhile
	 * @param before what was
	 */
	private record Installed(SslContexts contexts, @Nullable SslContexts before) implements AutoCloseable {

		static Installed as(String name, SslContext context) {
			SslContexts contexts = SslContexts.of(SslContext.builder().build(), Map.of(name, context));
			return new Installed(contexts, SslContexts.setGlobal(contexts));
		}

		@Override
		public void close() {
			SslContexts.setGlobal(this.before);
		}

	}

}

package dev.sslsocket.peers;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;

import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.verify.HostnameScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether a client takes a server's certificate for a name: ours before the module's
 * server, and the module's before ours. One process answers all questions.
 */
final class NameVerdicts implements AutoCloseable {

	private final String protocol;

	private final Path directory;

	private final PerlPeer perl;

	private final int port;

	private NameVerdicts(String protocol, Path directory, PerlPeer perl, int port) {
		this.protocol = protocol;
		this.directory = directory;
		this.perl = perl;
		this.port = port;
	}

	/** How our client comes to TLS. */
	enum Way {

		/** TLS from the first byte: the module's {@code new}. */
		CONNECT {
			@Override
			SslSocket open(SslContext context, int port, String name) throws IOException {
				return context.socketFactory()
					.connect("127.0.0.1", port, SslConnectOptions.builder().verifyName(name).build());
			}
		},

		/** TLS on a connection in clear: the module's {@code start_SSL}. */
		START_TLS {
			@Override
			SslSocket open(SslContext context, int port, String name) throws IOException {
				Socket plain = new Socket("127.0.0.1", port);
				try {
					return context.socketFactory().startTls(plain, name);
				}
				catch (IOException ex) {
					plain.close();
					throw ex;
				}
			}
		};

		abstract SslSocket open(SslContext context, int port, String name) throws IOException;

	}

	static NameVerdicts start(String protocol, Path directory) throws Exception {
		PerlPeer perl = PerlPeer.start();
		return new NameVerdicts(protocol, directory, perl, Integer.parseInt(perl.ask("listen")));
	}

	int port() {
		return this.port;
	}

	/** Has the module serve the next connection with a certificate. */
	PerlPeer.Answer serve(CertifiedKey key) {
		this.perl.tell("accept");
		return this.perl.tell("start server SSL_cert_file=" + key.writeChain(this.directory.resolve("cert.pem"))
				+ " SSL_key_file=" + key.writePrivateKey(this.directory.resolve("key.pem")) + version());
	}

	/** Our client's verdict; whoever is refused is told so. */
	boolean ours(Way way, CertifiedKey key, HostnameScheme scheme, String name) throws Exception {
		SslContext context = Material
			.client((builder) -> builder.protocols(this.protocol).hostnameVerification(scheme));
		PerlPeer.Answer started = serve(key);
		try (SslSocket socket = way.open(context, this.port, name)) {
			PerlConversation.write(socket, "?");
			assertThat(started.await()).startsWith(this.protocol.replace('.', '_'));
			assertThat(this.perl.ask("read 1")).isEqualTo("'?'");
			assertThat(socket.snapshot().verified()).isTrue();
			return true;
		}
		catch (SslHandshakeException ex) {
			assertThat(ex.reason()).as(ex.getMessage()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
			assertThat(started.await()).startsWith("failed: ").contains("alert");
			return false;
		}
	}

	/** The module's verdict on the certificate of an echoing server of ours. */
	boolean perls(OurServer server, HostnameScheme scheme, String name) throws Exception {
		this.perl.ask("connect " + server.port());
		String started = this.perl.ask("start client SSL_ca_file=" + Material.FILES.ca() + " SSL_verifycn_name=" + name
				+ " SSL_verifycn_scheme=" + scheme.word() + version());
		if (started.startsWith("failed")) {
			assertThat(started).contains("hostname verification failed");
			assertThat(server.next().failure()).isInstanceOf(SslHandshakeException.class);
			return false;
		}
		assertThat(this.perl.ask("write ?")).isEqualTo("1");
		assertThat(this.perl.ask("read 1")).isEqualTo("'?'");
		assertThat(this.perl.ask("close")).isEqualTo("ok");
		assertThat(server.next().failure()).isNull();
		return true;
	}

	private String version() {
		return " SSL_version=" + this.protocol.replace('.', '_');
	}

	@Override
	public void close() {
		this.perl.close();
	}

}

package dev.sslsocket.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.HostnameScheme;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Names in whole handshakes: servers of openssl and of Perl with certificates for this or
 * that name, and our clients that expect one by several schemes.
 */
@RequiresProgram("openssl")
class NameHandshakeTests {

	private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

	@TempDir
	private Path directory;

	/** What a certificate is for, an expected name and the schemes that accept it. */
	static Stream<Arguments> certificates() {
		CertificateMaker named = CertificateMaker.leaf().subject("CN=mail.example.com");
		return Stream.of(
				Arguments.of("common name only", named, "mail.example.com",
						List.of(HostnameScheme.DEFAULT, HostnameScheme.HTTP, HostnameScheme.LDAP, HostnameScheme.IMAP,
								HostnameScheme.SIP, HostnameScheme.NONE)),
				Arguments.of("common name beside another", named.dns("other.example.com"), "mail.example.com",
						List.of(HostnameScheme.DEFAULT, HostnameScheme.LDAP, HostnameScheme.IMAP, HostnameScheme.SIP,
								HostnameScheme.NONE)),
				Arguments.of("wildcard", CertificateMaker.leaf().dns("*.example.com"), "mail.example.com",
						List.of(HostnameScheme.RFC9525, HostnameScheme.DEFAULT, HostnameScheme.HTTP,
								HostnameScheme.LDAP, HostnameScheme.IMAP, HostnameScheme.NONE)),
				Arguments.of("part of a label", CertificateMaker.leaf().dns("mail*.example.com"), "mail7.example.com",
						List.of(HostnameScheme.DEFAULT, HostnameScheme.HTTP, HostnameScheme.NONE)),
				Arguments.of("public suffix", CertificateMaker.leaf().dns("*.co.uk"), "example.co.uk",
						List.of(HostnameScheme.NONE)),
				Arguments.of("address in the common name", CertificateMaker.leaf().subject("CN=192.0.2.1"), "192.0.2.1",
						List.of(HostnameScheme.DEFAULT, HostnameScheme.HTTP, HostnameScheme.NONE)),
				Arguments.of("other script", CertificateMaker.leaf().dns("xn--bcher-kva.example"), "bücher.example",
						List.of(HostnameScheme.RFC9525, HostnameScheme.DEFAULT, HostnameScheme.HTTP,
								HostnameScheme.LDAP, HostnameScheme.IMAP, HostnameScheme.SIP, HostnameScheme.NONE)));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("certificates")
	void opensslServerWhenExpectedBySchemeIsAcceptedOrNot(String what, CertificateMaker maker, String name,
			List<HostnameScheme> accepting) throws Exception {
		CertifiedKey key = maker.issuedBy(Material.PKI.ca());
		for (String protocol : PROTOCOLS) {
			try (RunningProgram server = server(protocol, key)) {
				int port = Openssl.port(server);
				for (HostnameScheme scheme : List.of(HostnameScheme.RFC9525, HostnameScheme.DEFAULT,
						HostnameScheme.HTTP, HostnameScheme.LDAP, HostnameScheme.IMAP, HostnameScheme.SIP,
						HostnameScheme.NONE)) {
					SslContext context = Material
						.client((builder) -> builder.protocols(protocol).hostnameVerification(scheme));
					SslConnectOptions options = SslConnectOptions.builder().verifyName(name).build();
					if (accepting.contains(scheme)) {
						context.socketFactory().connect("127.0.0.1", port, options).close();
					}
					else {
						assertThatExceptionOfType(SslHandshakeException.class).as(scheme.word())
							.isThrownBy(() -> context.socketFactory().connect("127.0.0.1", port, options))
							.withMessageStartingWith("hostname_mismatch: connected to '" + name + "'; ")
							.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH));
					}
				}
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("certificates")
	@RequiresPerlModule("IO::Socket::SSL")
	void perlServerWhenExpectedBySchemeIsAcceptedOrNot(String what, CertificateMaker maker, String name,
			List<HostnameScheme> accepting) throws Exception {
		CertifiedKey key = maker.issuedBy(Material.PKI.ca());
		Path certificate = key.writeChain(this.directory.resolve("cert.pem"));
		Path privateKey = key.writePrivateKey(this.directory.resolve("key.pem"));
		try (PerlPeer peer = PerlPeer.start()) {
			int port = Integer.parseInt(peer.ask("listen"));
			for (HostnameScheme scheme : List.of(HostnameScheme.RFC9525, HostnameScheme.DEFAULT, HostnameScheme.IMAP)) {
				SslContext context = Material.client((builder) -> builder.hostnameVerification(scheme));
				try (Socket plain = new Socket("127.0.0.1", port)) {
					assertThat(peer.ask("accept")).isEqualTo("ok");
					peer.tell("start server SSL_cert_file=" + certificate + " SSL_key_file=" + privateKey);
					if (accepting.contains(scheme)) {
						try (SslSocket socket = context.socketFactory().startTls(plain, name)) {
							assertThat(socket.snapshot().verified()).isTrue();
						}
					}
					else {
						assertThatExceptionOfType(SslHandshakeException.class).as(scheme.word())
							.isThrownBy(() -> context.socketFactory().startTls(plain, name))
							.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH));
					}
				}
				peer.ask("hangup");
			}
		}
	}

	// The server has two certificates; only who asks for the right name sees the right
	// one.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void nameOfAnotherScriptWhenAskedForIsTheOneThatIsChecked(String protocol) throws Exception {
		CertifiedKey right = CertificateMaker.leaf().dns("xn--bcher-kva.example").issuedBy(Material.PKI.ca());
		CertifiedKey other = CertificateMaker.leaf().dns("other.example").issuedBy(Material.PKI.ca());
		SslContext context = Material.client((builder) -> builder);
		try (RunningProgram server = server(protocol, other, "-servername", "xn--bcher-kva.example", "-cert2",
				right.writeChain(this.directory.resolve("cert2.pem")).toString(), "-key2",
				right.writePrivateKey(this.directory.resolve("key2.pem")).toString())) {
			int port = Openssl.port(server);
			for (String name : List.of("Bücher.example", "bücher.example.", "XN--bcher-kva.EXAMPLE")) {
				try (Socket plain = new Socket("127.0.0.1", port);
						SslSocket socket = context.socketFactory().startTls(plain, name)) {
					assertThat(socket.peerCertificate().subjectAltNames()).hasToString("[DNS:xn--bcher-kva.example]");
					assertThat(socket.snapshot().serverName()).isEqualToIgnoringCase("xn--bcher-kva.example");
				}
			}
			SslConnectOptions silent = SslConnectOptions.builder().sniHost("").build();
			try (Socket plain = new Socket("127.0.0.1", port)) {
				assertThatExceptionOfType(SslHandshakeException.class)
					.isThrownBy(() -> context.socketFactory().startTls(plain, "bücher.example", silent))
					.withMessageContaining("connected to 'bücher.example'; the certificate is for other.example.");
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "127.0.0.1", "::1" })
	void addressWhenConnectedToIsVerifiedAgainstAddressesOnly(String literal) throws Exception {
		InetAddress address = InetAddress.getByName(literal);
		String accept = (literal.indexOf(':') < 0) ? literal : "[" + literal + "]";
		CertifiedKey right = CertificateMaker.leaf().ip(literal).issuedBy(Material.PKI.ca());
		CertifiedKey wrong = CertificateMaker.leaf()
			.subject("CN=" + literal)
			.dns(literal)
			.dns("localhost")
			.issuedBy(Material.PKI.ca());
		SslContext context = Material.client((builder) -> builder);
		try (RunningProgram server = server("TLSv1.3", right, "-accept", accept + ":0")) {
			int port = Openssl.port(server);
			context.socketFactory().connect(literal, port).close();
			context.socketFactory().connect(accept, port).close();
			SslConnectOptions withPort = SslConnectOptions.builder()
				.verifyName((literal.indexOf(':') < 0) ? literal : accept + ":" + port)
				.build();
			context.socketFactory().connect(literal, port, withPort).close();
			try (SslSocket socket = context.socketFactory().createSocket(address, port)) {
				socket.startHandshake();
				assertThat(socket.snapshot().serverName()).isEmpty();
			}
			try (SslSocket socket = context.socketFactory().createSocket()) {
				socket.connect(new InetSocketAddress(address, port));
				socket.startHandshake();
				assertThat(socket.snapshot().verified()).isTrue();
			}
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> {
				try (Socket plain = new Socket(address, port)) {
					context.socketFactory().startTls(plain, "localhost");
				}
			}).withMessageContaining("the certificate is for " + literal);
		}
		try (RunningProgram server = server("TLSv1.3", wrong, "-accept", accept + ":0")) {
			int port = Openssl.port(server);
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> {
				try (SslSocket socket = context.socketFactory().createSocket(address, port)) {
					socket.startHandshake();
				}
			})
				.withMessageContaining("connected to '" + address.getHostAddress() + "'; the certificate is for "
						+ literal + " (written as a DNS name), localhost.");
		}
	}

	private RunningProgram server(String protocol, CertifiedKey key, String... options) {
		return Openssl.server(protocol, key.writeChain(this.directory.resolve("cert.pem")),
				key.writePrivateKey(this.directory.resolve("key.pem")), options);
	}

}

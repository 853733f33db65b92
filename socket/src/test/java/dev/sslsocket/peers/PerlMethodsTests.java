package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.PeerCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What IO::Socket::SSL's methods say about a connection, beside ours on the same one.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlMethodsTests {

	private static final List<String> FIELDS = List.of("authority", "issuer", "owner", "subject");

	static Stream<String> subjects() {
		return Stream.of("CN=localhost", "CN=localhost+OU=two at once,O=Demo,C=DE",
				"CN=M\u00fchle \u20ac,O=\u65e5\u672c", "CN=a/b\\+c\\,d\\;e\\<f\\>\\\"g\\\"\\=h\\\\i,L=\\ x \\ ",
				"1.2.840.113549.1.9.1=a@example.com,CN=mail,DC=example,0.9.2342.19200300.100.1.1=7", "",
				"O=no common name", "CN=first,CN=second,2.5.4.97=VATDE-1,1.2.3.4.5=own", "CN=line\\0Afeed and nul\\00");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("subjects")
	void certificateWhenPerlLooksAtItIsAsWeShowIt(String subject) throws Exception {
		CertifiedKey key = CertificateMaker.localhost().subject(subject).issuedBy(Material.PKI.ca());
		try (Conversation conversation = new Conversation(key, "TLSv1.3")) {
			PeerCertificate ours = conversation.tls.localCertificate();
			conversation.perlSays("call dump_peer_certificate", ours.dump());
			for (String field : FIELDS) {
				conversation.perlSays("call peer_certificate " + field, ours.field(field));
			}
			conversation.perlSays("call peer_certificate cn", ours.commonName().isEmpty() ? null : ours.commonName());
			for (String algorithm : List.of("sha1", "sha256", "sha384", "sha512")) {
				conversation.perlSays("call get_fingerprint " + algorithm, ours.fingerprint(algorithm));
				conversation.perlSays("call get_fingerprint " + algorithm + " 0 1",
						ours.publicKeyFingerprint(algorithm));
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void connectionWhenPerlLooksAtItIsAsWeShowIt(String protocol) throws Exception {
		try (Conversation conversation = new Conversation(Material.PKI.server(), protocol)) {
			SslSocket tls = conversation.tls;
			conversation.perlSays("call get_cipher", tls.cipher());
			conversation.perlSays("call get_sslversion", tls.protocol().replace('.', '_'));
			conversation.perlSays("call get_sslversion_int", String.valueOf(tls.protocolNumber()));
			PeerCertificate theirs = tls.peerCertificate();
			for (String field : FIELDS) {
				conversation.perlSays("call sock_certificate " + field, theirs.field(field));
			}
			conversation.perlSays("call sock_certificate commonName", theirs.field("commonName"));
			assertThat(tls.dumpPeerCertificate()).isEqualTo(theirs.dump())
				.isEqualTo("Subject Name: /CN=test client\nIssuer  Name: /CN=Test CA\n");
			// Type and value: GEN_DNS is 2, an address (7) is packed.
			assertThat(conversation.peer.ask("call peer_certificate subjectAltNames"))
				.startsWith("'2' 'localhost' '7' ");
			assertThat(tls.localCertificate().field("subjectAltNames"))
				.isEqualTo("DNS:localhost, IP:127.0.0.1, IP:::1");
			conversation.perlSays("call get_servername", tls.serverName());
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void fieldWhenUnknownIsRefusedByBoth(String protocol) throws Exception {
		try (Conversation conversation = new Conversation(Material.PKI.server(), protocol)) {
			assertThat(conversation.peer.ask("call peer_certificate serial"))
				.contains("invalid argument for peer_certificate");
			assertThatIllegalArgumentException().isThrownBy(() -> conversation.tls.peerCertificate().field("serial"))
				.withMessageContaining("'serial' is no field");
		}
	}

	/** A server of ours and a Perl client, which know each other by certificate. */
	private static final class Conversation implements AutoCloseable {

		private final PerlPeer peer = PerlPeer.start();

		private final SslSocket tls;

		Conversation(CertifiedKey key, String protocol) throws Exception {
			SslContext context = Material.bare((builder) -> builder.identity(Material.identity(key))
				.trust(TrustSource.certificates(Material.PKI.ca().certificate()))
				.clientAuth(ClientAuth.NEED)
				.protocols(protocol));
			try (SslServerSocket server = context.serverSocketFactory()
				.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
				this.peer.ask("connect " + server.getLocalPort());
				PerlPeer.Answer started = this.peer
					.tell("start client SSL_ca_file=" + Material.FILES.ca() + " SSL_hostname=localhost SSL_cert_file="
							+ Material.FILES.clientCertificate() + " SSL_key_file=" + Material.FILES.clientKey());
				this.tls = server.accept();
				this.tls.startHandshake();
				assertThat(started.await()).startsWith(protocol.replace('.', '_'));
			}
		}

		/** Says this, or {@code undef} for {@code null}. */
		void perlSays(String command, @Nullable String text) {
			String shown = (text == null) ? "undef" : "'" + PerlConversation.shown(text) + "'";
			assertThat(this.peer.ask(command)).as(command).isEqualTo(shown);
		}

		@Override
		public void close() throws IOException {
			this.peer.close();
			this.tls.close();
		}

	}

}

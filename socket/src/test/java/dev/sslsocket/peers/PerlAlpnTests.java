package dev.sslsocket.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

import dev.sslsocket.AlpnMismatch;
import dev.sslsocket.AlpnPreference;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Application protocols with Perl (t/alpn.t; case 66): whose order decides, and what
 * comes of none in common.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlAlpnTests {

	@ParameterizedTest(name = "{0}, ours {1}, Perl {2}, {3}, {4}: {5}")
	@CsvSource({ "TLSv1.2,one two,two three,SERVER,FAIL,two", "TLSv1.3,one two,two three,CLIENT,CONTINUE,two",
			"TLSv1.2,one two,two one,SERVER,FAIL,one", "TLSv1.3,one two,two one,SERVER,FAIL,one",
			"TLSv1.2,one two,two one,CLIENT,FAIL,two", "TLSv1.3,one two,two one,CLIENT,FAIL,two",
			"TLSv1.2,one,three,SERVER,FAIL,refused", "TLSv1.3,one,three,SERVER,FAIL,refused",
			"TLSv1.2,one,three,CLIENT,FAIL,refused", "TLSv1.2,one,three,SERVER,CONTINUE,none",
			"TLSv1.3,one,three,CLIENT,CONTINUE,none" })
	void clientOfPerlIsAnsweredByOurPolicy(String protocol, String ours, String perls, AlpnPreference preference,
			AlpnMismatch mismatch, String expected) throws Exception {
		UnaryOperator<SslContextBuilder> policy = (builder) -> builder.protocols(protocol)
			.alpn(ours.split(" "))
			.alpnPreference(preference)
			.alpnMismatch(mismatch);
		try (OurServer server = OurServer.echo(Material.server(policy)); PerlPeer perl = PerlPeer.start()) {
			assertThat(perl.ask("connect " + server.port())).isEqualTo("ok");
			String answer = perl.ask("start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca()
					+ " SSL_alpn_protocols=[" + perls.replace(' ', ',') + "]");
			if (expected.equals("refused")) {
				assertThat(answer).contains("no application protocol");
				Exception failure = server.next().failure();
				assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.NO_APPLICATION_PROTOCOL);
				assertThat(failure)
					.hasMessageMatching("no_application_protocol: 127\\.0\\.0\\.1:\\d+ offered none of the"
							+ " application protocols of context 'server': one\\. To go on without one set"
							+ " ssl\\.alpn\\.mismatch: continue");
				return;
			}
			assertThat(perl.ask("alpn")).isEqualTo(expected);
			perl.ask("close");
			assertThat(server.next().socket().alpn()).isEqualTo(expected.equals("none") ? "" : expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientOfPerlThatOffersNothingIsWelcome(String protocol) throws Exception {
		SslContext context = Material.server((builder) -> builder.protocols(protocol).alpn("one"));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			perl.ask("connect " + server.port());
			perl.ask("start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca());
			assertThat(perl.ask("alpn")).isEqualTo("none");
			perl.ask("close");
			assertThat(server.next().socket().alpn()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void selectorOfTheUserWins(AlpnMismatch mismatch) throws Exception {
		SslContext context = Material.server((builder) -> builder.alpn("one").alpnMismatch(mismatch));
		try (SslServerSocket server = context.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); PerlPeer perl = PerlPeer.start()) {
			perl.ask("connect " + server.getLocalPort());
			PerlPeer.Answer started = perl.tell("start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca()
					+ " SSL_alpn_protocols=[one,three]");
			try (SslSocket socket = server.accept()) {
				socket.setHandshakeApplicationProtocolSelector((asked, offered) -> offered.get(1));
				socket.startHandshake();
				assertThat(started.await()).startsWith("TLSv1_3 ");
				assertThat(perl.ask("alpn")).isEqualTo("three");
				assertThat(socket.alpn()).isEqualTo("three");
			}
		}
	}

	@ParameterizedTest(name = "{0}, Perl {1}: {2}")
	@CsvSource({ "TLSv1.2,two three,two", "TLSv1.3,two three,two", "TLSv1.2,two one,one", "TLSv1.3,two one,one",
			"TLSv1.2,three,none", "TLSv1.3,three,none" })
	void serverOfPerlChoosesByOurOrderOrGoesOnWithout(String protocol, String perls, String expected) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol).alpn("one", "two"));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl
				.tell("start server SSL_cert_file=" + Material.FILES.serverCertificate() + " SSL_key_file="
						+ Material.FILES.serverKey() + " SSL_alpn_protocols=[" + perls.replace(' ', ',') + "]");
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				assertThat(started.await()).startsWith(protocol.replace('.', '_'));
				assertThat(perl.ask("alpn")).isEqualTo(expected);
				assertThat(socket.alpn()).isEqualTo(expected.equals("none") ? "" : expected);
			}
		}
	}

}

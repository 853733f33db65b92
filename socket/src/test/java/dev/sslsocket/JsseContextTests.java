package dev.sslsocket;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JsseContext}: what an engine of the JDK is given to say.
 */
class JsseContextTests {

	private static final X509Certificate CA = Endpoints.PKI.ca().certificate();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void engineWhenItAsksClientsNamesTheConfiguredCas(String protocol) throws Exception {
		X509Certificate named = CertificateMaker.ca().subject("CN=named").selfSigned().certificate();
		SslContext context = Endpoints.server((builder) -> builder.protocols(protocol)
			.clientAuth(ClientAuth.WANT)
			.trust(TrustSource.certificates(CA))
			.clientCaNames(TrustSource.certificates(named)));
		SSLEngine server = context.jsse().createSSLEngine();
		server.setUseClientMode(false);
		Asked asked = new Asked();
		SSLContext jdk = SSLContext.getInstance("TLS");
		jdk.init(new KeyManager[] { asked },
				new TrustManager[] { Endpoints.client((builder) -> builder).trustManager() }, null);
		SSLEngine client = jdk.createSSLEngine("localhost", 1);
		client.setUseClientMode(true);
		shakeHands(client, server);
		assertThat(asked.issuers).extracting(Principal::getName).containsExactly("CN=named");
		// What others ask of a trust manager is whom it trusts.
		assertThat(context.trustManager().getAcceptedIssuers()).containsExactly(CA);
	}

	@ParameterizedTest
	@CsvSource({ "SERVER,FAIL,one", "CLIENT,FAIL,two" })
	void engineWhenItsClientOffersProtocolsChoosesByOurPolicy(AlpnPreference preference, AlpnMismatch mismatch,
			String expected) throws Exception {
		SSLEngine server = Endpoints
			.server((builder) -> builder.alpn("one", "two").alpnPreference(preference).alpnMismatch(mismatch))
			.jsse()
			.createSSLEngine();
		server.setUseClientMode(false);
		SSLEngine client = Endpoints.client((builder) -> builder.alpn("two", "one"))
			.jsse()
			.createSSLEngine("localhost", 1);
		client.setUseClientMode(true);
		shakeHands(client, server);
		assertThat(client.getApplicationProtocol()).isEqualTo(expected);
	}

	@Test
	void engineWhenNoProtocolIsInCommonGoesOnWhereThePolicySaysSo() throws Exception {
		SSLEngine server = Endpoints.server((builder) -> builder.alpn("one").alpnMismatch(AlpnMismatch.CONTINUE))
			.jsse()
			.createSSLEngine();
		server.setUseClientMode(false);
		SSLEngine client = Endpoints.client((builder) -> builder.alpn("two")).jsse().createSSLEngine("localhost", 1);
		client.setUseClientMode(true);
		shakeHands(client, server);
		assertThat(client.getApplicationProtocol()).isEmpty();
	}

	private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
		ByteBuffer toServer = ByteBuffer.allocate(100_000);
		ByteBuffer toClient = ByteBuffer.allocate(100_000);
		client.beginHandshake();
		server.beginHandshake();
		for (int turn = 0; turn < 20; turn++) {
			advance(client, toClient, toServer);
			advance(server, toServer, toClient);
		}
		assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
	}

	private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
		while (true) {
			switch (engine.getHandshakeStatus()) {
				case NEED_TASK -> engine.getDelegatedTask().run();
				case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
				case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
					in.flip();
					Status status = engine.unwrap(in, ByteBuffer.allocate(20_000)).getStatus();
					in.compact();
					if (status == Status.BUFFER_UNDERFLOW) {
						return;
					}
				}
				default -> {
					return;
				}
			}
		}
	}

	/** A client without a certificate that remembers who was asked for. */
	private static final class Asked extends X509ExtendedKeyManager {

		private final List<Principal> issuers = new ArrayList<>();

		@Override
		public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
			this.issuers.clear();
			this.issuers.addAll(List.of(issuers));
			return null;
		}

		@Override
		public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
			return null;
		}

		@Override
		public String[] getClientAliases(String keyType, Principal[] issuers) {
			return null;
		}

		@Override
		public String[] getServerAliases(String keyType, Principal[] issuers) {
			return null;
		}

		@Override
		public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
			return null;
		}

		@Override
		public X509Certificate[] getCertificateChain(String alias) {
			return null;
		}

		@Override
		public PrivateKey getPrivateKey(String alias) {
			return null;
		}

	}

}

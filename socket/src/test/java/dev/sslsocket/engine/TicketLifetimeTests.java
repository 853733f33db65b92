package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For how long a native server takes a ticket whose key it has made itself.
 */
@RequiresNativeEngine
class TicketLifetimeTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(10);

	private final AtomicLong now = new AtomicLong();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void ticketWhenItsTimeIsOverIsNotTaken(String protocol) throws Exception {
		EngineContext servers = new OpenSslEngineContext(settings(EngineSide.PKI.server()), Buffers.direct(),
				this.now::get);
		EngineSide clients = EngineSide.with().protocol(protocol);
		assertThat(resumed(clients, servers)).isFalse();
		assertThat(resumed(clients, servers)).isTrue();
		pass(TIMEOUT.dividedBy(2));
		assertThat(resumed(clients, servers)).as("by the key before").isTrue();
		pass(TIMEOUT);
		assertThat(resumed(clients, servers)).isFalse();
	}

	private static EngineSettings settings(CertifiedKey key) {
		SslIdentity identity = SslIdentity.of(key.privateKey(), key.chain().toArray(X509Certificate[]::new));
		return new EngineSettings(new IdentityKeyManager(List.of(identity)), List.of(), TIMEOUT, 16);
	}

	private static boolean resumed(EngineSide clients, EngineContext servers) throws Exception {
		SSLParameters parameters = servers.defaultParameters();
		TlsEngine server = servers.server(null, new EngineRequest(parameters, true, (presented, stapled) -> {
		}, null));
		EnginePair pair = EnginePair.shaken(clients.client(1), server);
		boolean resumed = pair.client.facts().resumed();
		// BoringSSL has tickets wait for the first data.
		server.write(new byte[1], 0, 1);
		EnginePair.carry(server, pair.client);
		assertThat(pair.client.read(ByteBuffer.allocate(8))).isOne();
		for (TlsEngine engine : List.of(pair.client, server)) {
			engine.releaseInput();
			engine.releaseOutput();
		}
		return resumed;
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

}

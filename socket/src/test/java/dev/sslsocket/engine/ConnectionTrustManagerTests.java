package dev.sslsocket.engine;

import java.lang.ref.WeakReference;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionTrustManagerTests {

	private final ConnectionTrustManager trustManager = new ConnectionTrustManager(List.of(), (engine) -> List.of(),
			(refused) -> refused);

	@Test
	@Timeout(30)
	void checkOfAnEngineThatNobodyHasAnyMoreIsForgotten() {
		WeakReference<PeerCheck> check = registered();
		SSLEngine other = engine();
		while (check.get() != null) {
			System.gc();
			// A map that is not used keeps what it has.
			this.trustManager.forget(other);
		}
		X509Certificate[] chain = EngineSide.PKI.server().chain().toArray(X509Certificate[]::new);
		assertThatThrownBy(() -> this.trustManager.checkServerTrusted(chain, "UNKNOWN", other))
			.hasMessageContaining("no connection of this context");
	}

	private WeakReference<PeerCheck> registered() {
		SSLEngine lost = engine();
		Object connection = new Object();
		PeerCheck check = (chain, stapled) -> assertThat(connection).isNotNull();
		this.trustManager.register(lost, check);
		return new WeakReference<>(check);
	}

	private static SSLEngine engine() {
		return EngineSide.PKI.jdkAnonymousClientContext().createSSLEngine();
	}

}

package dev.sslsocket;

import java.lang.ref.WeakReference;

import dev.sslsocket.connection.ConnectionSide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link LeakWatch} holds; what it tells is in {@link LeakTests}.
 */
@Timeout(60)
class LeakWatchTests {

	private final SslContext context = Endpoints.client((b) -> b);

	private final Object life = new Object();

	@Test
	void watchThatHasEndedHoldsNoOther() {
		LeakWatch held = LeakWatch.over(this.life, connection());
		WeakReference<TlsConnection> newer = endBeside(held);
		for (int i = 0; i < 50 && newer.get() != null; i++) {
			System.gc();
		}
		assertThat(newer.get()).isNull();
		held.end();
	}

	/** In a frame of its own: no local variable must hold the neighbour. */
	private WeakReference<TlsConnection> endBeside(LeakWatch held) {
		TlsConnection connection = connection();
		LeakWatch newer = LeakWatch.over(this.life, connection);
		held.end();
		newer.end();
		return new WeakReference<>(connection);
	}

	private TlsConnection connection() {
		return new TlsConnection(this.context, ConnectionSide.CLIENT, new PeerName("localhost", 443), null);
	}

}

package dev.sslsocket;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Closing a connection whose handshake ends meanwhile: what it has borrowed is given back
 * once. A buffer that is in its pool twice is soon that of two connections.
 */
class TlsPumpReleaseTests {

	/** Without the care that is tested here some of them end badly. */
	private static final int ROUNDS = 2000;

	/** More than a pool keeps. */
	private static final int ALL = 70;

	private final SslContext context = Endpoints.client((b) -> b);

	@Test
	void closeWhenTheHandshakeEndsAtThatMomentGivesBuffersBackOnce() throws Exception {
		try (SocketChannel channel = SocketChannel.open()) {
			for (int round = 0; round < ROUNDS; round++) {
				TlsConnection connection = connection();
				EndingHandshake handshake = new EndingHandshake(engine(connection));
				TlsPump pump = new TlsPump(connection, new ChannelTransport(channel), handshake);
				handshake.pump = pump;
				CompletableFuture<Boolean> shaking = Endpoints.async(pump::shakeHands);
				handshake.begun.join();
				pump.close(false, false);
				assertThat(Endpoints.get(shaking)).isTrue();
			}
		}
		List<NetBuffer> lent = new ArrayList<>();
		for (int i = 0; i < ALL; i++) {
			TlsEngine engine = engine(connection());
			engine.incoming().add(new byte[] { (byte) i }, 0, 1);
			lent.add(engine.incoming());
		}
		for (int i = 0; i < ALL; i++) {
			assertThat(lent.get(i).copy(600)).as("what connection %d has received", i).containsExactly(i);
		}
	}

	private TlsConnection connection() {
		return new TlsConnection(this.context, ConnectionSide.CLIENT, new PeerName("localhost", 443), null);
	}

	/** One that has received more than a small buffer holds. */
	private TlsEngine engine(TlsConnection connection) throws TlsFault {
		TlsEngine engine = new ConnectionOpening(connection, SslConnectOptions.NONE)
			.openEngine(HandshakeWishes.of(this.context.parameters()), null);
		engine.incoming().add(new byte[600], 0, 600);
		return engine;
	}

	/** A handshake that is over when whoever closes has looked whether it is. */
	private static final class EndingHandshake implements Handshake {

		private final CompletableFuture<Boolean> begun = new CompletableFuture<>();

		private final CompletableFuture<Boolean> over = new CompletableFuture<>();

		private final TlsEngine engine;

		private int looks;

		private volatile TlsPump pump;

		EndingHandshake(TlsEngine engine) {
			this.engine = engine;
		}

		@Override
		public TlsEngine run() {
			this.begun.complete(true);
			this.over.join();
			return this.engine;
		}

		/**
		 * Called by nobody but whoever closes: first to tell the engine, then to release
		 * it.
		 */
		@Override
		public TlsEngine engine() {
			if (++this.looks == 2) {
				this.over.complete(true);
				while (!this.pump.established()) {
					Thread.onSpinWait();
				}
			}
			return this.engine;
		}

		@Override
		public void abandon() {
			// It ends by itself.
		}

	}

}

package dev.sslsocket.engine;

import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;

import org.jspecify.annotations.Nullable;

/**
 * A native context that has the ticket keys of the day. Safe for use by many threads.
 */
final class OpenSslContext {

	private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

	private final ReferenceCountedOpenSslContext context;

	private final @Nullable Supplier<TicketKeys> keysNow;

	/** The version of the keys that it has, 0 for none. */
	private volatile long version;

	/**
	 * Takes over a context.
	 * @param keysNow asked before each connection; {@code null} where there are no
	 * tickets, or no keys of ours
	 */
	OpenSslContext(ReferenceCountedOpenSslContext context, @Nullable Supplier<TicketKeys> keysNow) {
		this.context = context;
		this.keysNow = keysNow;
	}

	/** Creates an engine, which keeps the context alive. */
	SSLEngine engine(@Nullable String peer, int slot) {
		TicketKeys keys = (this.keysNow != null) ? this.keysNow.get() : null;
		if (keys != null && keys.version() != this.version) {
			this.version = keys.read((current) -> this.context.sessionContext()
				.setTicketKeys(current.stream()
					.map((key) -> key.map((name, aes, hmac) -> new OpenSslSessionTicketKey(name, hmac, aes)))
					.toArray(OpenSslSessionTicketKey[]::new)));
		}
		return this.context.newEngine(ALLOCATOR, peer, slot);
	}

	void release() {
		this.context.release();
	}

}

package dev.sslsocket;

import org.jspecify.annotations.Nullable;

/**
 * Where a socket's TLS comes from.
 *
 * @param context the rules
 * @param peer the other end; {@code null} while it is not connected
 * @param options what this connection does otherwise than its context
 * @param autoClose whether closing TLS closes TCP
 * @param upgrade whether TLS was started on a socket that talked in clear
 * @param alreadyRead bytes somebody took from the peer before
 */
record TlsOrigin(SslContext context, @Nullable PeerName peer, SslConnectOptions options, boolean autoClose,
		boolean upgrade, byte[] alreadyRead) {

	private static final byte[] NOTHING = new byte[0];

	static TlsOrigin unconnected(SslContext context) {
		return new TlsOrigin(context, null, SslConnectOptions.NONE, true, false, NOTHING);
	}

	static TlsOrigin connected(SslContext context, PeerName peer, SslConnectOptions options) {
		return new TlsOrigin(context, peer, options, true, false, NOTHING);
	}

	static TlsOrigin layered(SslContext context, PeerName peer, boolean autoClose, byte[] alreadyRead) {
		return new TlsOrigin(context, peer, SslConnectOptions.NONE, autoClose, false, alreadyRead);
	}

	static TlsOrigin upgrade(SslContext context, PeerName peer, SslConnectOptions options, byte[] alreadyRead) {
		return new TlsOrigin(context, peer, options, true, true, alreadyRead);
	}

	/** Lets go of what only the beginning needs; the same for many connections. */
	TlsOrigin settled() {
		return this.context
			.shared(new TlsOrigin(this.context, null, SslConnectOptions.NONE, this.autoClose, this.upgrade, NOTHING));
	}

	/** Whether the plain socket outlives a failed handshake. */
	boolean keepsSocketOnError() {
		return this.context.errorTrap().isPresent() || !this.autoClose
				|| this.context.keepSocketOnError().orElse(this.upgrade);
	}

}

package dev.sslsocket.engine;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two engines whose bytes are carried from one to the other until neither has any.
 */
final class EnginePair {

	final TlsEngine client;

	final TlsEngine server;

	private @Nullable TlsFault clientFault;

	private @Nullable TlsFault serverFault;

	EnginePair(TlsEngine client, TlsEngine server) {
		this.client = client;
		this.server = server;
	}

	/**
	 * A handshake that must succeed, after which all post-handshake messages are read.
	 */
	static EnginePair shaken(TlsEngine client, TlsEngine server) {
		EnginePair pair = new EnginePair(client, server).shake();
		assertThat(pair.clientFault).isNull();
		assertThat(pair.serverFault).isNull();
		assertThat(pair.client.established()).isTrue();
		assertThat(pair.server.established()).isTrue();
		return pair;
	}

	/** A handshake, whatever comes of it. */
	EnginePair shake() {
		boolean moved = true;
		while (moved) {
			moved = step(this.client, this.server) | step(this.server, this.client);
		}
		return this;
	}

	TlsFault clientFault() {
		assertThat(this.clientFault).as("fault of the client").isNotNull();
		return this.clientFault;
	}

	TlsFault serverFault() {
		assertThat(this.serverFault).as("fault of the server").isNotNull();
		return this.serverFault;
	}

	/** Sends text from one engine, through the other, which is to read it. */
	static String carried(String text, TlsEngine from, TlsEngine to) throws TlsFault {
		byte[] plain = text.getBytes();
		assertThat(from.write(plain, 0, plain.length)).isEqualTo(plain.length);
		carry(from, to);
		byte[] target = new byte[1000];
		return new String(target, 0, to.read(target, 0, target.length));
	}

	static boolean carry(TlsEngine from, TlsEngine to) {
		NetBuffer out = from.outgoing();
		int count = out.remaining();
		to.incoming().add(out.array(), out.position(), count);
		out.consumed(count);
		return count > 0;
	}

	private boolean step(TlsEngine engine, TlsEngine peer) {
		try {
			if (!faulty(engine)) {
				advance(engine);
			}
		}
		catch (TlsFault fault) {
			TlsFault named = fault.named(engine.closeOutbound());
			if (engine == this.client) {
				this.clientFault = named;
			}
			else {
				this.serverFault = named;
			}
		}
		return carry(engine, peer);
	}

	private boolean faulty(TlsEngine engine) {
		return ((engine == this.client) ? this.clientFault : this.serverFault) != null;
	}

	private static void advance(TlsEngine engine) throws TlsFault {
		if (engine.established()) {
			// Session tickets; and on TLS 1.3 the alert that answers our Finished.
			engine.decryptAhead();
			return;
		}
		TlsEngine.Need need = engine.handshake();
		while (need == TlsEngine.Need.TASK) {
			engine.runTasks();
			need = engine.handshake();
		}
	}

}

package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;
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

	/**
	 * Puts bytes before one side when the server's first flight is made, then goes on.
	 */
	EnginePair inject(boolean intoClient, byte[] bytes) throws TlsFault {
		advance(this.client);
		carry(this.client, this.server);
		advance(this.server);
		(intoClient ? this.client : this.server).incoming().add(bytes, 0, bytes.length);
		return shake();
	}

	/** Puts bytes before the client when it has sent its last flight, then goes on. */
	EnginePair injectBehindFinished(byte[] bytes) throws TlsFault {
		advance(this.client);
		carry(this.client, this.server);
		advance(this.server);
		carry(this.server, this.client);
		advance(this.client);
		this.client.incoming().add(bytes, 0, bytes.length);
		return shake();
	}

	/** Puts bytes before one side after the handshake, and has it read them. */
	EnginePair injectData(boolean intoClient, byte[] bytes) {
		TlsEngine reader = intoClient ? this.client : this.server;
		reader.incoming().add(bytes, 0, bytes.length);
		try {
			reader.read(ByteBuffer.allocate(100));
			sayFirst(reader);
		}
		catch (TlsFault fault) {
			note(reader, fault);
			reader.closeOutbound();
		}
		return shake();
	}

	/** Damages a record of data on its way to one side. */
	EnginePair damage(boolean toClient) throws TlsFault {
		TlsEngine writer = toClient ? this.server : this.client;
		writer.write(new byte[100], 0, 100);
		byte[] damaged = writer.outgoing().drain();
		damaged[damaged.length - 1] ^= 1;
		return injectData(toClient, damaged);
	}

	/** The fatal alerts that the client read, or close_notify. */
	List<String> toldToClient() {
		return told(this.client, this.clientFault);
	}

	/** The fatal alerts that the server read, or close_notify. */
	List<String> toldToServer() {
		return told(this.server, this.serverFault);
	}

	private static List<String> told(TlsEngine engine, @Nullable TlsFault fault) {
		List<String> told = new ArrayList<>();
		if (fault != null && fault.peerAlert() != null) {
			told.add(fault.peerAlert());
		}
		if (engine.inboundClosed() || fault != null && fault.reason() == SslReason.CLOSED) {
			told.add("close_notify");
		}
		return told;
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
		from.write(plain, 0, plain.length);
		carry(from, to);
		byte[] target = new byte[1000];
		return new String(target, 0, to.read(ByteBuffer.wrap(target)));
	}

	static boolean carry(TlsEngine from, TlsEngine to) {
		byte[] records = from.outgoing().drain();
		to.incoming().add(records, 0, records.length);
		return records.length > 0;
	}

	private boolean step(TlsEngine engine, TlsEngine peer) {
		try {
			if (!faulty(engine)) {
				advance(engine);
			}
		}
		catch (TlsFault fault) {
			note(engine, engine.abort(fault));
		}
		return carry(engine, peer);
	}

	private void note(TlsEngine engine, TlsFault fault) {
		if (engine == this.client) {
			this.clientFault = fault;
		}
		else {
			this.serverFault = fault;
		}
	}

	private boolean faulty(TlsEngine engine) {
		return ((engine == this.client) ? this.clientFault : this.serverFault) != null;
	}

	private static void sayFirst(TlsEngine engine) throws TlsFault {
		if (engine.control() == TlsEngine.Control.FIRST) {
			engine.wrapControl();
		}
	}

	private static void advance(TlsEngine engine) throws TlsFault {
		if (engine.established()) {
			// Session tickets; and on TLS 1.3 the alert that answers our Finished.
			engine.decryptAhead();
			sayFirst(engine);
			return;
		}
		TlsEngine.Need need = engine.handshake();
		while (need == TlsEngine.Need.TASK) {
			engine.runTasks();
			need = engine.handshake();
		}
	}

}

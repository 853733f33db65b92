package dev.sslsocket.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Watches the records of a handshake pass by, for what the engine API does not tell:
 * whether a session was resumed, which group was agreed on, and a trace for messages.
 * JSSE has no "was resumed" API, and whether the managers were called misleads on
 * servers. Exact on every engine: the ServerHello carries {@code pre_shared_key} (TLS
 * 1.3), or no Certificate follows it (TLS 1.2).
 */
final class HandshakeObserver {

	private static final int MAX_TRACE = 24;

	private static final int SERVER_HELLO = 2;

	private static final int CERTIFICATE = 11;

	private static final int SERVER_KEY_EXCHANGE = 12;

	private final List<String> trace = new ArrayList<>(4);

	private final HandshakeMessages sent = new HandshakeMessages(this::ownMessage);

	private final HandshakeMessages received = new HandshakeMessages(this::message);

	private boolean serverHelloSeen;

	private boolean tls13;

	private boolean preSharedKey;

	private boolean certificateSeen;

	private boolean presentedNothing;

	private boolean finiteField;

	private @Nullable String group;

	private @Nullable Integer alertSent;

	private @Nullable Integer alertReceived;

	void received(byte[] bytes, int offset, RecordHeader header) {
		note('<', header);
		if (header.type() == RecordHeader.ALERT && header.length() == 2
				&& bytes[offset + RecordHeader.LENGTH] == Alert.FATAL) {
			this.alertReceived = bytes[offset + RecordHeader.LENGTH + 1] & 0xff;
		}
		observe(this.received, bytes, offset, header);
	}

	void sent(byte[] bytes, int offset, RecordHeader header) {
		note('>', header);
		if (header.type() == RecordHeader.ALERT && header.length() == 2) {
			this.alertSent = bytes[offset + RecordHeader.LENGTH + 1] & 0xff;
		}
		observe(this.sent, bytes, offset, header);
	}

	/** The alert that went out in clear; an encrypted one is longer than two bytes. */
	@Nullable Integer alertSent() {
		return this.alertSent;
	}

	/** The fatal alert that came in clear, whatever the engine makes of it. */
	@Nullable Integer alertReceived() {
		return this.alertReceived;
	}

	/** Whether we were asked for a certificate on TLS 1.2 and had none. */
	boolean presentedNothing() {
		return this.presentedNothing;
	}

	List<String> trace() {
		return this.trace;
	}

	boolean resumed() {
		return this.serverHelloSeen && (this.tls13 ? this.preSharedKey : !this.certificateSeen);
	}

	@Nullable String group() {
		return this.group;
	}

	private void note(char direction, RecordHeader header) {
		if (this.trace.size() < MAX_TRACE) {
			this.trace.add(direction + " " + header.name() + " " + header.length());
		}
	}

	private void observe(HandshakeMessages messages, byte[] bytes, int offset, RecordHeader header) {
		if (header.type() == RecordHeader.HANDSHAKE) {
			messages.fragment(bytes, offset + RecordHeader.LENGTH, header.length());
		}
		else if (header.type() == RecordHeader.CHANGE_CIPHER_SPEC && !this.tls13) {
			// On TLS 1.3 it means nothing, and may stand between a HelloRetryRequest and
			// the ServerHello (RFC 8446 appendix D.4).
			messages.encryptedFromHere();
		}
	}

	private void ownMessage(int type, byte[] body, int length) {
		// Only the three bytes that say how long the list of certificates is.
		this.presentedNothing |= type == CERTIFICATE && length == 3;
		message(type, body, length);
	}

	private void message(int type, byte[] body, int length) {
		switch (type) {
			case SERVER_HELLO -> serverHello(body, length);
			case CERTIFICATE -> this.certificateSeen = true;
			case SERVER_KEY_EXCHANGE ->
				this.group = this.finiteField ? FiniteField.group(body, length) : curve(body, length);
			default -> {
			}
		}
	}

	/** ECDHE names its curve: type 3, then the group (RFC 8422 section 5.4). */
	private static @Nullable String curve(byte[] body, int length) {
		return (length >= 3 && body[0] == 3) ? NamedGroup.text((body[1] & 0xff) << 8 | body[2] & 0xff) : null;
	}

	private void serverHello(byte[] body, int length) {
		this.serverHelloSeen = true;
		int at = 2 + 32;
		if (length <= at) {
			return;
		}
		at += 1 + (body[at] & 0xff);
		this.finiteField = at + 2 <= length && FiniteField.isFor((body[at] & 0xff) << 8 | body[at + 1] & 0xff);
		at += 2 + 1 + 2;
		while (at + 4 <= length) {
			int type = (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
			int size = (body[at + 2] & 0xff) << 8 | body[at + 3] & 0xff;
			at += 4;
			if (type == 43) {
				this.tls13 = true;
			}
			else if (type == 41) {
				this.preSharedKey = true;
			}
			else if (type == 51 && at + 2 <= length) {
				this.group = NamedGroup.text((body[at] & 0xff) << 8 | body[at + 1] & 0xff);
			}
			at += size;
		}
	}

}

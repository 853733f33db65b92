package dev.sslsocket.engine;

import java.util.Arrays;

import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Watches the records of a handshake pass by, for what the engine API does not tell:
 * whether a session was resumed, which group was agreed on, by what it is signed; and
 * shows them to the {@link FlightRecorder}. JSSE has no "was resumed" API, and whether
 * the managers were called misleads on servers. Exact on every engine: the ServerHello
 * carries {@code pre_shared_key} (TLS 1.3), or no Certificate follows it (TLS 1.2).
 */
final class HandshakeObserver {

	/** Level, description, content type and the tag of an AEAD cipher. */
	private static final int SEALED_ALERT = 2 + 1 + 16;

	private static final int TLS_12 = 0x0303;

	private FlightRecorder recorder;

	private SignaturePolicy signatures = SignaturePolicy.OF_THE_ENGINE;

	/** The first that is not allowed. */
	private @Nullable String signedBy;

	private final HandshakeMessages sent = new HandshakeMessages(this::ownMessage);

	private final HandshakeMessages received = new HandshakeMessages(this::message);

	private boolean serverHelloSeen;

	private boolean tls12;

	private boolean tls13;

	private boolean preSharedKey;

	private boolean certificateSeen;

	private boolean presentedNothing;

	private boolean finiteField;

	private @Nullable String group;

	private @Nullable Integer alertSent;

	private @Nullable Integer alertReceived;

	/** Bytes at the end of what goes out that are not a whole record yet. */
	private int unseen;

	HandshakeObserver(FlightRecorder recorder) {
		this.recorder = recorder;
	}

	void recordInto(FlightRecorder recorder) {
		this.recorder = recorder;
	}

	void holdTo(SignaturePolicy signatures) {
		this.signatures = signatures;
	}

	/**
	 * Refuses a handshake that either side signs by a scheme that is not allowed.
	 */
	void requireAllowed() throws TlsFault {
		if (this.signedBy != null) {
			throw new TlsFault(SslReason.HANDSHAKE_FAILURE, "the handshake is signed by " + this.signedBy
					+ ", which this JVM does not allow (" + GroupPolicy.PROPERTY + ")");
		}
	}

	void received(byte[] bytes, int offset, RecordHeader header) {
		if (isAlertInClear(header)) {
			int level = bytes[offset + RecordHeader.LENGTH];
			int description = bytes[offset + RecordHeader.LENGTH + 1] & 0xff;
			if (level == Alert.FATAL) {
				this.alertReceived = description;
			}
			this.recorder.alert(false, level & 0xff, description);
			return;
		}
		observe(false, bytes, offset, header);
	}

	/**
	 * Sees what was added to what goes out. JSSE makes one record at a time, BoringSSL a
	 * whole flight, whose last record may have to wait for more room.
	 */
	void sent(NetBuffer outgoing, int added) {
		this.unseen += added;
		byte[] flight = outgoing.copy(outgoing.remaining() - this.unseen);
		int at = 0;
		while (this.unseen >= RecordHeader.LENGTH) {
			RecordHeader header = RecordHeader.at(flight, at);
			if (header.total() > this.unseen) {
				return;
			}
			sent(flight, at, header);
			at += header.total();
			this.unseen -= header.total();
		}
	}

	void sent(byte[] bytes, int offset, RecordHeader header) {
		if (isAlertInClear(header)) {
			int description = bytes[offset + RecordHeader.LENGTH + 1] & 0xff;
			this.alertSent = description;
			this.recorder.alert(true, bytes[offset + RecordHeader.LENGTH] & 0xff, description);
			return;
		}
		if (isAlertEncrypted(header)) {
			this.recorder.sealedAlert(header);
			return;
		}
		observe(true, bytes, offset, header);
	}

	/**
	 * Nothing else that we send in a handshake of TLS 1.3 is as short.
	 */
	private boolean isAlertEncrypted(RecordHeader header) {
		return this.tls13 && header.type() == RecordHeader.APPLICATION_DATA && header.length() == SEALED_ALERT;
	}

	/** An encrypted one is longer. */
	private static boolean isAlertInClear(RecordHeader header) {
		return header.type() == RecordHeader.ALERT && header.length() == 2;
	}

	FlightRecorder recorder() {
		return this.recorder;
	}

	/** The alert that went out in clear; an encrypted one is longer than two bytes. */
	@Nullable Integer alertSent() {
		return this.alertSent;
	}

	/** Whether what we say is, for all that was seen, not encrypted yet. */
	boolean inClear() {
		return !this.sent.encrypted() && !(this.tls13 && this.serverHelloSeen);
	}

	/** Whether we were asked for a certificate on TLS 1.2 and had none. */
	boolean presentedNothing() {
		return this.presentedNothing;
	}

	/**
	 * Finds the reason in what the engine threw during the handshake, and writes down the
	 * alerts that only it can read and write.
	 */
	TlsFault fault(SSLException thrown, FaultTranslator faults) {
		@Nullable String ours = faults.alertOfOurs(thrown);
		if (ours != null) {
			this.recorder.alertToCome(Alert.number(ours));
		}
		TlsFault fault = faults.translate(thrown, this.alertReceived, this.presentedNothing);
		this.recorder.alertRead(fault);
		return fault;
	}

	boolean resumed() {
		return this.serverHelloSeen && (this.tls13 ? this.preSharedKey : !this.certificateSeen);
	}

	@Nullable String group() {
		return this.group;
	}

	private void observe(boolean ours, byte[] bytes, int offset, RecordHeader header) {
		HandshakeMessages messages = ours ? this.sent : this.received;
		if (header.type() == RecordHeader.HANDSHAKE && !messages.encrypted()) {
			int open = messages.fragment(bytes, offset + RecordHeader.LENGTH, header.length());
			if (open > 0) {
				this.recorder.piece(ours, open);
			}
			return;
		}
		if (header.type() == RecordHeader.CHANGE_CIPHER_SPEC && !this.tls13) {
			// On TLS 1.3 it means nothing, and may stand between a HelloRetryRequest and
			// the ServerHello (RFC 8446 appendix D.4).
			messages.encryptedFromHere();
		}
		this.recorder.record(ours, header);
	}

	private void ownMessage(int type, byte[] bytes, int offset, int kept, int length) {
		// Only the three bytes that say how long the list of certificates is.
		this.presentedNothing |= type == HandshakeMessages.CERTIFICATE && length == 3;
		this.recorder.message(true, type, bytes, offset, kept, length);
		look(type, bytes, offset, kept);
	}

	private void message(int type, byte[] bytes, int offset, int kept, int length) {
		this.recorder.message(false, type, bytes, offset, kept, length);
		look(type, bytes, offset, kept);
	}

	private void look(int type, byte[] bytes, int offset, int kept) {
		switch (type) {
			case HandshakeMessages.SERVER_HELLO -> serverHello(ServerHello.parse(bytes, offset, kept));
			case HandshakeMessages.CERTIFICATE -> this.certificateSeen = true;
			case HandshakeMessages.SERVER_KEY_EXCHANGE -> {
				this.group = this.finiteField ? FiniteField.group(Arrays.copyOfRange(bytes, offset, offset + kept))
						: curve(bytes, offset, kept);
				signed(bytes, offset + signature(bytes, offset, kept), offset + kept);
			}
			case HandshakeMessages.CERTIFICATE_VERIFY -> signed(bytes, offset, offset + kept);
			default -> {
			}
		}
	}

	/** ECDHE names its curve: type 3, then the group (RFC 8422 section 5.4). */
	private static @Nullable String curve(byte[] bytes, int offset, int kept) {
		return (kept >= 3 && bytes[offset] == 3)
				? NamedGroup.text((bytes[offset + 1] & 0xff) << 8 | bytes[offset + 2] & 0xff) : null;
	}

	/** Where the signature begins behind a curve's name and a point of it. */
	private static int signature(byte[] bytes, int offset, int kept) {
		return (kept >= 4 && bytes[offset] == 3) ? 4 + (bytes[offset + 3] & 0xff) : kept;
	}

	/** Before TLS 1.2 a signature does not say its scheme (RFC 5246 section 4.7). */
	private void signed(byte[] bytes, int at, int end) {
		if (this.tls12 && this.signedBy == null && at + 2 <= end) {
			int scheme = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
			this.signedBy = this.signatures.allows(scheme) ? null : SignatureAlgorithm.text(scheme);
		}
	}

	private void serverHello(ServerHello hello) {
		this.serverHelloSeen = true;
		this.tls12 = hello.version() == TLS_12;
		this.tls13 |= hello.tls13();
		this.preSharedKey |= hello.preSharedKey();
		this.finiteField = hello.suite() >= 0 && FiniteField.isFor(hello.suite());
		if (hello.group() >= 0) {
			this.group = NamedGroup.text(hello.group());
		}
	}

}

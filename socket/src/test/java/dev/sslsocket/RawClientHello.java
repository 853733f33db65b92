package dev.sslsocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * A ClientHello of the JDK, without SNI, to which extensions are added.
 */
final class RawClientHello {

	/** RFC 8701: a type that no server knows. */
	private static final int GREASE = 0x0a0a;

	/** Type and length. */
	private static final int HEADER = 4;

	private final byte[] message;

	private RawClientHello(byte[] message) {
		this.message = message;
	}

	static RawClientHello create() throws SSLException {
		SSLEngine engine = Endpoints.PKI.jdkAnonymousClientContext().createSSLEngine();
		engine.setUseClientMode(true);
		ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), record);
		return new RawClientHello(Arrays.copyOfRange(record.array(), 5, record.position()));
	}

	RawClientHello withServerName(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		return withServerNameList(ByteBuffer.allocate(5 + bytes.length)
			.putShort((short) (3 + bytes.length))
			.put((byte) 0)
			.putShort((short) bytes.length)
			.put(bytes)
			.array());
	}

	RawClientHello withServerNameList(byte[] list) {
		return with(0, list);
	}

	/** Fills the message up, its header not counted. */
	RawClientHello ofSize(int size) {
		return with(GREASE, new byte[size - (this.message.length - HEADER) - HEADER]);
	}

	/** The new one stands first: the last may have to be that of a session (TLS 1.3). */
	private RawClientHello with(int type, byte[] data) {
		int extensions = extensionsAt();
		int added = HEADER + data.length;
		ByteBuffer more = ByteBuffer.allocate(this.message.length + added);
		more.put(this.message, 0, extensions);
		more.putShort((short) (ByteBuffer.wrap(this.message).getShort(extensions) + added));
		more.putShort((short) type).putShort((short) data.length).put(data);
		more.put(this.message, extensions + 2, this.message.length - extensions - 2);
		more.putInt(0, 1 << 24 | more.capacity() - HEADER);
		return new RawClientHello(more.array());
	}

	private int extensionsAt() {
		ByteBuffer at = ByteBuffer.wrap(this.message).position(HEADER + 2 + 32);
		at.position(at.position() + 1 + at.get(at.position()));
		at.position(at.position() + 2 + at.getShort(at.position()));
		return at.position() + 1 + at.get(at.position());
	}

	/** The message in records of at most so many bytes. */
	byte[] records(int most) {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		for (int at = 0; at < this.message.length; at += most) {
			int length = Math.min(most, this.message.length - at);
			records.writeBytes(
					ByteBuffer.allocate(5).put((byte) 22).putShort((short) 0x301).putShort((short) length).array());
			records.write(this.message, at, length);
		}
		return records.toByteArray();
	}

}

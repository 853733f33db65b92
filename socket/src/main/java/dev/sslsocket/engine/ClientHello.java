package dev.sslsocket.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, read from its first message (RFC 8446 section 4.1.2).
 *
 * @param serverName the host name of the SNI extension (RFC 6066 section 3): letters,
 * digits, hyphens and dots, at most 253, in lower case; {@code null} when there is none
 * @param alpn the application protocols offered (RFC 7301), in the client's order
 * @param tls13 whether TLS 1.3 is among the versions offered
 */
public record ClientHello(@Nullable String serverName, List<String> alpn, boolean tls13) {

	private static final int SERVER_NAME = 0;

	private static final int ALPN = 16;

	private static final int SUPPORTED_VERSIONS = 43;

	private static final short TLS_13 = 0x0304;

	/**
	 * Reads the message.
	 * @param body the message without its four-byte header
	 * @return the hello; what else is malformed in it is left for the engine to refuse
	 * @throws TlsFault if the server name is malformed. The engine would refuse it too,
	 * but only after it has chosen a certificate, and in words that repeat the name raw
	 */
	static ClientHello parse(ByteBuffer body) throws TlsFault {
		@Nullable String serverName = null;
		List<String> alpn = List.of();
		boolean tls13 = false;
		try {
			skip(body, 2 + 32);
			skip(body, body.get() & 0xff);
			skip(body, body.getShort() & 0xffff);
			skip(body, body.get() & 0xff);
			if (body.remaining() >= 2) {
				body.getShort();
			}
			while (body.remaining() >= 4) {
				int type = body.getShort() & 0xffff;
				ByteBuffer extension = take(body, body.getShort() & 0xffff);
				if (type == SERVER_NAME) {
					if (serverName != null) {
						throw TlsFault.protocolError(Alert.DECODE_ERROR,
								"its ClientHello has two server_name extensions", null);
					}
					serverName = ServerName.parse(extension);
				}
				else if (type == ALPN) {
					alpn = protocols(extension);
				}
				else if (type == SUPPORTED_VERSIONS) {
					tls13 = offersTls13(extension);
				}
			}
		}
		catch (IllegalArgumentException | BufferUnderflowException ex) {
			// The engine sees the same bytes and answers with the right alert.
		}
		return new ClientHello(serverName, alpn, tls13);
	}

	private static boolean offersTls13(ByteBuffer extension) {
		ByteBuffer versions = take(extension, extension.get() & 0xff);
		boolean found = false;
		while (versions.remaining() >= 2) {
			found |= versions.getShort() == TLS_13;
		}
		return found;
	}

	private static List<String> protocols(ByteBuffer extension) {
		List<String> protocols = new ArrayList<>();
		extension.getShort();
		while (extension.hasRemaining()) {
			protocols.add(StandardCharsets.ISO_8859_1.decode(take(extension, extension.get() & 0xff)).toString());
		}
		return List.copyOf(protocols);
	}

	private static void skip(ByteBuffer from, int count) {
		from.position(from.position() + count);
	}

	static ByteBuffer take(ByteBuffer from, int count) {
		if (count > from.remaining()) {
			throw new BufferUnderflowException();
		}
		ByteBuffer taken = from.slice(from.position(), count);
		skip(from, count);
		return taken;
	}

}

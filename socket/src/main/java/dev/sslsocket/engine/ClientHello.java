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
 * @param groups the key exchange groups offered (RFC 8446 section 4.2.7; RFC 7919), by
 * number, in the client's order
 * @param signatures the signature schemes offered (RFC 8446 section 4.2.3), by number, in
 * the client's order
 * @param suites the cipher suites offered, by number, in the client's order
 * @param tls13 whether TLS 1.3 is among the versions offered
 */
public record ClientHello(@Nullable String serverName, List<String> alpn, List<Integer> groups,
		List<Integer> signatures, List<Integer> suites, boolean tls13) {

	private static final int SERVER_NAME = 0;

	private static final int GROUPS = 10;

	private static final int SIGNATURES = 13;

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
		List<Integer> groups = List.of();
		List<Integer> signatures = List.of();
		List<Integer> suites = List.of();
		boolean tls13 = false;
		try {
			HelloExtensions extensions = new HelloExtensions(body);
			suites = list(extensions.suites());
			while (extensions.next()) {
				ByteBuffer data = extensions.data();
				switch (extensions.type()) {
					case SERVER_NAME -> {
						if (serverName != null) {
							throw TlsFault.protocolError(Alert.DECODE_ERROR,
									"its ClientHello has two server_name extensions", null);
						}
						serverName = ServerName.parse(data);
					}
					case GROUPS -> groups = numbers(data);
					case SIGNATURES -> signatures = numbers(data);
					case ALPN -> alpn = protocols(data);
					case SUPPORTED_VERSIONS -> tls13 = offersTls13(data);
					default -> {
					}
				}
			}
		}
		catch (IllegalArgumentException | BufferUnderflowException ex) {
			// The engine sees the same bytes and answers with the right alert.
		}
		return new ClientHello(serverName, alpn, groups, signatures, suites, tls13);
	}

	private static boolean offersTls13(ByteBuffer extension) {
		ByteBuffer versions = HelloExtensions.take(extension, extension.get() & 0xff);
		boolean found = false;
		while (versions.remaining() >= 2) {
			found |= versions.getShort() == TLS_13;
		}
		return found;
	}

	private static List<Integer> numbers(ByteBuffer extension) {
		return list(HelloExtensions.take(extension, extension.getShort() & 0xffff));
	}

	private static List<Integer> list(ByteBuffer list) {
		List<Integer> numbers = new ArrayList<>(list.remaining() / 2);
		while (list.remaining() >= 2) {
			numbers.add(list.getShort() & 0xffff);
		}
		return List.copyOf(numbers);
	}

	private static List<String> protocols(ByteBuffer extension) {
		List<String> protocols = new ArrayList<>();
		extension.getShort();
		while (extension.hasRemaining()) {
			protocols.add(StandardCharsets.ISO_8859_1.decode(HelloExtensions.take(extension, extension.get() & 0xff))
				.toString());
		}
		return List.copyOf(protocols);
	}

}

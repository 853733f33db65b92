package dev.sslsocket.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * The server_name extension of a ClientHello (RFC 6066 section 3). As OpenSSL does
 * ({@code tls_parse_ctos_server_name}), a list that is malformed, empty or has two host
 * names breaks the protocol, and a host name that cannot be one is not recognised.
 */
final class ServerName {

	private static final int HOST_NAME = 0;

	/** Longest DNS name in text form, without a dot at the end. */
	private static final int LONGEST = 253;

	/** Letters, digits and hyphens, as RFC 1123 section 2.1 has it. */
	private static final Pattern LABELS = Pattern
		.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

	/** How much of a name that is none is shown. */
	private static final int SHOWN = 64;

	private ServerName() {
	}

	/**
	 * Reads the extension.
	 * @param extension its data
	 * @return the host name in lower case; {@code null} where the list has names of other
	 * types only, of which none are defined
	 * @throws TlsFault if it is malformed
	 */
	static @Nullable String parse(ByteBuffer extension) throws TlsFault {
		try {
			@Nullable String found = null;
			if ((extension.getShort() & 0xffff) != extension.remaining() || !extension.hasRemaining()) {
				throw malformed();
			}
			while (extension.hasRemaining()) {
				int type = extension.get();
				ByteBuffer name = HelloExtensions.take(extension, extension.getShort() & 0xffff);
				if (type == HOST_NAME) {
					if (found != null || !name.hasRemaining()) {
						throw malformed();
					}
					found = host(StandardCharsets.ISO_8859_1.decode(name).toString());
				}
			}
			return found;
		}
		catch (BufferUnderflowException ex) {
			throw malformed();
		}
	}

	private static String host(String name) throws TlsFault {
		String host = name.toLowerCase(Locale.ROOT);
		if (host.length() > LONGEST || !LABELS.matcher(host).matches()) {
			String shown = name.substring(0, Math.min(name.length(), SHOWN)).replaceAll("[^\\x21-\\x7e]", "?");
			throw new TlsFault(SslReason.UNRECOGNIZED_NAME, "asked for '" + shown + ((name.length() > SHOWN) ? "…" : "")
					+ "' (" + name.length() + " bytes), which is no host name");
		}
		return host;
	}

	private static TlsFault malformed() {
		return TlsFault.protocolError(Alert.DECODE_ERROR, "the server_name extension of its ClientHello is malformed",
				null);
	}

}

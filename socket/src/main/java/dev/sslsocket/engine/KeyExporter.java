package dev.sslsocket.engine;

import java.lang.reflect.InvocationTargetException;

import javax.crypto.SecretKey;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * Derives keying material from a session (RFC 5705, RFC 8446 section 7.5). The JDK can
 * since 25; these methods are reached by reflection, here and nowhere else.
 */
public final class KeyExporter {

	private KeyExporter() {
	}

	/**
	 * Derives bytes.
	 * @param session of a handshake that is complete
	 * @param label such as {@code EXPORTER-Channel-Binding}
	 * @param context may be empty, which in TLS 1.2 is not the same as none, {@code null}
	 * @param length how many bytes
	 * @return the bytes
	 * @throws SSLKeyException if this session has none to give, as one of TLS 1.2 without
	 * the extended master secret
	 * @throws UnsupportedOperationException before JDK 25
	 */
	public static byte[] data(SSLSession session, String label, byte @Nullable [] context, int length)
			throws SSLKeyException {
		return (byte[]) invoke(session, "exportKeyingMaterialData",
				new Class<?>[] { String.class, byte[].class, int.class }, label, context, length);
	}

	/**
	 * Derives a key.
	 * @param session of a handshake that is complete
	 * @param algorithm name of the key's algorithm, such as {@code AES}
	 * @param label such as {@code EXPORTER-Channel-Binding}
	 * @param context may be empty, which in TLS 1.2 is not the same as none, {@code null}
	 * @param length how many bytes
	 * @return the key
	 * @throws SSLKeyException if this session has none to give
	 * @throws UnsupportedOperationException before JDK 25
	 */
	public static SecretKey key(SSLSession session, String algorithm, String label, byte @Nullable [] context,
			int length) throws SSLKeyException {
		return (SecretKey) invoke(session, "exportKeyingMaterialKey",
				new Class<?>[] { String.class, String.class, byte[].class, int.class }, algorithm, label, context,
				length);
	}

	private static Object invoke(SSLSession session, String method, Class<?>[] types, @Nullable Object... arguments)
			throws SSLKeyException {
		try {
			return ExtendedSSLSession.class.getMethod(method, types).invoke(session, arguments);
		}
		catch (NoSuchMethodException ex) {
			throw new UnsupportedOperationException("Java " + Runtime.version().feature()
					+ " exports no keying material from a TLS session; Java 25 and later do", ex);
		}
		catch (InvocationTargetException ex) {
			if (ex.getCause() instanceof SSLKeyException refused) {
				throw refused;
			}
			throw (ex.getCause() instanceof RuntimeException refused) ? refused : new IllegalStateException(ex);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

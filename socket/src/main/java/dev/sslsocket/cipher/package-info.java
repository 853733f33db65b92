/**
 * Which cipher suites do these words mean?
 *
 * <p>
 * <b>Why a table and not a rule?</b> OpenSSL's names follow a rule only at first sight:
 * key exchange and authentication are merged or dropped suite by suite
 * ({@code ECDHE-ARIA256-GCM-SHA384}, {@code AES128-SHA}), hash names vanish
 * ({@code …-CHACHA20-POLY1305}). A table is compared with the installed OpenSSL line by
 * line by a test; a rule with exceptions would need the table anyway.
 *
 * <p>
 * <b>Why not a resource file?</b> The table is code: nothing to load that could be
 * missing from a shaded jar or a native image.
 *
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b> {@link dev.sslsocket.cipher.CipherNames}.
 */
@NullMarked
package dev.sslsocket.cipher;

import org.jspecify.annotations.NullMarked;

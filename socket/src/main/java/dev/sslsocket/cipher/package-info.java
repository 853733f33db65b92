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
 * <b>Why OpenSSL's rules to the letter?</b> Because the lists that people have were tried
 * out with OpenSSL. The order of the table is the one OpenSSL starts from, whose rules
 * for it were run once over its own table; every step then does what OpenSSL's does, so
 * that the order of any list comes out right. Parsers that go by their own idea widen
 * what they do not understand: one for the JVM reads {@code ECDHE+FOO} as {@code ECDHE},
 * and takes {@code ECDHE:!ECDHE+AES256} for {@code ECDHE}. A test compares some 700 lists
 * with the installed OpenSSL, before and after its security level, suite by suite.
 *
 * <p>
 * <b>Where do we differ?</b> Where OpenSSL gives more than was asked for: suites without
 * authentication or encryption come by their names only, and a join of words never means
 * more than each of them. {@link dev.sslsocket.cipher.CipherList} says how, and the test
 * row by row.
 *
 * <p>
 * <b>Why is an unknown word no error?</b> The lists of the wild are full of words that
 * came and went ({@code !EXP:!SSLv2}), and a list must not break with the next OpenSSL.
 * It selects nothing, joined or alone, and those that were never words are reported.
 *
 * <p>
 * <b>Public for {@code dev.sslsocket} only:</b> {@link dev.sslsocket.cipher.CipherNames},
 * {@link dev.sslsocket.cipher.Tls13Suites}.
 * <p>
 * <b>Public for {@code dev.sslsocket.engine} only:</b>
 * {@link dev.sslsocket.cipher.SuiteNumbers}.
 */
@NullMarked
package dev.sslsocket.cipher;

import org.jspecify.annotations.NullMarked;

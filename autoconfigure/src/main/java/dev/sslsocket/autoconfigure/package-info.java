/**
 * From {@code ssl.*} to beans.
 * <p>
 * <b>Why two records on one prefix?</b> The value record describes one context and is
 * both {@code ssl} itself and the value of {@code ssl.contexts}; a record that held a map
 * of itself could not be bound, and its defaults would end inheritance: what is absent
 * must stay {@code null}. Hence no defaults here at all; they are the builder's.
 * <p>
 * <b>Why are choices strings?</b> Boot binds a number to an enum by its ordinal. The
 * seed's {@code 0x03} would have meant whatever is declared fourth.
 * <p>
 * <b>Why no {@code ssl.cert-file}?</b> OpenSSL's variables {@code SSL_CERT_FILE} and
 * {@code SSL_CERT_DIR} map to it, they are set on many machines, and the environment
 * outranks every file. No key here begins with {@code cert-} or is {@code cert}. Nor has
 * any root key a meaning that applications use for their own: {@code ssl.enabled},
 * {@code .protocol}, {@code .key-store}, {@code .trust-store}, {@code .key},
 * {@code .hostname}, {@code .port}.
 * <p>
 * <b>Why bean definitions with a factory method?</b> Ahead-of-time processing can write
 * them down; an instance supplier it cannot. They are no default candidates, so that
 * injection without qualifier means the default context.
 * <p>
 * Configuration classes and properties are used by the thread that starts the
 * application.
 */
@NullMarked
package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.NullMarked;

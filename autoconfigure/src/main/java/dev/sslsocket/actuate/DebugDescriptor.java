package dev.sslsocket.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What came of setting a debug level. Immutable; safe for use by many threads.
 *
 * @param context name of the context
 * @param debug the level in force now
 * @param refused why it is not the one that was asked for, {@code null} where it is
 */
public record DebugDescriptor(String context, int debug, @Nullable String refused) implements OperationResponseBody {
}

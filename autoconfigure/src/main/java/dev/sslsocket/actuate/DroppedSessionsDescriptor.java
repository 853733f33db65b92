package dev.sslsocket.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What came of dropping sessions. Immutable; safe for use by many threads.
 *
 * @param dropped how many keys were dropped: one for each peer and set of rules
 */
public record DroppedSessionsDescriptor(int dropped) implements OperationResponseBody {
}

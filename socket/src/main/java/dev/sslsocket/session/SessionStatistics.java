package dev.sslsocket.session;

/**
 * What a session cache has done since it was made. Immutable; safe for use by many
 * threads.
 *
 * @param handshakes handshakes reported
 * @param resumed how many of them resumed a session
 * @param evictions keys dropped because the cache was full
 */
public record SessionStatistics(long handshakes, long resumed, long evictions) {
}

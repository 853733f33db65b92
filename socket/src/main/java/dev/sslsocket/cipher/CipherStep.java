package dev.sslsocket.cipher;

import java.util.List;

/**
 * What became of a step of a cipher list. Immutable; safe for use by many threads.
 *
 * @param rule the step
 * @param suites the suites that it has added, moved or taken out
 */
record CipherStep(CipherRule rule, List<CipherSuite> suites) {
}

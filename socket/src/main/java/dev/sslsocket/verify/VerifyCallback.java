package dev.sslsocket.verify;

/**
 * Has the last word about each certificate of a peer. It is called when chain and name
 * have been checked, once per certificate from the root to the peer's own, and once more
 * for each further error of the same certificate. Where an OCSP responder had to be
 * asked, it is called again with what the responder's answer makes an error, when TLS is
 * set up and before data passes.
 * <p>
 * The answer {@code true} to an event with an error overrules that error, and only that
 * one; {@code false} to an event without an error refuses the peer, as does an exception.
 * After the first refusal no further call is made.
 * <p>
 * Implementations are called by many threads at once and during the handshake: they must
 * be safe for that, and should not block.
 */
@FunctionalInterface
public interface VerifyCallback {

	/**
	 * Says whether to go on with this peer.
	 * @param event what is known about one certificate
	 * @return {@code true} to go on, {@code false} to refuse the peer
	 */
	boolean verify(VerifyEvent event);

}

package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.ChainCheck.Outcome;
import dev.sslsocket.x509.PeerCertificate;

/**
 * What pins make of a peer. Keeps nothing of one peer for the next: a pinned peer changes
 * nothing for others. Immutable; safe for use by many threads.
 */
final class PinCheck {

	private final PinSet pins;

	private final String contextName;

	PinCheck(PinSet pins, String contextName) {
		this.pins = pins;
		this.contextName = contextName;
	}

	/**
	 * Checks the pins.
	 * @param leaf the peer's own certificate
	 * @param chainAndName what is to be said without pins; not asked where it does not
	 * count
	 * @return the outcome with pins. Where a pin decided, the chain is the peer's own
	 * certificate, since the pin vouches for no other, and nobody is asked about it
	 */
	Outcome check(X509Certificate leaf, Supplier<Outcome> chainAndName) {
		boolean matches = this.pins.matches(leaf);
		if (this.pins.mode() == PinMode.ENFORCE) {
			return new Outcome(List.of(leaf), matches ? List.of() : List.of(mismatch(leaf)));
		}
		Outcome outcome = chainAndName.get();
		if (this.pins.mode() == PinMode.ALTERNATIVE) {
			boolean faulty = !outcome.findings().isEmpty() || !outcome.open().isEmpty();
			return (matches && faulty) ? new Outcome(List.of(leaf), List.of()) : outcome;
		}
		List<Finding> findings = new ArrayList<>(outcome.findings());
		if (!matches) {
			findings.add(mismatch(leaf));
		}
		return new Outcome(outcome.chain(), findings, outcome.open());
	}

	private Finding mismatch(X509Certificate leaf) {
		PeerCertificate presented = PeerCertificate.of(leaf);
		String message = "presented " + CertificateText.subject(leaf) + ", " + presented.fingerprint("sha256")
				+ " with the key " + presented.publicKeyFingerprint("sha256") + ". Context '" + this.contextName
				+ "' has " + this.pins.count()
				+ ((this.pins.size() == 1) ? ", which is neither" : ", and neither is among them") + " (ssl.pin-mode: "
				+ this.pins.mode().name().toLowerCase(Locale.ROOT)
				+ "). Where the certificate was renewed, and its owner confirms it, add one of the two to ssl.pins.";
		return new Finding(SslReason.PIN_MISMATCH, 0, leaf, message);
	}

}

package dev.sslsocket.verify;

import java.util.List;

/**
 * What came along with a chain: stapled answers, or none because the session is resumed.
 * Immutable; safe for use by many threads.
 *
 * @param stapled OCSP responses, in no particular order
 * @param resumed whether the chain is of a session made before, in whose handshake
 * nothing can be stapled
 */
record OcspEvidence(List<byte[]> stapled, boolean resumed) {

	static final OcspEvidence NONE = new OcspEvidence(List.of(), false);

	static final OcspEvidence RESUMED = new OcspEvidence(List.of(), true);

	static OcspEvidence stapled(List<byte[]> responses) {
		return new OcspEvidence(responses, false);
	}

}

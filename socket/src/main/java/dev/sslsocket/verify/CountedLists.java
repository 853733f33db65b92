package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.revocation.Crl;
import dev.sslsocket.revocation.CrlFile;
import dev.sslsocket.revocation.CrlLookup;
import dev.sslsocket.revocation.CrlStore;
import dev.sslsocket.revocation.LookedUpLists;
import dev.sslsocket.x509.RevocationList;

/**
 * The revocation lists that count for one verifier: those named for it, those beside its
 * CAs, and those that its hashed directories lead to when they are needed. Safe for use
 * by many threads.
 */
final class CountedLists {

	private final CrlLookup lookup;

	private final String digest;

	private final List<CrlPeriod> periods;

	private CountedLists(CrlStore store, Anchors anchors) {
		List<Function<X500Principal, List<RevocationList>>> directories = new ArrayList<>();
		anchors.directories().forEach((directory) -> directories.add(directory::revocationLists));
		this.lookup = LookedUpLists.beside(store, directories);
		this.digest = store.digest();
		this.periods = store.newest().stream().map(CountedLists::period).toList();
	}

	/**
	 * Reads the lists, and verifies the signatures by trusted keys, so that no handshake
	 * has to wait for that.
	 * @param settings where they are
	 * @param anchors what is trusted
	 * @return the lists; none where nobody looks at them
	 */
	static CountedLists of(PeerVerifierBuilder settings, Anchors anchors) {
		List<CrlFile> files = new ArrayList<>();
		if (settings.revocation.crl() != RevocationScope.OFF) {
			settings.revocation.crlSources().forEach((source) -> files.add(source.file()));
			settings.trust.forEach((source) -> files.addAll(source.lists()));
		}
		CrlStore store = new CrlStore(files);
		store.prepare(anchors.loaded());
		return new CountedLists(store, anchors);
	}

	CrlLookup lookup() {
		return this.lookup;
	}

	private static CrlPeriod period(Crl crl) {
		return new CrlPeriod(crl.issuer().getName(), crl.origin(), crl.thisUpdate(), crl.nextUpdate());
	}

	/** Of all that was read what no newer list replaces. */
	List<CrlPeriod> periods() {
		return this.periods;
	}

	/** A name for the content of all that was read. */
	String digest() {
		return this.digest;
	}

}

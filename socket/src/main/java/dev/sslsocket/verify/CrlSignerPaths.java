package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.revocation.CrlSigners;
import org.jspecify.annotations.Nullable;

/**
 * Chains of those who sign revocation lists without having issued the certificates on
 * them. They have to pass what a peer's chain has to, but for the purpose of its first
 * certificate. What a peer presents is bounded work: {@value #MOST_SEARCHES} searches,
 * each as bounded as {@link PathBuilder} is. Made for one handshake; not safe for use by
 * many threads.
 */
final class CrlSignerPaths implements CrlSigners {

	static final int MOST_SEARCHES = 16;

	private final Anchors anchors;

	private final List<X509Certificate> presented;

	private final Instant now;

	private final Map<X509Certificate, Optional<List<X509Certificate>>> known = new HashMap<>();

	CrlSignerPaths(Anchors anchors, List<X509Certificate> presented, Instant now) {
		this.anchors = anchors;
		this.presented = presented;
		this.now = now;
	}

	@Override
	public List<X509Certificate> of(X500Principal subject) {
		return Stream
			.concat(this.anchors.withSubject(subject).stream(),
					this.presented.stream()
						.filter((certificate) -> certificate.getSubjectX500Principal().equals(subject)))
			.filter((certificate) -> !StrengthRules.isExcessive(certificate.getPublicKey()))
			.toList();
	}

	@Override
	public @Nullable List<X509Certificate> path(X509Certificate signer, X509Certificate anchor) {
		Optional<List<X509Certificate>> path = this.known.get(signer);
		if (path == null) {
			path = (this.known.size() < MOST_SEARCHES) ? search(signer, anchor) : Optional.empty();
			this.known.put(signer, path);
		}
		return path.orElse(null);
	}

	private Optional<List<X509Certificate>> search(X509Certificate signer, X509Certificate anchor) {
		List<X509Certificate> all = new ArrayList<>(List.of(signer));
		all.addAll(this.presented);
		Anchors trusted = new Anchors(List.of(anchor));
		Signatures signatures = new Signatures(this.now);
		PathCheck check = new PathCheck(trusted, Role.CRL_SIGNER, this.now, signatures);
		List<List<X509Certificate>> found = new ArrayList<>();
		new PathBuilder(trusted, all, this.now, signatures).search((path) -> {
			if (check.check(path).findings().isEmpty()) {
				found.add(path);
			}
			return !found.isEmpty();
		});
		return found.stream().findFirst();
	}

}

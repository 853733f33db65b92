package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

/**
 * The trusted certificates of one verifier, by subject. Any of them may end a path: a
 * root, a CA below one, or the peer's own certificate. Immutable; safe for use by many
 * threads.
 */
final class Anchors {

	private final Set<X509Certificate> all;

	private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

	private final Set<X509Certificate> ofTheJdk;

	Anchors(Collection<X509Certificate> certificates) {
		this(certificates, Set.of());
	}

	Anchors(Collection<X509Certificate> certificates, Collection<X509Certificate> ofTheJdk) {
		this.all = new LinkedHashSet<>(certificates);
		this.ofTheJdk = Set.copyOf(ofTheJdk);
		for (X509Certificate certificate : this.all) {
			this.bySubject.computeIfAbsent(certificate.getSubjectX500Principal(), (subject) -> new ArrayList<>(1))
				.add(certificate);
		}
	}

	List<X509Certificate> all() {
		return List.copyOf(this.all);
	}

	boolean contains(X509Certificate certificate) {
		return this.all.contains(certificate);
	}

	/** Whether the JDK chose to trust it, and so may have second thoughts about it. */
	boolean isOfTheJdk(X509Certificate certificate) {
		return this.ofTheJdk.contains(certificate);
	}

	List<X509Certificate> withSubject(X500Principal subject) {
		return this.bySubject.getOrDefault(subject, List.of());
	}

}

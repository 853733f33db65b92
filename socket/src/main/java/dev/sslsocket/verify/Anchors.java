package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.x509.HashedDirectory;

/**
 * The trusted certificates of one verifier, by subject. Any of them may end a path: a
 * root, a CA below one, or the peer's own certificate. Those of hashed directories are
 * looked up when asked for, so two questions may have two answers; all else is fixed.
 * Safe for use by many threads.
 */
final class Anchors {

	private final Set<X509Certificate> loaded;

	private final Map<X500Principal, List<X509Certificate>> bySubject = new HashMap<>();

	private final Set<X509Certificate> ofTheJdk;

	private final List<HashedDirectory> directories;

	Anchors(Collection<X509Certificate> certificates) {
		this(certificates, Set.of(), List.of());
	}

	Anchors(Collection<X509Certificate> certificates, Collection<X509Certificate> ofTheJdk,
			List<HashedDirectory> directories) {
		this.loaded = new LinkedHashSet<>(certificates);
		this.ofTheJdk = Set.copyOf(ofTheJdk);
		this.directories = List.copyOf(directories);
		for (X509Certificate certificate : this.loaded) {
			this.bySubject.computeIfAbsent(certificate.getSubjectX500Principal(), (subject) -> new ArrayList<>(1))
				.add(certificate);
		}
	}

	static Anchors of(List<TrustSource> sources) {
		return new Anchors(sources.stream().flatMap((source) -> source.loaded().stream()).toList(),
				sources.stream().filter(TrustSource::isTheJdks).flatMap((source) -> source.loaded().stream()).toList(),
				sources.stream().map(TrustSource::hashed).filter(Objects::nonNull).toList());
	}

	/** All that is trusted now: reads the hashed directories whole. */
	List<X509Certificate> all() {
		Set<X509Certificate> all = new LinkedHashSet<>(this.loaded);
		this.directories.forEach((directory) -> all.addAll(directory.all()));
		return List.copyOf(all);
	}

	/** What is trusted without looking anything up. */
	Set<X509Certificate> loaded() {
		return this.loaded;
	}

	/** Where the rest is looked up. */
	List<HashedDirectory> directories() {
		return this.directories;
	}

	/** Whether the JDK chose to trust it, and so may have second thoughts about it. */
	boolean isOfTheJdk(X509Certificate certificate) {
		return this.ofTheJdk.contains(certificate);
	}

	/** Looks up what is trusted under a name; touches the disk when it may be there. */
	Collection<X509Certificate> withSubject(X500Principal subject) {
		List<X509Certificate> known = this.bySubject.getOrDefault(subject, List.of());
		if (this.directories.isEmpty()) {
			return known;
		}
		Set<X509Certificate> found = new LinkedHashSet<>(known);
		this.directories.forEach((directory) -> found.addAll(directory.certificates(subject)));
		return found;
	}

}

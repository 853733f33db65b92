package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.x509.RevocationList;

/**
 * The revocation lists of all files, by who issued them. Immutable but for what its lists
 * remember; safe for use by many threads.
 */
public final class CrlStore implements CrlLookup {

	private final Map<X500Principal, List<Crl>> lists = new HashMap<>();

	private final Map<X500Principal, List<X509Certificate>> certificates = new HashMap<>();

	/**
	 * Puts files together.
	 * @param files the files
	 */
	public CrlStore(Collection<CrlFile> files) {
		for (CrlFile file : files) {
			for (Crl crl : file.lists()) {
				this.lists.computeIfAbsent(crl.list().issuer(), (issuer) -> new ArrayList<>(1)).add(crl);
			}
			for (X509Certificate certificate : file.certificates()) {
				this.certificates
					.computeIfAbsent(certificate.getSubjectX500Principal(), (subject) -> new ArrayList<>(1))
					.add(certificate);
			}
		}
	}

	@Override
	public List<Crl> issuedBy(X500Principal issuer) {
		return this.lists.getOrDefault(issuer, List.of());
	}

	@Override
	public List<X509Certificate> certificatesOf(X500Principal subject) {
		return this.certificates.getOrDefault(subject, List.of());
	}

	/**
	 * Verifies the signatures of the lists that these certificates may have signed, so
	 * that no handshake has to wait for that.
	 * @param issuers the trusted certificates
	 */
	public void prepare(Collection<X509Certificate> issuers) {
		for (X509Certificate issuer : issuers) {
			for (Crl crl : issuedBy(issuer.getSubjectX500Principal())) {
				if (crl.list().mayBeSignedBy(issuer)) {
					crl.isSignedBy(issuer.getPublicKey());
				}
			}
		}
	}

	/**
	 * Returns the lists that decide as long as they are current: of every issuer, key and
	 * scope the newest complete one.
	 * @return the lists, in no order
	 */
	public List<Crl> newest() {
		List<Crl> newest = new ArrayList<>();
		for (List<Crl> ofIssuer : this.lists.values()) {
			List<Crl> chosen = new ArrayList<>();
			ofIssuer.stream()
				.filter((crl) -> !crl.isDelta())
				.sorted(Crl.NEWEST_FIRST)
				.filter((crl) -> chosen.stream().noneMatch((newer) -> isReplacedBy(crl.list(), newer.list())))
				.forEach(chosen::add);
			newest.addAll(chosen);
		}
		return newest;
	}

	private static boolean isReplacedBy(RevocationList list, RevocationList newer) {
		return list.scope().equals(newer.scope()) && list.isOfSameKeyAs(newer);
	}

	/**
	 * Returns a name for the content of all lists; neither order nor repetition count.
	 * @return the digests of the lists
	 */
	public String digest() {
		Collection<String> digests = new TreeSet<>();
		this.lists.values().forEach((all) -> all.forEach((crl) -> digests.add(crl.list().digest())));
		return String.join(",", digests);
	}

}

package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.x509.RevocationList;

/**
 * Lists that are looked up when a certificate of their issuer comes along, in directories
 * with OpenSSL's hashed names ({@code 9d66eef0.r0}), beside lists that were read before.
 * A list that is added or replaced there counts at once. Safe for use by many threads.
 */
public final class LookedUpLists implements CrlLookup {

	private static final String ORIGIN = "ca-path";

	private final CrlLookup beside;

	private final List<Function<X500Principal, List<RevocationList>>> directories;

	private final ReentrantLock lock = new ReentrantLock();

	/** What is found out about a list, its signature above all, is found out once. */
	private final Map<RevocationList, Crl> known = new WeakHashMap<>();

	private LookedUpLists(CrlLookup beside, List<Function<X500Principal, List<RevocationList>>> directories) {
		this.beside = beside;
		this.directories = directories;
	}

	/**
	 * Puts directories beside lists that were read before.
	 * @param read the lists that were read
	 * @param directories what looks an issuer's lists up, the same objects as long as
	 * their files are the same; often none
	 * @return both together
	 */
	public static CrlLookup beside(CrlLookup read, List<Function<X500Principal, List<RevocationList>>> directories) {
		return directories.isEmpty() ? read : new LookedUpLists(read, List.copyOf(directories));
	}

	@Override
	public List<Crl> issuedBy(X500Principal issuer) {
		List<Crl> lists = new ArrayList<>(this.beside.issuedBy(issuer));
		this.directories.forEach((directory) -> directory.apply(issuer).forEach((list) -> lists.add(known(list))));
		return lists;
	}

	private Crl known(RevocationList list) {
		this.lock.lock();
		try {
			return this.known.computeIfAbsent(list, (read) -> new Crl(read, ORIGIN));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public List<X509Certificate> certificatesOf(X500Principal subject) {
		return this.beside.certificatesOf(subject);
	}

}

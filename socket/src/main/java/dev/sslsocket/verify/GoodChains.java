package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the last {@value #MOST} chains that were found to have no fault, so that the
 * next handshake with the same peer does not build, parse and check them again. What a
 * chain is found to be depends on the certificates, on what is trusted, on the role and
 * on the time alone: the first is compared byte for byte, the second belongs to the one
 * check that this memory is for, and the chain is forgotten outside the validity that all
 * its certificates have in common. Names, pins, revocation and the callback are asked
 * each time. Faults are not remembered: a peer must not fill the memory with rubbish.
 * Safe for use by many threads.
 */
final class GoodChains {

	static final int MOST = 256;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Question, List<X509Certificate>> known = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * What was asked.
	 *
	 * @param presented what the peer presented
	 * @param role what it claims to be
	 */
	private record Question(List<X509Certificate> presented, Role role) {
	}

	/**
	 * Looks a chain up.
	 * @param presented what a peer presented
	 * @param role what it claims to be
	 * @param now the time by the context's clock
	 * @return the chain that was found, {@code null} when it has to be looked for
	 */
	@Nullable List<X509Certificate> find(List<X509Certificate> presented, Role role, Instant now) {
		Question question = new Question(presented, role);
		this.lock.lock();
		try {
			List<X509Certificate> chain = this.known.get(question);
			return (chain != null && now.equals(Validity.common(chain, now))) ? chain : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Remembers a chain without a fault.
	 * @param presented what a peer presented
	 * @param role what it claims to be
	 * @param chain the chain that was found
	 */
	void add(List<X509Certificate> presented, Role role, List<X509Certificate> chain) {
		Question question = new Question(List.copyOf(presented), role);
		this.lock.lock();
		try {
			this.known.put(question, chain);
			if (this.known.size() > MOST) {
				this.known.remove(this.known.keySet().iterator().next());
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.known.size();
		}
		finally {
			this.lock.unlock();
		}
	}

}

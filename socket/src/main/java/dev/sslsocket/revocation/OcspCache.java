package dev.sslsocket.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.x509.OcspCertificateId;
import org.jspecify.annotations.Nullable;

/**
 * Answers that may be used again: each up to its nextUpdate and not a second longer, that
 * there was none for 30 seconds. Holds a fixed number of answers, the least recently used
 * out first. Safe for use by many threads; the lock is held for a look-up.
 */
final class OcspCache {

	/** How long nobody is asked again after there was no answer. */
	static final Duration SILENCE = Duration.ofSeconds(30);

	private final int capacity;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<OcspCertificateId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	private record Entry(OcspAnswer answer, Instant until, Instant refresh) {
	}

	OcspCache(int capacity, Clock clock) {
		this.capacity = capacity;
		this.clock = clock;
	}

	Optional<OcspAnswer> get(OcspCertificateId id) {
		this.lock.lock();
		try {
			Entry entry = current(id, this.clock.instant());
			return (entry != null) ? Optional.of(entry.answer()) : Optional.empty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Remembers an answer, unless what is remembered says more.
	 * @param id the certificate
	 * @param answer the answer; {@link Status#NONE} is remembered for a short time,
	 * others for as long as they say
	 * @return what is known now: the answer, or a better one
	 */
	OcspAnswer put(OcspCertificateId id, OcspAnswer answer) {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			Entry known = current(id, now);
			if (known != null && !answer.outweighs(known.answer())) {
				return (answer.status() == Status.NONE) ? answer : known.answer();
			}
			Instant until = (answer.status() == Status.NONE) ? now.plus(SILENCE) : answer.until();
			if (until != null && until.isAfter(now)) {
				this.entries.put(id, new Entry(answer, until, refresh(now, until)));
				evictEldest();
			}
			return answer;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns whether an answer is close to its end. Says so to one caller only, who
	 * fetches the next one while the others go on with this one.
	 */
	boolean refreshDue(OcspCertificateId id) {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			Entry entry = current(id, now);
			if (entry == null || entry.answer().status() == Status.NONE || now.isBefore(entry.refresh())) {
				return false;
			}
			this.entries.put(id, new Entry(entry.answer(), entry.until(), refresh(now, entry.until())));
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * After three quarters of the time that is left: a responder that repeats its answer
	 * until the last day is asked ever more often, but never without a pause.
	 */
	private static Instant refresh(Instant now, Instant until) {
		Duration wait = Duration.between(now, until).multipliedBy(3).dividedBy(4);
		return now.plus((wait.compareTo(SILENCE) < 0) ? SILENCE : wait);
	}

	private @Nullable Entry current(OcspCertificateId id, Instant now) {
		Entry entry = this.entries.get(id);
		if (entry != null && !now.isBefore(entry.until())) {
			this.entries.remove(id);
			return null;
		}
		return entry;
	}

	private void evictEldest() {
		if (this.entries.size() > this.capacity) {
			this.entries.remove(this.entries.keySet().iterator().next());
		}
	}

}

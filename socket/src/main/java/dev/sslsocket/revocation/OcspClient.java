package dev.sslsocket.revocation;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.x509.OcspCertificateId;
import org.jspecify.annotations.Nullable;

/**
 * What OCSP says about certificates: from what a server stapled, from what is remembered,
 * or by asking. Whoever asks about the same certificate at the same time shares one
 * request. Safe for use by many threads.
 */
public final class OcspClient {

	private static final int REMEMBERED = 1024;

	/** Refreshes wait for better times when so many questions are out. */
	private static final int MOST_REFRESHES = 32;

	private final OcspCheck check;

	private final OcspCache cache;

	private final @Nullable OcspFetch fetch;

	private final Map<OcspCertificateId, CompletableFuture<OcspAnswer>> asked = new ConcurrentHashMap<>();

	private OcspClient(Clock clock, OcspCheck check, @Nullable OcspFetch fetch) {
		this.check = check;
		this.cache = new OcspCache(REMEMBERED, clock);
		this.fetch = fetch;
	}

	/**
	 * One that asks responders.
	 * @param clock by which answers are current or not
	 * @return a client with nothing remembered
	 */
	public static OcspClient asking(Clock clock) {
		return new OcspClient(clock, new OcspCheck(clock), new OcspFetch(new OcspWarnings(clock)));
	}

	/**
	 * One that looks at stapled answers only.
	 * @param clock by which answers are current or not
	 * @return a client with nothing remembered
	 */
	public static OcspClient silent(Clock clock) {
		return new OcspClient(clock, new OcspCheck(clock), null);
	}

	/**
	 * Looks for an answer among what a server brought along. Does no I/O.
	 * @param question what about
	 * @param responses what was stapled, in whatever order: the one that is about this
	 * certificate counts
	 * @return the answer, or a later one that is remembered; {@link Status#NONE}, with
	 * the reason, where there is none that counts
	 */
	public OcspAnswer stapled(OcspQuestion question, List<byte[]> responses) {
		OcspAnswer best = OcspAnswer.none("none was stapled");
		for (byte[] response : responses) {
			if (response.length > 0) {
				OcspAnswer read = this.check.read(response, question, null);
				if (read.status() == Status.NONE) {
					best = (best.status() == Status.NONE) ? OcspAnswer.none("what was stapled " + read.text()) : best;
				}
				else if (read.outweighs(best)) {
					best = read;
				}
			}
		}
		return (best.status() == Status.NONE) ? best : this.cache.put(question.id(), lasting(best));
	}

	/**
	 * Where nobody is asked, an answer without an end is remembered as long as it counts:
	 * a session that was made with it has no other to be resumed with.
	 */
	private OcspAnswer lasting(OcspAnswer answer) {
		return (this.fetch == null && answer.until() == null && answer.since() != null)
				? answer.until(answer.since().plus(OcspCheck.AGE_WITHOUT_END)) : answer;
	}

	/**
	 * Returns what is remembered. Does no I/O; where the answer is close to its end, the
	 * next one is asked for in the background.
	 * @param question what about
	 * @return the answer; {@link Status#NONE} where somebody asked in vain not long ago;
	 * empty where nothing is remembered
	 */
	public Optional<OcspAnswer> known(OcspQuestion question) {
		if (this.fetch != null && this.asked.size() < MOST_REFRESHES && this.cache.refreshDue(question.id())) {
			fetch(this.fetch, question);
		}
		return this.cache.get(question.id());
	}

	/**
	 * Asks, unless the answer is remembered. Does not wait.
	 * @param question what about
	 * @return the answer, {@link Status#NONE} where there is none; complete after two
	 * seconds at the latest, and never exceptionally
	 */
	public CompletableFuture<OcspAnswer> ask(OcspQuestion question) {
		Optional<OcspAnswer> known = this.cache.get(question.id());
		if (known.isPresent()) {
			return CompletableFuture.completedFuture(known.get());
		}
		return (this.fetch != null) ? fetch(this.fetch, question)
				: CompletableFuture.completedFuture(OcspAnswer.none("nobody is asked"));
	}

	private CompletableFuture<OcspAnswer> fetch(OcspFetch fetch, OcspQuestion question) {
		OcspCertificateId id = question.id();
		CompletableFuture<OcspAnswer> mine = new CompletableFuture<>();
		CompletableFuture<OcspAnswer> others = this.asked.putIfAbsent(id, mine);
		if (others != null) {
			return others.copy();
		}
		CompletableFuture.completedFuture(question)
			.thenCompose((about) -> fetch.ask(about, this.check::read))
			.exceptionally((problem) -> OcspAnswer.none("could not be asked: " + problem))
			.thenAccept((answer) -> {
				// Remembered before it is forgotten that somebody asked: no gap in which
				// a third one would ask again.
				OcspAnswer best = this.cache.put(id, answer);
				this.asked.remove(id);
				mine.complete(best);
			});
		return mine.copy();
	}

}

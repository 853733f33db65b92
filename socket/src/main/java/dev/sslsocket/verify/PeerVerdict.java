package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.revocation.OcspAnswer;
import dev.sslsocket.verify.ChainCheck.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PeerVerifier} made of a peer that it did not refuse: accepted, or
 * accepted unless an OCSP responder, who has still to be asked, says otherwise. No byte
 * of the application may pass before {@link #settle}. Safe for use by many threads.
 */
public final class PeerVerdict {

	/** Longer than a question takes: reached where no thread gets to run. */
	private static final Duration MOST_PATIENCE = Duration.ofSeconds(3);

	private static final OcspAnswer UNASKED = OcspAnswer
		.none("nothing is known yet, and a trust manager cannot wait for a responder; the next handshake will know");

	private final Supplier<List<X509Certificate>> chain;

	private final @Nullable List<X509Certificate> found;

	private final List<OcspOpen> open;

	private final @Nullable OcspPolicy policy;

	private final FindingJudge judge;

	/** Who has the last word on faults; throws when it is no. */
	@FunctionalInterface
	interface FindingJudge {

		void decide(List<X509Certificate> chain, List<Finding> findings) throws SslCertificateException;

	}

	private PeerVerdict(List<X509Certificate> found, List<OcspOpen> open, @Nullable OcspPolicy policy,
			FindingJudge judge) {
		this(() -> found, found, open, policy, judge);
	}

	private PeerVerdict(Supplier<List<X509Certificate>> chain, @Nullable List<X509Certificate> found,
			List<OcspOpen> open, @Nullable OcspPolicy policy, FindingJudge judge) {
		this.chain = chain;
		this.found = found;
		this.open = List.copyOf(open);
		this.policy = policy;
		this.judge = judge;
	}

	/** The peer is accepted, and nothing is left to be asked. */
	static PeerVerdict accepted(List<X509Certificate> chain) {
		return new PeerVerdict(List.copyOf(chain), List.of(), null, (ignored, findings) -> {
		});
	}

	/**
	 * The peer of a session is accepted as it was before.
	 * @param chain finds its chain again, when somebody asks for it
	 */
	static PeerVerdict unchanged(Supplier<List<X509Certificate>> chain) {
		return new PeerVerdict(chain, null, List.of(), null, (ignored, findings) -> {
		});
	}

	/** The peer is accepted as far as is known. */
	static PeerVerdict of(Outcome outcome, @Nullable OcspPolicy policy, FindingJudge judge) {
		return new PeerVerdict(List.copyOf(outcome.chain()), outcome.open(), policy, judge);
	}

	/**
	 * Returns the chain. Of a resumed session it is looked for when this is called.
	 * @return as {@link PeerVerifier#verifyServer} and {@link PeerVerifier#verifyClient}
	 * say; of a resumed session, empty where the peer is still accepted by what was found
	 * when it was made, and would not be found again
	 */
	public List<X509Certificate> chain() {
		return this.chain.get();
	}

	/**
	 * Returns the chain if it need not be looked for, so that this verdict need not be
	 * kept for it.
	 * @return the chain; {@code null} for {@link PeerVerifier#serverChain} and
	 * {@link PeerVerifier#clientChain} to find
	 */
	public @Nullable List<X509Certificate> found() {
		return this.found;
	}

	/**
	 * Returns whether somebody has still to be asked.
	 * @return whether {@link #settle} may wait
	 */
	public boolean held() {
		return !this.open.isEmpty();
	}

	/**
	 * Asks whoever is to be asked, all at once, and waits for the answers. The verify
	 * callback, where there is one, is asked about what they say as about any fault.
	 * @param patience how long to wait at the most; zero for as long as the questions
	 * themselves take, two seconds
	 * @param abandoned ends the waiting when it completes
	 * @throws SslCertificateException when the peer is refused
	 */
	public void settle(Duration patience, CompletableFuture<?> abandoned) throws SslCertificateException {
		OcspPolicy asked = this.policy;
		if (asked == null || this.open.isEmpty()) {
			return;
		}
		try {
			settle(asked, patience, abandoned);
		}
		catch (RuntimeException ex) {
			// A fault of ours must not read as an answer.
			throw new SslCertificateException(SslReason.REVOCATION_UNKNOWN, "", -1,
					"OCSP could not be asked: " + CertificateText.printable(ex.toString()), ex);
		}
	}

	private void settle(OcspPolicy asked, Duration patience, CompletableFuture<?> abandoned)
			throws SslCertificateException {
		boolean limited = !patience.isZero() && patience.compareTo(MOST_PATIENCE) < 0;
		List<CompletableFuture<OcspAnswer>> answers = this.open.stream().map(asked::ask).toList();
		long end = System.nanoTime() + (limited ? patience : MOST_PATIENCE).toNanos();
		List<OcspAnswer> came = new ArrayList<>();
		for (CompletableFuture<OcspAnswer> answer : answers) {
			came.add(await(answer, abandoned, end));
		}
		judge(asked, came::get);
	}

	private static OcspAnswer await(CompletableFuture<OcspAnswer> answer, CompletableFuture<?> abandoned, long end)
			throws SslCertificateException {
		try {
			CompletableFuture.anyOf(answer, abandoned).get(Math.max(end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
			if (abandoned.isDone()) {
				throw gaveUp("the connection was closed");
			}
			return answer.get();
		}
		catch (TimeoutException ex) {
			return OcspAnswer.none("no answer came in time");
		}
		catch (ExecutionException ex) {
			return OcspAnswer.none("no answer came: " + ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw gaveUp("the thread was interrupted");
		}
	}

	private static SslCertificateException gaveUp(String why) {
		return new SslCertificateException(SslReason.REVOCATION_UNKNOWN, "", -1,
				why + " while an OCSP responder was asked whether the certificate was revoked", null);
	}

	/**
	 * Decides for whoever cannot wait, such as a trust manager: what has to be asked
	 * counts as not answered. It is asked all the same, so that the next time the answer
	 * is known.
	 */
	List<X509Certificate> withoutAsking() throws SslCertificateException {
		OcspPolicy asked = this.policy;
		if (asked != null && !this.open.isEmpty()) {
			this.open.forEach(asked::ask);
			judge(asked, (ignored) -> UNASKED);
		}
		return chain();
	}

	private void judge(OcspPolicy asked, IntFunction<OcspAnswer> answers) throws SslCertificateException {
		List<Finding> findings = new ArrayList<>();
		for (int i = 0; i < this.open.size(); i++) {
			Finding finding = asked.judge(this.open.get(i), answers.apply(i));
			if (finding != null) {
				findings.add(finding);
			}
		}
		if (!findings.isEmpty()) {
			this.judge.decide(chain(), findings);
		}
	}

}

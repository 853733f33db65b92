package dev.sslsocket.revocation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.x509.OcspRequest;
import org.jspecify.annotations.Nullable;

/**
 * Asks the responders of a certificate, one after the other, until one gives an answer
 * that counts. The HTTP client is made at the first question: most contexts ask none.
 * Safe for use by many threads.
 */
final class OcspFetch {

	/** For all responders of a certificate together. */
	static final Duration TIMEOUT = Duration.ofSeconds(2);

	/** Makes an answer of what a responder sent. */
	@FunctionalInterface
	interface Reading {

		/**
		 * Reads it.
		 * @param der the bytes
		 * @param question what it has to be about
		 * @param request what it answers; {@code null} for what nobody of ours asked for
		 */
		OcspAnswer read(byte[] der, OcspQuestion question, @Nullable OcspRequest request);

	}

	private final OcspWarnings warnings;

	private final ReentrantLock opening = new ReentrantLock();

	private volatile @Nullable OcspHttp http;

	OcspFetch(OcspWarnings warnings) {
		this.warnings = warnings;
	}

	/**
	 * Asks.
	 * @param question what about
	 * @param reading decides whether an answer counts
	 * @return the answer, {@link Status#NONE} where there is none; complete at the latest
	 * after {@link #TIMEOUT}, and never exceptionally
	 */
	CompletableFuture<OcspAnswer> ask(OcspQuestion question, Reading reading) {
		List<URI> responders = question.responders();
		if (responders.isEmpty()) {
			return CompletableFuture
				.completedFuture(OcspAnswer.none("no responder is named that could be asked by http"));
		}
		return ask(question, reading, responders, TIMEOUT.dividedBy(responders.size()));
	}

	private CompletableFuture<OcspAnswer> ask(OcspQuestion question, Reading reading, List<URI> responders,
			Duration timeout) {
		URI responder = responders.get(0);
		List<URI> others = responders.subList(1, responders.size());
		return ask(question, reading, responder, timeout)
			.thenCompose((answer) -> (answer.status() == Status.NONE && !others.isEmpty())
					? ask(question, reading, others, timeout) : CompletableFuture.completedFuture(answer));
	}

	private CompletableFuture<OcspAnswer> ask(OcspQuestion question, Reading reading, URI responder, Duration timeout) {
		OcspRequest request = OcspRequest.about(question.id());
		CompletableFuture<byte[]> response;
		try {
			response = http().post(responder, request.der(), timeout);
		}
		catch (RuntimeException | LinkageError ex) {
			// An address the client does not take, or a runtime without java.net.http.
			response = CompletableFuture.failedFuture(ex);
		}
		return response.thenApply((der) -> reading.read(der, question, request))
			.exceptionally((problem) -> OcspAnswer.none(words(problem, timeout)))
			.thenApply((answer) -> named(answer, responder, question));
	}

	private OcspAnswer named(OcspAnswer answer, URI responder, OcspQuestion question) {
		if (answer.status() != Status.NONE) {
			return answer;
		}
		this.warnings.noAnswer(responder, question.certificate(), answer.text());
		return OcspAnswer.none("responder " + responder.toASCIIString() + " " + answer.text());
	}

	private static String words(Throwable problem, Duration timeout) {
		Throwable cause = (problem instanceof CompletionException && problem.getCause() != null) ? problem.getCause()
				: problem;
		if (cause instanceof TimeoutException) {
			return "did not answer within " + timeout.toMillis() + " ms";
		}
		// Of others the kind only: their messages may quote what the responder sent.
		return (cause instanceof OcspHttp.NoAnswer) ? String.valueOf(cause.getMessage())
				: "could not be asked: " + cause.getClass().getSimpleName();
	}

	private OcspHttp http() {
		OcspHttp open = this.http;
		if (open != null) {
			return open;
		}
		this.opening.lock();
		try {
			open = (this.http != null) ? this.http : new OcspHttp();
			this.http = open;
			return open;
		}
		finally {
			this.opening.unlock();
		}
	}

}

package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.revocation.OcspAnswer;
import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.revocation.OcspClient;
import dev.sslsocket.revocation.OcspQuestion;
import dev.sslsocket.verify.ChainCheck.Outcome;
import dev.sslsocket.verify.RevocationLookup.Result;
import org.jspecify.annotations.Nullable;

/**
 * What is made of OCSP: which certificates need an answer, and what an answer, or none,
 * does to the peer. Safe for use by many threads.
 */
final class OcspPolicy {

	private final OcspMode mode;

	private final boolean wholeChain;

	private final boolean mustStaple;

	private final OcspClient client;

	private final Consumer<Result> listener;

	OcspPolicy(Revocation settings, Clock clock, Consumer<Result> listener) {
		this.listener = listener;
		this.mode = settings.ocsp();
		this.wholeChain = settings.ocspScope() == RevocationScope.CHAIN;
		this.mustStaple = settings.mustStaple();
		this.client = asks() ? OcspClient.asking(clock) : OcspClient.silent(clock);
	}

	private boolean asks() {
		return this.mode == OcspMode.SOFT || this.mode == OcspMode.HARD;
	}

	/**
	 * Adds to what was found wrong with a chain. Does no I/O.
	 * @param outcome the chain and its faults. Where it leads to nobody trusted, or is
	 * not what it seems, nobody is believed or asked about it
	 * @param role of the peer
	 * @param evidence what came along
	 * @return the outcome with OCSP
	 */
	Outcome check(Outcome outcome, Role role, OcspEvidence evidence) {
		List<X509Certificate> chain = outcome.chain();
		List<Finding> findings = new ArrayList<>(outcome.findings());
		List<OcspOpen> open = new ArrayList<>();
		if (findings.stream().anyMatch(OcspPolicy::isForged)) {
			if (this.mode == OcspMode.HARD || this.mustStaple) {
				findings.add(unknown(chain.get(0), 0, "nobody who is trusted issued it, so that nobody can be asked"));
			}
			return new Outcome(chain, findings);
		}
		// The last is trusted by name: nobody else's word counts for or against it.
		int last = this.wholeChain ? chain.size() - 1 : Math.min(1, chain.size() - 1);
		for (int depth = 0; depth < last; depth++) {
			OcspQuestion question = OcspQuestion.about(chain.get(depth), chain.get(depth + 1));
			boolean staple = depth == 0 && role == Role.SERVER && (this.mustStaple || question.demandsStaple());
			check(question, depth, staple, evidence, findings, open);
		}
		return new Outcome(chain, findings, open);
	}

	private static boolean isForged(Finding finding) {
		return finding.reason() == SslReason.UNKNOWN_CA || finding.reason() == SslReason.BAD_CERTIFICATE;
	}

	private void check(OcspQuestion question, int depth, boolean staple, OcspEvidence evidence, List<Finding> findings,
			List<OcspOpen> open) {
		OcspAnswer stapled = this.client.stapled(question, evidence.stapled());
		Optional<OcspAnswer> known = (stapled.status() == Status.NONE) ? this.client.known(question)
				: Optional.of(stapled);
		boolean needed = staple || this.mode == OcspMode.HARD;
		if (known.isPresent() || !asks()) {
			this.listener.accept(result(known.map(OcspAnswer::status).orElse(Status.NONE)));
		}
		if (known.isPresent() && known.get().status() == Status.REVOKED) {
			findings.add(revoked(question.certificate(), depth, known.get()));
		}
		else if (staple && !evidence.resumed() && stapled.status() != Status.GOOD) {
			findings.add(unknown(question.certificate(), depth,
					"a stapled answer is demanded (" + demand() + "), and " + stapled.text()));
		}
		else if (known.isEmpty() && asks()) {
			open.add(new OcspOpen(depth, question, needed));
		}
		else if (needed && known.map(OcspAnswer::status).orElse(Status.NONE) == Status.NONE) {
			findings.add(unknown(question.certificate(), depth, known.map(OcspAnswer::text)
				.orElse("the stapled answer of this session's beginning has ended; connect again for a new one")));
		}
	}

	private String demand() {
		return this.mustStaple ? "ssl.revocation.must-staple" : "by the certificate, RFC 7633";
	}

	/** Asks, without waiting. */
	CompletableFuture<OcspAnswer> ask(OcspOpen open) {
		return this.client.ask(open.question());
	}

	/**
	 * Judges an answer to what was left open.
	 * @return what is wrong, {@code null} when nothing is
	 */
	@Nullable Finding judge(OcspOpen open, OcspAnswer answer) {
		X509Certificate certificate = open.question().certificate();
		this.listener.accept(result(answer.status()));
		return switch (answer.status()) {
			case GOOD -> null;
			case REVOKED -> revoked(certificate, open.depth(), answer);
			case NONE -> open.needed() ? unknown(certificate, open.depth(), answer.text()) : null;
		};
	}

	private static Result result(Status status) {
		return switch (status) {
			case GOOD -> Result.GOOD;
			case REVOKED -> Result.REVOKED;
			case NONE -> Result.UNKNOWN;
		};
	}

	private static Finding revoked(X509Certificate certificate, int depth, OcspAnswer answer) {
		return new Finding(SslReason.REVOKED, depth, certificate, CertificateText.at(certificate, depth)
				+ " was revoked by its issuer " + answer.text() + ", says OCSP.");
	}

	private Finding unknown(X509Certificate certificate, int depth, String why) {
		return new Finding(SslReason.REVOCATION_UNKNOWN, depth, certificate,
				CertificateText.at(certificate, depth) + " may have been revoked: " + CertificateText.printable(why)
						+ ". Context setting ssl.revocation.ocsp: " + this.mode.name().toLowerCase(Locale.ROOT) + ".");
	}

}

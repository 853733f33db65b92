package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.revocation.CrlAnswer;
import dev.sslsocket.revocation.CrlCheck;
import dev.sslsocket.revocation.CrlLookup;
import dev.sslsocket.verify.RevocationLookup.Means;
import dev.sslsocket.verify.RevocationLookup.Result;

/**
 * Has anybody taken a certificate of the chain back? Fails closed: a certificate that
 * cannot be looked up is refused like one that is revoked, for another reason. Asks no
 * network. Safe for use by many threads.
 */
final class RevocationCheck {

	private final Anchors anchors;

	private final RevocationScope scope;

	private final CrlCheck crls;

	private final Clock clock;

	private final CrlText text;

	private final Consumer<Result> listener;

	RevocationCheck(Anchors anchors, RevocationScope scope, CrlLookup lists, PeerVerifierBuilder settings) {
		this.anchors = anchors;
		this.scope = scope;
		this.clock = settings.clock;
		this.crls = new CrlCheck(lists, scope == RevocationScope.CHAIN, StrengthRules::isForgeable);
		this.text = new CrlText(settings.contextName, scope);
		this.listener = settings.tell(Means.CRL);
	}

	/**
	 * Looks the certificates of a chain up.
	 * @param outcome the chain and what is wrong with it so far
	 * @param presented what the peer presented
	 * @return the same with what the lists say of it; a revoked certificate is said first
	 */
	ChainCheck.Outcome check(ChainCheck.Outcome outcome, List<X509Certificate> presented) {
		List<X509Certificate> chain = outcome.chain();
		List<Finding> revoked = new ArrayList<>();
		List<Finding> unknown = new ArrayList<>();
		if (!leadsToTrust(outcome)) {
			// Nobody's lists count for a chain that nobody vouches for, and to verify
			// their signatures by its keys would be work that a stranger can ask for.
			unknown.add(new Finding(SslReason.REVOCATION_UNKNOWN, 0, chain.get(0), this.text.untrusted(chain.get(0))));
		}
		else {
			Instant now = this.clock.instant();
			CrlSignerPaths signers = new CrlSignerPaths(this.anchors, presented, now);
			int end = Math.min(chain.size() - 1, (this.scope == RevocationScope.LEAF) ? 1 : chain.size());
			for (int depth = 0; depth < end; depth++) {
				CrlAnswer answer = this.crls.check(chain, depth, now, signers);
				Result result = result(answer);
				this.listener.accept(result);
				if (result == Result.REVOKED) {
					revoked.add(finding(SslReason.REVOKED, chain, depth, answer, now));
				}
				else if (result == Result.UNKNOWN) {
					unknown.add(finding(SslReason.REVOCATION_UNKNOWN, chain, depth, answer, now));
				}
			}
		}
		List<Finding> all = new ArrayList<>(revoked);
		all.addAll(outcome.findings());
		all.addAll(unknown);
		return new ChainCheck.Outcome(chain, all);
	}

	private static Result result(CrlAnswer answer) {
		return switch (answer.state()) {
			case GOOD -> Result.GOOD;
			case REVOKED -> Result.REVOKED;
			default -> Result.UNKNOWN;
		};
	}

	private static boolean leadsToTrust(ChainCheck.Outcome outcome) {
		return outcome.findings()
			.stream()
			.noneMatch((finding) -> finding.reason() == SslReason.UNKNOWN_CA
					|| finding.reason() == SslReason.BAD_CERTIFICATE);
	}

	private Finding finding(SslReason reason, List<X509Certificate> chain, int depth, CrlAnswer answer, Instant now) {
		X509Certificate certificate = chain.get(depth);
		return new Finding(reason, depth, certificate, this.text.of(certificate, depth, answer, now));
	}

}

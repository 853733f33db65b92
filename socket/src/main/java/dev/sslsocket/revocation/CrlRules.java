package dev.sslsocket.revocation;

import java.time.Instant;
import java.util.Collections;
import java.util.function.Predicate;

import dev.sslsocket.x509.DistributionPoint;
import dev.sslsocket.x509.IssuingDistributionPoint;
import dev.sslsocket.x509.RevocationList;
import org.jspecify.annotations.Nullable;

/**
 * Whether a revocation list can be used at all, before anybody asks who signed it.
 * <p>
 * There is no tolerance for clocks, as there is none for certificates. A list without an
 * end is refused, as the JDK does and RFC 5280 section 5.1.2.5 wants it; OpenSSL takes it
 * for current for ever. Immutable; safe for use by many threads.
 */
final class CrlRules {

	private final Instant now;

	private final Predicate<String> weakAlgorithm;

	CrlRules(Instant now, Predicate<String> weakAlgorithm) {
		this.now = now;
		this.weakAlgorithm = weakAlgorithm;
	}

	/**
	 * Looks for what is wrong with a list.
	 * @return what it is, or {@code null}
	 */
	@Nullable CrlAnswer check(Crl crl) {
		RevocationList list = crl.list();
		String unsupported = list.unsupportedExtension();
		Instant end = list.nextUpdate();
		if (unsupported != null) {
			return CrlAnswer.of(CrlState.UNSUPPORTED, crl, null, unsupported);
		}
		if (this.weakAlgorithm.test(list.signatureAlgorithm())) {
			return CrlAnswer.of(CrlState.WEAK, crl, null, list.signatureAlgorithm());
		}
		if (this.now.isBefore(list.thisUpdate())) {
			return CrlAnswer.of(CrlState.NOT_YET_VALID, crl, list.thisUpdate(), "");
		}
		if (end == null) {
			return CrlAnswer.of(CrlState.ENDLESS, crl);
		}
		return this.now.isAfter(end) ? CrlAnswer.of(CrlState.EXPIRED, crl, end, "") : null;
	}

	/**
	 * Whether a list is about a certificate (RFC 5280 section 6.3.3 (b)).
	 * @param list the list
	 * @param point a distribution point of the certificate
	 * @param ca whether the certificate is a CA's
	 */
	static boolean covers(RevocationList list, DistributionPoint point, boolean ca) {
		IssuingDistributionPoint scope = list.scope();
		boolean named = scope.names().isEmpty()
				|| !Collections.disjoint(scope.names(), point.names().isEmpty() ? point.crlIssuers() : point.names());
		boolean kind = ca ? !scope.onlyUserCertificates() : !scope.onlyCaCertificates();
		boolean byIssuer = point.crlIssuers().isEmpty() || scope.indirect();
		return named && kind && byIssuer && !scope.onlyAttributeCertificates();
	}

}

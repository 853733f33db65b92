package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.verify.PeerName.Coverage;
import dev.sslsocket.x509.SubjectAltName;
import org.jspecify.annotations.Nullable;

/**
 * Is this certificate for that name? Remembers what names certificates have, and nothing
 * of what came of it; safe for use by many threads.
 */
final class NameCheck {

	private static final RecentNames NAMES = new RecentNames();

	private NameCheck() {
	}

	/**
	 * Checks the name.
	 * @param scheme by which rules
	 * @param chain the server's certificate, then its issuers, whose name constraints
	 * hold for a common name too
	 * @param name the name connected to, {@code null} when none is known
	 * @return what is wrong, or {@code null}
	 */
	static @Nullable Finding check(HostnameScheme scheme, List<X509Certificate> chain, @Nullable String name) {
		NameRules rules = scheme.rules();
		if (rules == null) {
			return null;
		}
		NameMismatch mismatch = new NameMismatch(chain.get(0), name);
		if (name == null || name.isEmpty()) {
			return mismatch.noNameKnown();
		}
		PeerName expected = PeerName.parse(name);
		return (expected != null) ? check(rules, chain, expected, mismatch) : mismatch.unusable(name);
	}

	private static @Nullable Finding check(NameRules rules, List<X509Certificate> chain, PeerName expected,
			NameMismatch mismatch) {
		PresentedNames presented = NAMES.of(chain.get(0));
		String tooWide = null;
		for (SubjectAltName alternative : presented.alternatives()) {
			switch (coverage(rules, expected, alternative)) {
				case FULL -> {
					return null;
				}
				case TOO_WIDE -> tooWide = alternative.value();
				case NONE -> {
				}
			}
		}
		String commonNameFault = presented.commonNameFault(rules, expected);
		if (commonNameFault == null) {
			String commonName = presented.commonNames().get(0);
			switch (coverage(rules, expected, commonName)) {
				case FULL -> {
					return NameConstraintRules.permit(chain, expected) ? null : mismatch.forbidden(commonName);
				}
				case TOO_WIDE -> tooWide = commonName;
				case NONE -> {
				}
			}
		}
		return (tooWide != null) ? mismatch.tooWide(presented, commonNameFault, tooWide, expected.publicSuffix())
				: mismatch.noneOf(presented, commonNameFault, rules);
	}

	private static Coverage coverage(NameRules rules, PeerName expected, SubjectAltName alternative) {
		return switch (alternative.type()) {
			case DNS -> (rules.hostNamesOnly() && !expected.comparesStrictly(alternative.value())) ? Coverage.NONE
					: expected.compareDns(alternative.value(), rules.wildcardsInAlternatives());
			case IP -> expected.compareAddress(alternative.value());
			default -> Coverage.NONE;
		};
	}

	private static Coverage coverage(NameRules rules, PeerName expected, String commonName) {
		if (!expected.isAddress()) {
			return expected.compareDns(commonName, rules.wildcardsInCommonName());
		}
		return rules.addressInCommonName().covers(expected) ? expected.compareAddress(commonName) : Coverage.NONE;
	}

}

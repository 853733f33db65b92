package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a context trusts, in a few words for messages. Stateless; safe for use by many
 * threads.
 */
final class TrustDescription {

	private static final int MOST_SHOWN = 3;

	private TrustDescription() {
	}

	/**
	 * Describes the sources.
	 * @param sources what is trusted
	 * @param pins what is pinned, if anything
	 * @return such as {@code 142 CAs of the JDK and 1 CA (CN=Demo CA)}
	 */
	static String of(List<TrustSource> sources, @Nullable PinSet pins) {
		if (pins == null) {
			return of(sources);
		}
		return switch (pins.mode()) {
			case ALTERNATIVE -> of(sources) + " and " + pins.count();
			case ADDITIONAL -> of(sources) + ", limited to " + pins.count();
			case ENFORCE -> pins.count() + " alone";
		};
	}

	private static String of(List<TrustSource> sources) {
		List<String> parts = new ArrayList<>();
		Set<X509Certificate> named = new LinkedHashSet<>();
		for (TrustSource source : sources) {
			String owner = source.owner();
			if (owner != null) {
				parts.add((source.hashed() != null && !source.loaded().isEmpty()) ? "the CAs of " + owner
						: count(source.count()) + " of " + owner);
			}
			else {
				named.addAll(source.loaded());
			}
		}
		if (!named.isEmpty()) {
			parts.add(count(named.size()) + " (" + subjects(named) + ")");
		}
		return parts.isEmpty() ? "no CA" : String.join(" and ", parts);
	}

	/** The subjects of a few certificates, and how many more there are. */
	static String subjects(Set<X509Certificate> certificates) {
		String shown = String.join(", ",
				certificates.stream().limit(MOST_SHOWN).map(CertificateText::subject).toList());
		int hidden = certificates.size() - MOST_SHOWN;
		return (hidden > 0) ? shown + " and " + hidden + " more" : shown;
	}

	private static String count(int number) {
		return (number == 1) ? "1 CA" : number + " CAs";
	}

}

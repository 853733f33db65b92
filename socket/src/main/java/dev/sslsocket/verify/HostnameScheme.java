package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.sslsocket.failure.NearestName;
import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * How the name of a server is compared with its certificate. {@link #RFC9525} is right
 * for every protocol of today; the others are for servers whose certificates cannot be
 * replaced, and are those of IO::Socket::SSL ({@code SSL_verifycn_scheme}), which took
 * them from the RFC of each protocol.
 * <p>
 * In every scheme: a subject alternative name that is the name counts; case and a final
 * dot do not matter; a wildcard stands for one label or a part of it, the left-most,
 * never for nothing, never for a dot, and never directly below a public suffix
 * ({@link PublicSuffixes}); a part of a label of another script ({@code xn--…}) is
 * covered by no wildcard; an IP address is compared as an address and never with a DNS
 * name. Where a scheme looks at the subject's common name, it must be the only one, and
 * name constraints of the issuers hold for it too. A value; safe for use by many threads.
 */
public enum HostnameScheme {

	/**
	 * The default, RFC 9525: only subject alternative names count, never the common name.
	 * A wildcard stands for the whole left-most label.
	 */
	RFC9525(NameRules.ALTERNATIVE_NAMES_ONLY),

	/**
	 * The laxest, everything that any scheme below accepts: wildcards in a part of the
	 * left-most label ({@code www*.example.com}), the common name also beside alternative
	 * names, addresses in the common name.
	 */
	DEFAULT(NameRules.EVERYTHING),

	/**
	 * RFC 2818 as browsers once read it: wildcards in a part of the left-most label, the
	 * common name where there is no alternative name of that kind, also for an IPv4
	 * address. Also known as {@code www}.
	 */
	HTTP(NameRules.WEB, "www"),

	/**
	 * RFC 2818 as it is written: as {@link #HTTP}, but an address counts only as
	 * alternative name.
	 */
	RFC2818(NameRules.RFC2818),

	/** FTP over TLS, as {@link #RFC2818}. Also known as {@code rfc4217}. */
	FTP(NameRules.RFC2818, "rfc4217"),

	/** XMPP, as {@link #RFC2818}. Also known as {@code rfc3920}. */
	XMPP(NameRules.RFC2818, "rfc3920"),

	/**
	 * LDAP: wildcards for the whole left-most label and only in alternative names; the
	 * common name, without wildcards, also beside alternative names. Also known as
	 * {@code rfc4513}.
	 */
	LDAP(NameRules.LDAP, "rfc4513"),

	/**
	 * SMTP: wildcards for the whole left-most label, the common name also beside
	 * alternative names. Also known as {@code rfc2595}.
	 */
	SMTP(NameRules.MAIL, "rfc2595"),

	/** IMAP, as {@link #SMTP}. Also known as {@code rfc4642}. */
	IMAP(NameRules.MAIL, "rfc4642"),

	/** POP3, as {@link #SMTP}. */
	POP3(NameRules.MAIL),

	/** ACAP, as {@link #SMTP}. */
	ACAP(NameRules.MAIL),

	/** News, as {@link #SMTP}. Also known as {@code rfc5539}. */
	NNTP(NameRules.MAIL, "rfc5539"),

	/** NETCONF, as {@link #SMTP}. Also known as {@code rfc5538}. */
	NETCONF(NameRules.MAIL, "rfc5538"),

	/** Syslog, as {@link #SMTP}. Also known as {@code rfc5425}. */
	SYSLOG(NameRules.MAIL, "rfc5425"),

	/** SNMP, as {@link #SMTP}. Also known as {@code rfc5953}. */
	SNMP(NameRules.MAIL, "rfc5953"),

	/**
	 * GIST: wildcards for the whole left-most label, the common name where there is no
	 * alternative name of that kind. Also known as {@code rfc5971}.
	 */
	GIST(NameRules.GIST, "rfc5971"),

	/**
	 * SIP: no wildcards; the common name also beside alternative names. Also known as
	 * {@code rfc5922}.
	 */
	SIP(NameRules.SIP, "rfc5922"),

	/**
	 * The name is not compared: any certificate of a trusted CA will do. Where a caller
	 * asks for it by the JDK's endpoint identification algorithm it is, by
	 * {@link #RFC9525}; to the other schemes that adds nothing.
	 */
	NONE(null);

	private final @Nullable NameRules rules;

	private final List<String> aliases;

	HostnameScheme(@Nullable NameRules rules, String... aliases) {
		this.rules = rules;
		this.aliases = List.of(aliases);
	}

	/** The rules, {@code null} where nothing is compared. */
	@Nullable NameRules rules() {
		return this.rules;
	}

	/**
	 * Returns the word that configuration has for this scheme.
	 * @return the name in lower case, such as {@code rfc9525}
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads the word for a scheme.
	 * @param word a scheme in any case, or another name that IO::Socket::SSL has for it,
	 * such as {@code www} or {@code rfc4513}
	 * @return the scheme
	 * @throws SslConfigurationException for {@code verify-hostname}, with the nearest
	 * word and all there are, if there is no such scheme
	 */
	public static HostnameScheme parse(String word) {
		String wanted = word.trim().toLowerCase(Locale.ROOT);
		List<String> known = new ArrayList<>();
		for (HostnameScheme scheme : values()) {
			if (scheme.word().equals(wanted) || scheme.aliases.contains(wanted)) {
				return scheme;
			}
			known.add(scheme.word());
			known.addAll(scheme.aliases);
		}
		String nearest = NearestName.of(wanted, known).map((name) -> " Did you mean " + name + "?").orElse("");
		throw new SslConfigurationException("verify-hostname", "is '" + word + "'." + nearest + " Write "
				+ String.join(", ", Arrays.stream(values()).map(HostnameScheme::word).toList()) + ".");
	}

}

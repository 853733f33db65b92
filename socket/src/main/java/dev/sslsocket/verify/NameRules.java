package dev.sslsocket.verify;

/**
 * What one scheme takes for the name of a server, in the words of IO::Socket::SSL's own
 * schemes ({@code wildcards_in_alt}, {@code wildcards_in_cn}, {@code check_cn},
 * {@code ip_in_cn}). Immutable; safe for use by many threads.
 *
 * @param hostNamesOnly whether a dNSName is taken as strictly as OpenSSL and Go together
 * take it: no final dot, and no wildcard for a label with an underscore
 * @param wildcardsInAlternatives which wildcards count in a dNSName
 * @param wildcardsInCommonName which wildcards count in the common name
 * @param commonName when the common name counts at all
 * @param addressInCommonName which IP addresses count in the common name
 */
record NameRules(boolean hostNamesOnly, Wildcards wildcardsInAlternatives, Wildcards wildcardsInCommonName,
		CommonName commonName, Address addressInCommonName) {

	/** When the common name counts. */
	enum CommonName {

		/** Never. */
		NEVER,

		/**
		 * Only when the certificate has no alternative name of the kind that is looked
		 * for: no DNS name, or for an address no address.
		 */
		INSTEAD,

		/** Also beside alternative names. */
		ALWAYS

	}

	/** Which addresses count in the common name. */
	enum Address {

		/** None. */
		NONE,

		/** IPv4 addresses. */
		IPV4,

		/** IPv4 and IPv6 addresses. */
		ANY;

		boolean covers(PeerName address) {
			return this == ANY || this == IPV4 && address.isIpv4();
		}

	}

	static final NameRules ALTERNATIVE_NAMES_ONLY = new NameRules(true, Wildcards.WHOLE_LABEL, Wildcards.NONE,
			CommonName.NEVER, Address.NONE);

	static final NameRules EVERYTHING = new NameRules(false, Wildcards.PART_OF_LABEL, Wildcards.PART_OF_LABEL,
			CommonName.ALWAYS, Address.ANY);

	static final NameRules WEB = new NameRules(false, Wildcards.PART_OF_LABEL, Wildcards.PART_OF_LABEL,
			CommonName.INSTEAD, Address.IPV4);

	static final NameRules RFC2818 = new NameRules(false, Wildcards.PART_OF_LABEL, Wildcards.PART_OF_LABEL,
			CommonName.INSTEAD, Address.NONE);

	static final NameRules LDAP = new NameRules(false, Wildcards.WHOLE_LABEL, Wildcards.NONE, CommonName.ALWAYS,
			Address.NONE);

	static final NameRules MAIL = new NameRules(false, Wildcards.WHOLE_LABEL, Wildcards.WHOLE_LABEL, CommonName.ALWAYS,
			Address.NONE);

	static final NameRules GIST = new NameRules(false, Wildcards.WHOLE_LABEL, Wildcards.WHOLE_LABEL, CommonName.INSTEAD,
			Address.NONE);

	static final NameRules SIP = new NameRules(false, Wildcards.NONE, Wildcards.NONE, CommonName.ALWAYS, Address.NONE);

}

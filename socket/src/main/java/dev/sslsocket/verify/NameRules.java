package dev.sslsocket.verify;

/**
 * What one scheme takes for the name of a server, in the words of IO::Socket::SSL's own
 * schemes ({@code wildcards_in_alt}, {@code wildcards_in_cn}, {@code check_cn},
 * {@code ip_in_cn}). Immutable; safe for use by many threads.
 *
 * @param wildcardsInAlternatives which wildcards count in a dNSName
 * @param wildcardsInCommonName which wildcards count in the common name
 * @param commonName when the common name counts at all
 * @param addressInCommonName which IP addresses count in the common name
 */
record NameRules(Wildcards wildcardsInAlternatives, Wildcards wildcardsInCommonName, CommonName commonName,
		Address addressInCommonName) {

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

	static final NameRules ALTERNATIVE_NAMES_ONLY = new NameRules(Wildcards.WHOLE_LABEL, Wildcards.NONE,
			CommonName.NEVER, Address.NONE);

	static final NameRules EVERYTHING = new NameRules(Wildcards.PART_OF_LABEL, Wildcards.PART_OF_LABEL,
			CommonName.ALWAYS, Address.ANY);

	static final NameRules WEB = new NameRules(Wildcards.PART_OF_LABEL, Wildcards.PART_OF_LABEL, CommonName.INSTEAD,
			Address.IPV4);

	static final NameRules RFC2818 = new NameRules(Wildcards.PART_OF_LABEL, Wildcards.PART_OF_LABEL, CommonName.INSTEAD,
			Address.NONE);

	static final NameRules LDAP = new NameRules(Wildcards.WHOLE_LABEL, Wildcards.NONE, CommonName.ALWAYS, Address.NONE);

	static final NameRules MAIL = new NameRules(Wildcards.WHOLE_LABEL, Wildcards.WHOLE_LABEL, CommonName.ALWAYS,
			Address.NONE);

	static final NameRules GIST = new NameRules(Wildcards.WHOLE_LABEL, Wildcards.WHOLE_LABEL, CommonName.INSTEAD,
			Address.NONE);

	static final NameRules SIP = new NameRules(Wildcards.NONE, Wildcards.NONE, CommonName.ALWAYS, Address.NONE);

}
